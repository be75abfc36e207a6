// Gathers the rollback journal's writes. SQLite writes three pieces for each page it saves there, and each write to a browser's
// file costs about as much as a small page; a tap saves some twenty pages. Nothing depends on those pieces before the journal is
// synced, so they are put together and written at once, before the sync. What SQLite has synced is on the disk, exactly as before.

/** A file as the file system under SQLite knows it; here, its journals matter only. */
interface OpenFile {
  readonly path: string;
}

/** The part of a file system through which a file's bytes go. All calls are synchronous, and give a result code. */
export interface FileCalls {
  readonly mapIdToFile: ReadonlyMap<number, OpenFile>;
  jWrite(fileId: number, data: Uint8Array, offset: number): number;
  jRead(fileId: number, data: Uint8Array, offset: number): number;
  jTruncate(fileId: number, size: number): number;
  jFileSize(fileId: number, size: DataView): number;
  jSync(fileId: number, flags: number): number;
  jClose(fileId: number): number;
}

/** Bytes that are gathered at most; a larger transaction is written in pieces of this size. */
const gatheredMax = 256 * 1024;

/** The result code that says all is well. */
const ok = 0;

/** Makes a file system gather what is written to journals, one after the other, until somebody looks or syncs. */
export function gatherJournals(files: FileCalls): void {
  const gathered = new Map<number, Gathered>();
  let spare = new Uint8Array(gatheredMax);
  const { jWrite, jRead, jTruncate, jFileSize, jSync, jClose } = files;
  const writeOut = (fileId: number): number => {
    const own = gathered.get(fileId);
    if (!own) return ok;
    gathered.delete(fileId);
    spare = own.bytes;
    return jWrite.call(files, fileId, own.bytes.subarray(0, own.length), own.offset);
  };
  const takeSpare = () => {
    const bytes = spare;
    spare = new Uint8Array(0);
    return bytes.length === 0 ? new Uint8Array(gatheredMax) : bytes;
  };
  // Everything but a write that goes on where the last one ended first sees the file as SQLite left it.
  const afterwards =
    <Rest extends unknown[]>(call: (fileId: number, ...rest: Rest) => number) =>
    (fileId: number, ...rest: Rest): number =>
      writeOut(fileId) || call.call(files, fileId, ...rest);

  files.jWrite = (fileId, data, offset) => {
    if (!files.mapIdToFile.get(fileId)?.path.endsWith('-journal'))
      return jWrite.call(files, fileId, data, offset);
    const own = gathered.get(fileId);
    const isNext = own && offset === own.offset + own.length && own.length + data.length <= own.bytes.length;
    if (!isNext) {
      const failed = writeOut(fileId);
      if (failed) return failed;
      if (data.length > gatheredMax) return jWrite.call(files, fileId, data, offset);
    }
    const place = isNext ? own : { offset, length: 0, bytes: takeSpare() };
    // SQLite reuses its memory at once, so the bytes are copied.
    place.bytes.set(data.subarray(), place.length);
    place.length += data.length;
    gathered.set(fileId, place);
    return ok;
  };
  files.jRead = afterwards(jRead);
  files.jTruncate = afterwards(jTruncate);
  files.jFileSize = afterwards(jFileSize);
  files.jSync = afterwards(jSync);
  files.jClose = afterwards(jClose);
}

interface Gathered {
  readonly offset: number;
  length: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
