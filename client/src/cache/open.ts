// Opens the person's database in this worker. Each user has a file of their own: whoever signs in next sees nothing of it.

import * as SQLite from '@journeyapps/wa-sqlite';
import createSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import wasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite.wasm?url';
import createAsyncSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite-async.mjs';
import asyncWasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite-async.wasm?url';
import { IDBBatchAtomicVFS } from '@journeyapps/wa-sqlite/src/examples/IDBBatchAtomicVFS.js';
import { OPFSCoopSyncVFS } from '@journeyapps/wa-sqlite/src/examples/OPFSCoopSyncVFS.js';
import { type Database, type SqliteHandle, wrapDatabase } from './database.ts';
import { prepareTables } from './prepare.ts';

/** Opens, and makes what is missing. Falls back to IndexedDB where the browser has no files, as in some private windows. */
export async function openDatabase(userId: string): Promise<Database> {
  const name = `lifeos-${userId}`;
  const handle = (await openFiles(name).catch(() => undefined)) ?? (await openIndexedDb(name));
  const database = wrapDatabase(handle);
  await prepareTables(database);
  return database;
}

/** The package's own declaration leaves out how its file systems are made. */
interface VfsMaker {
  create(name: string, module: object): Promise<SQLiteVFS>;
}

async function openFiles(name: string): Promise<SqliteHandle> {
  if (!('createSyncAccessHandle' in FileSystemFileHandle.prototype))
    throw new Error('This browser has no files.');
  const module = await createSqlite({ locateFile: () => wasmUrl });
  const api = SQLite.Factory(module);
  api.vfs_register(await OPFSCoopSyncVFS.create(name, module), true);
  const db = await api.open_v2(`${name}.db`);
  return { api, db, storage: 'opfs' };
}

async function openIndexedDb(name: string): Promise<SqliteHandle> {
  const module = await createAsyncSqlite({ locateFile: () => asyncWasmUrl });
  const api = SQLite.Factory(module);
  api.vfs_register(await (IDBBatchAtomicVFS as unknown as VfsMaker).create(name, module), true);
  const db = await api.open_v2(`${name}.db`);
  return { api, db, storage: 'indexeddb' };
}
