// Makes the tables, and folds the mirror again when this program folds events differently from the one that filled them. All in one
// transaction: a crash leaves the database as it was, and the next start does it again.

import type { Database, Sql } from './database.ts';
import { getMeta, setMeta } from './meta.ts';
import { beginRefold } from './refold.ts';
import { foldedDdl, foldedVersion, forgetFolded, metaDdl, steps } from './schema.ts';

export async function prepareTables(database: Database): Promise<void> {
  await database.transact(async (sql) => {
    await sql.run(metaDdl);
    await takeSteps(sql);
    if ((await getMeta(sql, 'folded')) === foldedVersion) return;
    for (const statement of [...forgetFolded, ...foldedDdl]) await sql.run(statement);
    await beginRefold(sql);
    await setMeta(sql, 'folded', foldedVersion);
  });
}

async function takeSteps(sql: Sql): Promise<void> {
  const done = Number((await getMeta(sql, 'step')) ?? 0);
  for (const statement of steps.slice(done).flat()) await sql.run(statement);
  if (done < steps.length) await setMeta(sql, 'step', String(steps.length));
}
