// Gathers the rollback journal's writes. SQLite writes three pieces for each page it saves there, and each write to a browser's
// file costs about as much as a small page; a tap saves some twenty pages. Nothing depends on those pieces before the journal is
// synced, so they are put together and written at once, before the sync. What SQLite has synced is on the disk, exactly as before.
//
// What is gathered is part of the file for whoever reads it, also when writing it out has failed: SQLite takes a transaction back by
// reading the journal, and must be able to on a disk that is full. See torn.test.ts.

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
  const drop = (fileId: number) => {
    const own = gathered.get(fileId);
    if (!own) return;
    gathered.delete(fileId);
    spare = own.bytes;
  };
  const writeOut = (fileId: number): number => {
    const own = gathered.get(fileId);
    if (!own) return ok;
    const failed = jWrite.call(files, fileId, own.bytes.subarray(0, own.length), own.offset);
    if (!failed) drop(fileId);
    return failed;
  };
  const takeSpare = () => {
    const bytes = spare;
    spare = new Uint8Array(0);
    return bytes.length === 0 ? new Uint8Array(gatheredMax) : bytes;
  };

  files.jWrite = (fileId, data, offset) => {
    if (!files.mapIdToFile.get(fileId)?.path.endsWith('-journal'))
      return jWrite.call(files, fileId, data, offset);
    const own = gathered.get(fileId);
    const isNext = own && offset === endOf(own) && own.length + data.length <= own.bytes.length;
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
  files.jRead = (fileId, data, offset) => {
    const own = gathered.get(fileId);
    const isWithin = own && offset >= own.offset && offset + data.length <= endOf(own);
    if (isWithin) {
      data.set(own.bytes.subarray(offset - own.offset, offset - own.offset + data.length));
      return ok;
    }
    const isBeside = !own || offset + data.length <= own.offset;
    return (isBeside ? ok : writeOut(fileId)) || jRead.call(files, fileId, data, offset);
  };
  files.jFileSize = (fileId, size) => {
    const result = jFileSize.call(files, fileId, size);
    const own = gathered.get(fileId);
    if (own && !result && size.getBigInt64(0, true) < BigInt(endOf(own)))
      size.setBigInt64(0, BigInt(endOf(own)), true);
    return result;
  };
  files.jTruncate = (fileId, size) => {
    if (size === 0) drop(fileId); // what is cut off need not be written first
    return writeOut(fileId) || jTruncate.call(files, fileId, size);
  };
  files.jSync = (fileId, flags) => writeOut(fileId) || jSync.call(files, fileId, flags);
  files.jClose = (fileId) => {
    const failed = writeOut(fileId);
    drop(fileId);
    return jClose.call(files, fileId) || failed;
  };
}

function endOf({ offset, length }: Gathered): number {
  return offset + length;
}

interface Gathered {
  readonly offset: number;
  length: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}
