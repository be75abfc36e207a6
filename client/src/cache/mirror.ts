// The mirror: the gateway's events on this device. Taking them is one transaction: events, projections, cursor, and the
// outbox rows they settle.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { applyEvents, recompute } from '#core/projection/apply.ts';
import { entryTable } from '#core/projection/entry.ts';
import { project, projectionTables, subjectOf } from '#core/projection/project.ts';
import { type Event, EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { shown } from '../sync/merge.ts';
import type { Sql } from './database.ts';
import { intentAsEvent } from './optimistic.ts';
import { fromStored, sqliteRows } from './rows.ts';

/** How far the mirror has got, and how far the log had got when we last heard. */
export interface Cursor {
  readonly seq: number;
  readonly headSeq: number;
}

export async function readCursor(sql: Sql): Promise<Cursor> {
  const values = new Map((await sql.all('SELECT name, value FROM meta')).map((row) => [row.name, row.value]));
  return { seq: Number(values.get('cursor') ?? 0), headSeq: Number(values.get('head') ?? 0) };
}

/**
 * Takes a batch of events. Events that are here already are passed over, so a batch may come twice. A gap is a bug of the
 * gateway and refused: a cursor that skips would lose an event for good.
 */
export async function takeEvents(sql: Sql, batch: readonly Event[], headSeq: number): Promise<number> {
  const { seq } = await readCursor(sql);
  const fresh = batch.filter((event) => Number(event.seq) > seq);
  fresh.forEach((event, index) => {
    if (Number(event.seq) !== seq + index + 1)
      throw new Error(`Event ${seq + index + 1} is missing from what was sent.`);
  });
  if (fresh.length > 0) {
    await sql.run(
      'INSERT INTO mirror (seq, id, subject, event) VALUES (?, ?, ?, ?)',
      ...fresh.map((event) => [Number(event.seq), event.id, subjectOf(event), toBinary(EventSchema, event)]),
    );
    await applyEvents(sqliteRows(sql), fresh);
    await settle(sql, fresh);
  }
  await setMeta(sql, 'cursor', String(seq + fresh.length));
  await setMeta(sql, 'head', String(Math.max(headSeq, seq + fresh.length)));
  return fresh.length;
}

/** Folds the rows that an intent touched anew, from the mirror and what is left in the outbox: it was refused or dropped. */
export async function refold(sql: Sql, intentBytes: Uint8Array): Promise<void> {
  const undone = intentAsEvent(fromBinary(IntentSchema, intentBytes));
  const subject = subjectOf(undone);
  if (subject === '') return;
  const days = [];
  for (const { table, key } of project(undone)) {
    const where = table.key.map((column) => `${column} = ?`).join(' AND ');
    const values = table.key.map((column) => key[column] ?? '');
    if (table === entryTable) {
      const [raw] = await sql.all(`SELECT * FROM entry WHERE ${where}`, values);
      if (raw) days.push({ kind: raw.kind as string, day: raw.day as string });
      await sql.run('DELETE FROM entry_words WHERE entry_id = ?', values);
    }
    await sql.run(`DELETE FROM ${table.name} WHERE ${where}`, values);
  }
  const kept = await sql.all('SELECT event FROM mirror WHERE subject = ? ORDER BY seq', [subject]);
  const waiting = await sql.all(
    `SELECT intent FROM outbox WHERE subject = ? AND state IN (${shown.map((state) => `'${state}'`).join(', ')}) ORDER BY place`,
    [subject],
  );
  await applyEvents(sqliteRows(sql), [
    ...kept.map((row) => fromBinary(EventSchema, row.event as Uint8Array)),
    ...waiting.map((row) => intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array))),
  ]);
  await recompute(sqliteRows(sql), days);
}

/** All rows of all projections, by table, in order of their keys: to compare two devices with each other. */
export async function dumpRows(sql: Sql): Promise<Record<string, unknown[]>> {
  const dump: Record<string, unknown[]> = {};
  for (const table of projectionTables) {
    const rows = await sql.all(`SELECT * FROM ${table.name} ORDER BY ${table.key.join(', ')}`);
    dump[table.name] = rows.map((raw) => fromStored(table, raw));
  }
  return dump;
}

export async function setMeta(sql: Sql, name: string, value: string): Promise<void> {
  await sql.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', [name, value]);
}

export async function getMeta(sql: Sql, name: string): Promise<string | undefined> {
  return (await sql.all('SELECT value FROM meta WHERE name = ?', [name]))[0]?.value as string | undefined;
}

// An intent that came back as an event, or as a question in the log, has arrived: the outbox may forget it.
async function settle(sql: Sql, events: readonly Event[]): Promise<void> {
  const ids = events.flatMap((event) => {
    const body = event.body?.kind;
    return body?.case === 'approvalRequested' ? [event.id, body.value.approvalId] : [event.id];
  });
  await sql.run('DELETE FROM outbox WHERE id = ?', ...ids.map((id) => [id]));
}
