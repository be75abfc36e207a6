// A device's database in memory, for tests under Node.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as SQLite from '@journeyapps/wa-sqlite';
import createSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import { type Database, wrapDatabase } from './database.ts';
import { prepareTables } from './prepare.ts';

const require = createRequire(import.meta.url);

export async function memoryDatabase(): Promise<Database> {
  const database = await openMemory();
  await prepareTables(database);
  return database;
}

/** A database without a table. */
export async function openMemory(): Promise<Database> {
  const wasmBinary = readFileSync(require.resolve('@journeyapps/wa-sqlite/dist/wa-sqlite.wasm'));
  const api = SQLite.Factory(await createSqlite({ wasmBinary }));
  const db = await api.open_v2(':memory:');
  return wrapDatabase({ api, db, storage: 'indexeddb' });
}
