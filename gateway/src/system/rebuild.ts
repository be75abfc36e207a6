// Projections from zero: what they are when every event of the log is folded again. Used when their version changed, and by
// tests that compare it with what was kept up to date.

import { sql } from 'kysely';
import { applyEvents } from '#core/projection/apply.ts';
import { projectionTables } from '#core/projection/project.ts';
import type { Database } from '../db/database.ts';
import { eventMessage } from './event.ts';
import { lockHead, selectEvents } from './log.sql.ts';
import { postgresRows } from './projection.sql.ts';

const pageEvents = 1000;

/** Empties and refills the projections of one user, in one transaction. */
export async function rebuildProjections(db: Database, userId: string, dataKey: Uint8Array): Promise<void> {
  await db.transaction().execute(async (tx) => {
    const head = await lockHead(tx, userId);
    for (const table of projectionTables) {
      await sql`delete from ${sql.table(table.name)} where user_id = ${userId}`.execute(tx);
    }
    const rows = postgresRows({ db: tx, userId, dataKey });
    for (let seq = 0; seq < head.seq; ) {
      const stored = await selectEvents(tx, userId, { afterSeq: seq, limit: pageEvents });
      if (stored.length === 0) break;
      await applyEvents(
        rows,
        stored.map((event) => eventMessage(event, dataKey)),
      );
      seq = stored.at(-1)?.seq ?? head.seq;
    }
  });
}

/** Rebuilds the projections of every user. */
export async function rebuildAll(
  db: Database,
  dataKeyOf: (userId: string) => Promise<Uint8Array>,
): Promise<void> {
  const users = await db.selectFrom('app_user').select('user_id').execute();
  for (const { user_id: userId } of users) await rebuildProjections(db, userId, await dataKeyOf(userId));
}
