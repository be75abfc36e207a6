// The mirror: the gateway's events on this device. It grows at both ends: forwards from the cursor as things happen, backwards to the
// beginning while a new device catches up; folding does not mind the order. Taking a page is one transaction: events, projections,
// cursor, and the outbox rows they settle.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { applyEvents } from '#core/projection/apply.ts';
import { projectionTables, subjectOf } from '#core/projection/project.ts';
import { type Event, EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Heard, PastPage } from '../sync/line.ts';
import { type OutboxState, shown } from '../sync/merge.ts';
import { noteSeen } from './clock.ts';
import type { Sql } from './database.ts';
import { readCursor, writeCursor } from './meta.ts';
import { intentAsEvent } from './optimistic.ts';
import { notePlace } from './places.ts';
import { refold } from './refold.ts';
import { sqliteRows } from './rows.ts';
import { fromStored } from './stored.ts';

/**
 * Takes events that follow the cursor. Those that are here already are passed over, so a page may come twice. A gap is a bug of the
 * gateway and refused: a cursor that skips would lose an event for good. Gives how many were new.
 */
export async function takeEvents(sql: Sql, heard: Heard): Promise<number> {
  const cursor = await readCursor(sql);
  const fresh = heard.events.filter((event) => Number(event.seq) > cursor.seq);
  fresh.forEach((event, index) => {
    if (Number(event.seq) !== cursor.seq + index + 1)
      throw new Error(`Event ${cursor.seq + index + 1} is missing from what was sent.`);
  });
  await keep(
    sql,
    fresh.map((event) => ({ event, bytes: toBinary(EventSchema, event) })),
  );
  const seq = cursor.seq + fresh.length;
  // The hash is that of the last event heard, or, when nothing was, of the place listened from: taken only when none was known yet.
  const isHashOfCursor = heard.events.length > 0 ? fresh.length > 0 : cursor.hash.length === 0;
  if (isHashOfCursor) await notePlace(sql, { seq, hash: heard.lastHash });
  await writeCursor(sql, {
    seq,
    headSeq: Math.max(heard.headSeq, seq),
    ...(isHashOfCursor ? { hash: heard.lastHash } : {}),
    ...(cursor.oldestSeq === 0 ? { oldestSeq: 1 } : {}),
  });
  return fresh.length;
}

/** Takes a page of the past, which must end where the mirror begins. The first page of all also sets the cursor to the log's head. */
export async function takePast(sql: Sql, page: PastPage): Promise<number> {
  const cursor = await readCursor(sql);
  const isFirst = cursor.oldestSeq === 0;
  const decoded = page.events.map((bytes) => ({ bytes, event: fromBinary(EventSchema, bytes) }));
  const fresh = isFirst ? decoded : decoded.filter(({ event }) => Number(event.seq) < cursor.oldestSeq);
  const below = isFirst ? page.head.seq + 1 : cursor.oldestSeq;
  fresh.forEach(({ event }, index) => {
    if (Number(event.seq) !== below - index - 1)
      throw new Error(`Event ${below - index - 1} is missing from what was sent.`);
  });
  // Kinds and documents first, so that the rest is shown by its names; they are kept when they come at their place.
  if (isFirst)
    await applyEvents(
      sqliteRows(sql),
      page.foundations.map((bytes) => fromBinary(EventSchema, bytes)),
    );
  // Oldest first: what comes in rising order fills its pages on the disk, where falling order leaves them half empty.
  await keep(sql, fresh.toReversed());
  await notePlace(sql, page.oldest);
  if (isFirst) await notePlace(sql, page.head);
  await writeCursor(sql, {
    oldestSeq: Math.max(1, below - fresh.length),
    ...(isFirst ? { seq: page.head.seq, hash: page.head.hash, headSeq: page.head.seq } : {}),
  });
  return fresh.length;
}

async function keep(sql: Sql, given: readonly { event: Event; bytes: Uint8Array }[]): Promise<void> {
  if (given.length === 0) return;
  await sql.run(
    'INSERT INTO mirror (seq, id, subject, event) VALUES (?, ?, ?, ?)',
    ...given.map(({ event, bytes }) => [Number(event.seq), event.id, subjectOf(event), bytes]),
  );
  const events = given.map(({ event }) => event);
  await applyEvents(sqliteRows(sql), events);
  await noteSeen(
    sql,
    events.map(({ time }) => time),
  );
  await settle(sql, events);
}

// An intent that came back as an event, or as a question in the log, has arrived: the outbox may forget it. One that was shown as logged
// and came back as a question is not logged, so what it touched is folded anew.
async function settle(sql: Sql, events: readonly Event[]): Promise<void> {
  const [any] = await sql.all('SELECT 1 AS one FROM outbox LIMIT 1');
  if (!any) return;
  await sql.run('DELETE FROM outbox WHERE id = ?', ...events.map(({ id }) => [id]));
  for (const { body } of events) {
    if (body?.kind.case !== 'approvalRequested') continue;
    const { approvalId } = body.kind.value;
    const [row] = await sql.all('SELECT state, intent FROM outbox WHERE id = ?', [approvalId]);
    if (!row) continue;
    await sql.run('DELETE FROM outbox WHERE id = ?', [approvalId]);
    if (shown.includes(row.state as OutboxState))
      await refold(sql, intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array)));
  }
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
