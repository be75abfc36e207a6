// A device without space. The file systems under SQLite only say that a write failed; whoever wrote something down has to hear why.

import * as SQLite from '@journeyapps/wa-sqlite';

/** Thrown when there was no space: nothing of the transaction is kept. */
export class DeviceFull extends Error {
  constructor() {
    super('This device is full. Nothing was saved. Free some space on it, then try again.');
    this.name = 'DeviceFull';
  }
}

export function isFull(error: unknown): boolean {
  if (error instanceof SQLite.SQLiteError) return (error.code & 0xff) === SQLite.SQLITE_FULL;
  return isQuota(error);
}

type Result = number | Promise<number>;

/** The part of a file system through which space is taken. */
interface SpaceCalls {
  lastError: unknown;
  jWrite(fileId: number, data: Uint8Array, offset: number): Result;
  jTruncate(fileId: number, size: number): Result;
  jSync(fileId: number, flags: number): Result;
}

/** Makes a file system say "full" where it would only say "failed": SQLite has a word for it, and takes the transaction back. */
export function tellFull(given: object): void {
  const files = given as SpaceCalls;
  const told = <Rest extends unknown[]>(call: (...rest: Rest) => Result): ((...rest: Rest) => Result) => {
    const begin = (...rest: Rest) => {
      files.lastError = null;
      return call.apply(files, rest);
    };
    // SQLite is built to wait for some calls, and tells them by what kind of function they are.
    return isAsync(call)
      ? async (...rest: Rest) => tell(await begin(...rest))
      : (...rest: Rest) => tell(begin(...rest) as number);
  };
  const tell = (result: number) =>
    result !== SQLite.SQLITE_OK && isQuota(files.lastError) ? SQLite.SQLITE_FULL : result;
  files.jWrite = told(files.jWrite);
  files.jTruncate = told(files.jTruncate);
  files.jSync = told(files.jSync);
}

const AsyncFunction = (async () => undefined).constructor;

function isAsync(call: unknown): boolean {
  return call instanceof AsyncFunction;
}

// A browser says so by its own error; a disk that is full below the browser's limit takes a part of a write and no more.
function isQuota(error: unknown): boolean {
  return error instanceof Error && (error.name === 'QuotaExceededError' || error.message === 'short write');
}
