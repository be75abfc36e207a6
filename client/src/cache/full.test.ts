import * as SQLite from '@journeyapps/wa-sqlite';
import { expect, test } from 'vitest';
import { DeviceFull, isFull, tellFull } from './full.ts';

const quota = Object.assign(new Error('no room'), { name: 'QuotaExceededError' });

function failing(error: Error) {
  const files = {
    lastError: null as unknown,
    jWrite(): number {
      files.lastError = error;
      return SQLite.SQLITE_IOERR_WRITE;
    },
    async jSync(): Promise<number> {
      files.lastError = error;
      return SQLite.SQLITE_IOERR_FSYNC;
    },
    jTruncate: () => SQLite.SQLITE_OK,
  };
  tellFull(files);
  return files;
}

test('a file system that ran out of space says "full", any other failure stays what it was', async () => {
  for (const error of [quota, new Error('short write')]) {
    const files = failing(error);
    expect(files.jWrite()).toBe(SQLite.SQLITE_FULL);
    expect(await files.jSync()).toBe(SQLite.SQLITE_FULL);
    expect(files.jTruncate()).toBe(SQLite.SQLITE_OK);
  }
  expect(failing(new Error('a bad sector')).jWrite()).toBe(SQLite.SQLITE_IOERR_WRITE);
});

test('calls for which SQLite waits stay calls for which it waits', () => {
  const { jWrite, jSync } = failing(quota);
  const AsyncFunction = (async () => undefined).constructor;
  expect(jSync instanceof AsyncFunction).toBe(true);
  expect(jWrite instanceof AsyncFunction).toBe(false);
});

test('a full disk is told from other troubles by its code', () => {
  expect(isFull(new SQLite.SQLiteError('full', SQLite.SQLITE_FULL))).toBe(true);
  expect(isFull(new SQLite.SQLiteError('busy', SQLite.SQLITE_BUSY))).toBe(false);
  expect(isFull(quota)).toBe(true);
  expect(new DeviceFull().message).toMatch(/^This device is full\. Nothing was saved\./);
});
