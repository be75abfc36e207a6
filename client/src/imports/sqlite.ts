// Another app's SQLite file, opened in the memory of this page: nothing of it touches the person's own database.

import * as SQLite from '@journeyapps/wa-sqlite';
import createSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import wasmUrl from '@journeyapps/wa-sqlite/dist/wa-sqlite.wasm?url';
import { MemoryVFS } from '@journeyapps/wa-sqlite/src/examples/MemoryVFS.js';
import type { SqliteReader } from '#core/importers/index.ts';
import { wrapDatabase } from '../cache/database.ts';

const path = '/import.db';

/** What the package's own declaration leaves out. */
interface MemoryFiles {
  create(name: string, module: object): Promise<SQLiteVFS & { mapNameToFile: Map<string, object> }>;
}

/** Opens a file's bytes. Throws when they are no database. */
export async function openSqliteBytes(bytes: Uint8Array): Promise<SqliteReader> {
  const module = await createSqlite({ locateFile: () => wasmUrl });
  const api = SQLite.Factory(module);
  const vfs = await (MemoryVFS as unknown as MemoryFiles).create('import', module);
  const data = bytes.slice().buffer;
  vfs.mapNameToFile.set(path, {
    pathname: path,
    flags: SQLite.SQLITE_OPEN_MAIN_DB,
    size: data.byteLength,
    data,
  });
  api.vfs_register(vfs, false);
  const db = await api.open_v2(path, SQLite.SQLITE_OPEN_READWRITE, 'import');
  const database = wrapDatabase({ api, db, storage: 'indexeddb' });
  await database.read((sql) => sql.all('SELECT count(*) FROM sqlite_master'));
  return {
    rows: (text) => database.read((sql) => sql.all(text)),
    close: () => database.close(),
  };
}
