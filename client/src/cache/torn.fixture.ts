// A disk that fails. Files in memory, beneath the real SQLite and our own gathering of journal writes: the nth thing that is done to them
// fails, or the power goes in the middle of it. What was not synced by then may be on the disk or not, piece by piece, and a piece half.

import * as SQLite from '@journeyapps/wa-sqlite';
import { FacadeVFS } from '@journeyapps/wa-sqlite/src/FacadeVFS.js';
import type { DeleteCalls } from './durable.ts';
import type { FileCalls } from './gather.ts';

/**
 * `fails`: it is not done, and SQLite is told so. `full`: the same, for want of space. `off`: the power goes before it, and nothing that
 * was not synced is on the disk. `torn`: the power goes in the middle of it, and of what was not synced some is on the disk.
 */
export type Trouble = 'fails' | 'full' | 'off' | 'torn';

type Piece = { readonly at: number; readonly data: Uint8Array } | { readonly size: number };

interface TornFile {
  readonly path: string;
  bytes: Uint8Array;
  /** As of the last sync, and what was done since. */
  synced: Uint8Array;
  since: Piece[];
}

/** The disk: outlives the process that wrote to it. */
export class TornDisk {
  readonly files = new Map<string, TornFile>();
  /** Things that were done so far: writes, truncations, deletions, syncs. */
  count = 0;
  trouble: { at: number; what: Trouble } | undefined;
  isOff = false;
  readonly random: () => number;

  constructor(random: () => number) {
    this.random = random;
  }

  /** Counts one thing that is about to be done. Gives the result code if it must not be, and leaves its half behind when it is torn. */
  strike(file: TornFile, piece?: Piece): number | undefined {
    if (this.isOff) return SQLite.SQLITE_IOERR;
    this.count++;
    if (this.trouble?.at !== this.count) return undefined;
    const { what } = this.trouble;
    if (what === 'fails') return SQLite.SQLITE_IOERR;
    if (what === 'full') return SQLite.SQLITE_FULL;
    this.isOff = true;
    if (what === 'torn' && piece) file.since.push(piece);
    this.settle(what === 'torn');
    return SQLite.SQLITE_IOERR;
  }

  /** The power is gone: each file is what was synced, and, when torn, with some of the rest. */
  private settle(isTorn: boolean): void {
    for (const file of this.files.values()) {
      let left = file.synced;
      if (isTorn) for (const piece of file.since) left = this.perhaps(left, piece);
      file.bytes = left;
      file.synced = left.slice();
      file.since = [];
    }
  }

  private perhaps(bytes: Uint8Array, piece: Piece): Uint8Array {
    const dice = this.random();
    if (dice < 0.3) return bytes;
    if ('size' in piece || dice < 0.7) return applied(bytes, piece);
    return applied(bytes, { at: piece.at, data: piece.data.subarray(0, piece.data.length >> 1) });
  }

  /** Somebody looks at what is left. */
  switchOn(): void {
    this.isOff = false;
    this.trouble = undefined;
  }
}

/** The file system of one process on a disk. Deletes as the browser's does: a file that is gone is an empty one. */
export class TornFiles extends FacadeVFS implements FileCalls, DeleteCalls {
  readonly mapIdToFile = new Map<number, TornFile>();
  readonly disk: TornDisk;
  lastError: unknown;
  readonly persistentFiles = { get: (path: string) => ({ accessHandle: { flush: () => this.flush(path) } }) };

  constructor(name: string, module: object, disk: TornDisk) {
    super(name, module);
    this.disk = disk;
  }

  jOpen(name: string, fileId: number, flags: number, outFlags: DataView): number {
    const path = new URL(name || `/temporary-${fileId}`, 'file://').pathname;
    const file = this.disk.files.get(path) ?? { path, bytes: nothing, synced: nothing, since: [] };
    this.disk.files.set(path, file);
    this.mapIdToFile.set(fileId, file);
    outFlags.setInt32(0, flags, true);
    return SQLite.SQLITE_OK;
  }

  jRead(fileId: number, data: Uint8Array, offset: number): number {
    const { bytes } = this.file(fileId);
    const found = bytes.subarray(offset, offset + data.length);
    data.set(found);
    if (found.length === data.length) return SQLite.SQLITE_OK;
    data.fill(0, found.length);
    return SQLite.SQLITE_IOERR_SHORT_READ;
  }

  jWrite(fileId: number, data: Uint8Array, offset: number): number {
    return this.change(this.file(fileId), { at: offset, data: data.slice() });
  }

  jTruncate(fileId: number, size: number): number {
    return this.change(this.file(fileId), { size });
  }

  jDelete(name: string): number {
    const file = this.disk.files.get(new URL(name, 'file://').pathname);
    return file ? this.change(file, { size: 0 }) : SQLite.SQLITE_OK;
  }

  jSync(fileId: number): number {
    return this.sync(this.file(fileId));
  }

  jFileSize(fileId: number, size: DataView): number {
    size.setBigInt64(0, BigInt(this.file(fileId).bytes.length), true);
    return SQLite.SQLITE_OK;
  }

  jAccess(name: string, _flags: number, out: DataView): number {
    const file = this.disk.files.get(new URL(name, 'file://').pathname);
    out.setInt32(0, file && file.bytes.length > 0 ? 1 : 0, true);
    return SQLite.SQLITE_OK;
  }

  jClose(fileId: number): number {
    this.mapIdToFile.delete(fileId);
    return SQLite.SQLITE_OK;
  }

  private flush(path: string): void {
    const file = this.disk.files.get(path);
    if (file && this.sync(file)) throw new Error('The disk failed.');
  }

  private sync(file: TornFile): number {
    const struck = this.disk.strike(file);
    if (struck !== undefined) return struck;
    file.synced = file.bytes.slice();
    file.since = [];
    return SQLite.SQLITE_OK;
  }

  private change(file: TornFile, piece: Piece): number {
    const struck = this.disk.strike(file, piece);
    if (struck !== undefined) return struck;
    file.bytes = applied(file.bytes, piece);
    file.since.push(piece);
    return SQLite.SQLITE_OK;
  }

  private file(fileId: number): TornFile {
    return this.mapIdToFile.get(fileId) as TornFile;
  }
}

const nothing = new Uint8Array(0);

function applied(bytes: Uint8Array, piece: Piece): Uint8Array {
  const end = 'size' in piece ? piece.size : Math.max(bytes.length, piece.at + piece.data.length);
  const next = new Uint8Array(end);
  next.set(bytes.subarray(0, end));
  if ('data' in piece) next.set(piece.data, piece.at);
  return next;
}
