// Folds again what was folded before: one subject, when something of it was taken back; everything, when this program folds
// differently from the one that filled the tables. The events are here, so neither needs the network.

import { fromBinary } from '@bufbuild/protobuf';
import { applyEvents, recompute } from '#core/projection/apply.ts';
import { entryTable } from '#core/projection/entry.ts';
import { project, subjectOf } from '#core/projection/project.ts';
import { type Event, EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { shown } from '../sync/merge.ts';
import type { Database, Sql } from './database.ts';
import { dropMeta, getMeta, setMeta } from './meta.ts';
import { intentAsEvent } from './optimistic.ts';
import { sqliteRows } from './rows.ts';
import { readRows } from './stored.ts';
import { forgetWords } from './words.ts';

/** Folds the rows that an event touched anew, from what is left of it in the mirror and the outbox. */
export async function refold(sql: Sql, undone: Event): Promise<void> {
  const subject = subjectOf(undone);
  if (subject === '') return;
  const days = [];
  for (const { table, key } of project(undone)) {
    const where = table.key.map((column) => `${column} = ?`).join(' AND ');
    const values = table.key.map((column) => key[column] ?? '');
    if (table === entryTable) {
      for (const row of await readRows(sql, table, [key])) {
        days.push({ kind: row.kind as string, day: row.day as string });
        await forgetWords(sql, row);
      }
    }
    await sql.run(`DELETE FROM ${table.name} WHERE ${where}`, values);
  }
  const kept = await sql.all('SELECT event FROM mirror WHERE subject = ? ORDER BY seq', [subject]);
  await applyEvents(sqliteRows(sql), [
    ...kept.map((row) => fromBinary(EventSchema, row.event as Uint8Array)),
    ...(await waiting(sql, subject)),
  ]);
  await recompute(sqliteRows(sql), days);
}

/** Where a refold of everything has got to: events below this seq are still to be folded. Absent when there is none. */
const refoldFrom = 'refold';
const pageEvents = 500;

/** Begins to fold everything again, into tables that are empty now. What only this device knows is shown at once. */
export async function beginRefold(sql: Sql): Promise<void> {
  const [newest] = await sql.all('SELECT max(seq) AS seq FROM mirror');
  if (newest?.seq) await setMeta(sql, refoldFrom, String(Number(newest.seq) + 1));
  await applyEvents(sqliteRows(sql), await waiting(sql));
}

/** Folds on, newest first, a page a transaction, so that it survives a crash and today is there first. Gives whether there was more. */
export async function refoldPage(database: Database): Promise<boolean> {
  return database.transact(async (sql) => {
    const from = await getMeta(sql, refoldFrom);
    if (from === undefined) return false;
    const rows = await sql.all('SELECT seq, event FROM mirror WHERE seq < ? ORDER BY seq DESC LIMIT ?', [
      Number(from),
      pageEvents,
    ]);
    const last = rows.at(-1);
    if (!last) await dropMeta(sql, refoldFrom);
    else await setMeta(sql, refoldFrom, String(last.seq));
    // Within the page oldest first, as in takePast of mirror.ts.
    await applyEvents(
      sqliteRows(sql),
      rows.reverse().map((row) => fromBinary(EventSchema, row.event as Uint8Array)),
    );
    return last !== undefined;
  });
}

// What is in the outbox and shown as logged, of one subject or of all.
async function waiting(sql: Sql, subject?: string): Promise<Event[]> {
  const states = shown.map((state) => `'${state}'`).join(', ');
  const rows = await sql.all(
    `SELECT intent FROM outbox WHERE state IN (${states}) AND (? IS NULL OR subject = ?) ORDER BY place`,
    [subject ?? null, subject ?? null],
  );
  return rows.map((row) => intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array)));
}
