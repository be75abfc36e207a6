// Makes the tables, and begins the mirror anew when this program folds events differently from the one that filled it.

import { projectionVersion } from '#core/projection/project.ts';
import type { Database } from './database.ts';
import { getMeta, setMeta } from './mirror.ts';
import { ddl, forgetMirror, schemaVersion } from './schema.ts';

export async function prepareTables(database: Database): Promise<void> {
  await database.read(async (sql) => {
    // A commit that the person has seen must survive a crash of the browser.
    await sql.run('PRAGMA synchronous = FULL');
    await sql.run('PRAGMA cache_size = -16000');
  });
  await database.transact(async (sql) => {
    for (const statement of ddl) await sql.run(statement);
    const version = `${schemaVersion}.${projectionVersion}`;
    const stored = await getMeta(sql, 'version');
    if (stored === version) return;
    if (stored !== undefined) {
      for (const statement of forgetMirror) await sql.run(statement);
      for (const statement of ddl) await sql.run(statement);
    }
    await setMeta(sql, 'version', version);
  });
}
