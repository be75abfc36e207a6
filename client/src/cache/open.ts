// Opens the person's database in this worker. Each user has a file of their own: whoever signs in next sees nothing of it.

import * as SQLite from '@journeyapps/wa-sqlite';
import createSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import wasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite.wasm?url';
import createAsyncSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite-async.mjs';
import asyncWasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite-async.wasm?url';
import { IDBBatchAtomicVFS } from '@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import { OPFSCoopSyncVFS } from '@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js';
import { createRemembered } from '../session/remembered.ts';
import { type Database, type SqliteHandle, wrapDatabase } from './database.ts';
import { diskSettings, fileSettings, syncDeletes } from './durable.ts';
import { DeviceFull, isFull, tellFull } from './full.ts';
import { gatherJournals } from './gather.ts';
import { inThisWorker, patiently } from './patience.ts';
import { prepareTables } from './prepare.ts';
import { browserHasFiles, storageOf } from './storage.ts';

/** A life that is open, or why it is not, in words that can be shown. */
export type Opening =
  | { readonly kind: 'open'; readonly database: Database }
  | { readonly kind: 'closed'; readonly words: string; readonly error: unknown };

/** How long an opening is tried, in milliseconds: a page that goes away has let go of its files by then. */
const openingMs = 10_000;

/** Opens, and makes what is missing. What can't be opened is never begun anew elsewhere: see storage.ts. */
export async function openDatabase(userId: string): Promise<Opening> {
  const name = `lifeos-${userId}`;
  try {
    const storage = await storageOf(userId, { remembered: createRemembered(), hasFiles: browserHasFiles });
    const database = wrapDatabase(await (storage === 'opfs' ? openFiles(name) : openIndexedDb(name)));
    await prepareTables(database);
    return { kind: 'open', database };
  } catch (error) {
    return { kind: 'closed', words: closedWords(error), error };
  }
}

function closedWords(error: unknown): string {
  if (isMissing(error))
    return 'This browser lets LifeOS have no files now. Open it in an ordinary window, or look at the settings for this site.';
  return isFull(error) || error instanceof DeviceFull
    ? 'There is no space left for it. Make some room on this device.'
    : 'Close the other tabs and windows with LifeOS, and try again.';
}

// A browser without a function says so by a TypeError, and will not have it in a moment either.
function isMissing(error: unknown): boolean {
  return error instanceof TypeError;
}

/** The package's own declaration leaves out how its file systems are made. */
interface VfsMaker {
  create(name: string, module: object): Promise<SQLiteVFS>;
}

/** A database in the browser's files, with the settings of a life. `isGathering`: see gather.ts; a bench looks without. */
export async function openFiles(name: string, isGathering = true): Promise<SqliteHandle> {
  waitForFilesInUse();
  const module = await createSqlite({ locateFile: () => wasmUrl });
  const api = SQLite.Factory(module);
  // Clears away what earlier pages left, and trips over those that are still going.
  const files = await inTime(() => OPFSCoopSyncVFS.create(name, module));
  syncDeletes(files);
  tellFull(files);
  if (isGathering) gatherJournals(files);
  api.vfs_register(files, true);
  return { api, db: await openFile(api, name, fileSettings), storage: 'opfs' };
}

// Its locks wait for their turn and never say "busy", which this file system relies on: after a "busy" it would take another
// tab's unfinished writing for a failed one.
async function openIndexedDb(name: string): Promise<SqliteHandle> {
  const module = await createAsyncSqlite({ locateFile: () => asyncWasmUrl });
  const api = SQLite.Factory(module);
  const files = await (IDBBatchAtomicVFS as unknown as VfsMaker).create(name, module);
  tellFull(files);
  api.vfs_register(files, true);
  return { api, db: await openFile(api, name, diskSettings), storage: 'indexeddb' };
}

async function openFile(api: SQLiteAPI, name: string, settings: string): Promise<number> {
  const db = await inTime(() => api.open_v2(`${name}.db`));
  await inTime(() => api.exec(db, settings));
  return db;
}

function inTime<T>(work: () => Promise<T>): Promise<T> {
  return patiently(work, { ...inThisWorker, forMs: openingMs, isWorthIt: (error) => !isMissing(error) });
}

let isWaitingForFiles = false;

/**
 * The file system asks for a file only when it holds the file's lock. But a browser frees the lock of a page that is going away
 * a moment before its files, and says in between that the file is in use. So in this worker, asking for a file waits.
 */
function waitForFilesInUse(): void {
  if (isWaitingForFiles) return;
  isWaitingForFiles = true;
  const { prototype } = FileSystemFileHandle;
  const { createSyncAccessHandle } = prototype;
  prototype.createSyncAccessHandle = function (this: FileSystemFileHandle) {
    const isWorthIt = (error: unknown) =>
      error instanceof DOMException && error.name === 'NoModificationAllowedError';
    return patiently(() => createSyncAccessHandle.call(this), {
      ...inThisWorker,
      forMs: openingMs,
      isWorthIt,
    });
  };
}
