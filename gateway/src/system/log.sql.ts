// Statements of the log. The user's head row is locked first: it gives a gapless sequence per user and lets users run in
// parallel.

import { sql } from 'kysely';
import type { Database, Tx } from '../db/database.ts';
import type { Head, StoredAnswer, StoredEvent } from './logstore.ts';

/** The head, locked until the transaction ends. */
export async function lockHead(tx: Tx, userId: string): Promise<Head> {
  return tx
    .selectFrom('log_head')
    .selectAll()
    .where('user_id', '=', userId)
    .forUpdate()
    .executeTakeFirstOrThrow();
}

/** The head as it is now. */
export async function readHead(db: Database | Tx, userId: string): Promise<Head> {
  return db.selectFrom('log_head').selectAll().where('user_id', '=', userId).executeTakeFirstOrThrow();
}

/** Writes the head. */
export async function writeHead(tx: Tx, userId: string, head: Head): Promise<void> {
  await tx
    .updateTable('log_head')
    .set({ ...head })
    .where('user_id', '=', userId)
    .execute();
}

/** Appends events in one statement. */
export async function insertEvents(tx: Tx, userId: string, events: readonly StoredEvent[]): Promise<void> {
  const all = <K extends keyof StoredEvent>(name: K) => sql.val(events.map((event) => event[name]));
  await sql`
    insert into event (user_id, seq, id, body_type, wall_ms, counter, device_id, cause_id, actor, payload, sealed,
      payload_hash, decision, decision_sealed, previous_hash, hash, recorded_ms)
    select ${userId}::uuid, * from unnest(${all('seq')}::bigint[], ${all('id')}::uuid[], ${all('body_type')}::integer[],
      ${all('wall_ms')}::bigint[], ${all('counter')}::integer[], ${all('device_id')}::uuid[], ${all('cause_id')}::uuid[],
      ${all('actor')}::bytea[], ${all('payload')}::bytea[], ${all('sealed')}::boolean[], ${all('payload_hash')}::bytea[],
      ${all('decision')}::bytea[], ${all('decision_sealed')}::boolean[], ${all('previous_hash')}::bytea[], ${all('hash')}::bytea[],
      ${all('recorded_ms')}::bigint[])`.execute(tx);
}

/** A page of events in order. */
export async function selectEvents(
  db: Database | Tx,
  userId: string,
  page: { afterSeq: number; limit: number },
): Promise<StoredEvent[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('user_id', '=', userId)
    .where('seq', '>', page.afterSeq)
    .orderBy('seq')
    .limit(page.limit)
    .execute();
}

/** A page of events, newest first. */
export async function selectEventsBefore(
  db: Database,
  userId: string,
  page: { beforeSeq: number; limit: number },
): Promise<StoredEvent[]> {
  return db
    .selectFrom('event')
    .selectAll()
    .where('user_id', '=', userId)
    .where('seq', '<', page.beforeSeq)
    .orderBy('seq', 'desc')
    .limit(page.limit)
    .execute();
}

/** The events behind the rows of the owner's kinds and documents. A kind's stamp ends with its event's id. */
export async function selectFoundations(db: Database, userId: string, limit: number): Promise<StoredEvent[]> {
  const found = await sql<StoredEvent>`
    select event.* from event where user_id = ${userId} and id in (
      select event_id::uuid from document where user_id = ${userId}
      union select right(stamp, 36)::uuid from kind where user_id = ${userId})
    order by seq desc limit ${limit}`.execute(db);
  return found.rows;
}

/** The chain's hash after an event. */
export async function selectHash(db: Database, userId: string, seq: number): Promise<Uint8Array | undefined> {
  const found = await db
    .selectFrom('event')
    .select('hash')
    .where('user_id', '=', userId)
    .where('seq', '=', seq)
    .executeTakeFirst();
  return found?.hash;
}

/** The mark of a device's latest call. */
export async function selectMark(tx: Tx, userId: string, deviceId: string): Promise<string | undefined> {
  const found = await tx
    .selectFrom('device_mark')
    .select('mark')
    .where('user_id', '=', userId)
    .where('device_id', '=', deviceId)
    .executeTakeFirst();
  return found?.mark;
}

/** Keeps the mark of a device's latest call. */
export async function upsertMark(tx: Tx, userId: string, deviceId: string, mark: string): Promise<void> {
  await tx
    .insertInto('device_mark')
    .values({ user_id: userId, device_id: deviceId, mark })
    .onConflict((conflict) => conflict.columns(['user_id', 'device_id']).doUpdateSet({ mark }))
    .execute();
}

/** The events with these ids. */
export async function selectEventsById(
  db: Database | Tx,
  userId: string,
  ids: readonly string[],
): Promise<StoredEvent[]> {
  if (ids.length === 0) return [];
  return db
    .selectFrom('event')
    .selectAll()
    .where('user_id', '=', userId)
    .where(sql<boolean>`id = any(${sql.val(ids)}::uuid[])`)
    .execute();
}

/** Which of these ids the log or the kept answers know: two index-only looks, for batches in which nearly all are new. */
export async function selectKnownIds(tx: Tx, userId: string, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const found = await sql<{ id: string }>`
    select id from event where user_id = ${userId} and id = any(${sql.val(ids)}::uuid[])
    union all
    select intent_id from intent_answer where user_id = ${userId} and intent_id = any(${sql.val(ids)}::uuid[])`.execute(
    tx,
  );
  return found.rows.map((row) => row.id);
}

/** What was answered to these intents, where they are not in the log. */
export async function selectAnswers(
  tx: Database | Tx,
  userId: string,
  ids: readonly string[],
): Promise<StoredAnswer[]> {
  if (ids.length === 0) return [];
  return tx
    .selectFrom('intent_answer')
    .select(['intent_id', 'body_hash', 'outcome', 'sealed', 'held'])
    .where('user_id', '=', userId)
    .where(sql<boolean>`intent_id = any(${sql.val(ids)}::uuid[])`)
    .execute();
}

/** Keeps answers, so that a repeat gets the same. The owner's answer to a held intent takes the place of "waiting". */
export async function insertAnswers(
  tx: Tx,
  userId: string,
  answers: readonly (StoredAnswer & { decided_ms: number })[],
): Promise<void> {
  if (answers.length === 0) return;
  await tx
    .insertInto('intent_answer')
    .values(answers.map((answer) => ({ user_id: userId, ...answer })))
    .onConflict((conflict) =>
      conflict.columns(['user_id', 'intent_id']).doUpdateSet((row) => ({
        body_hash: row.ref('excluded.body_hash'),
        outcome: row.ref('excluded.outcome'),
        sealed: row.ref('excluded.sealed'),
        held: row.ref('excluded.held'),
        decided_ms: row.ref('excluded.decided_ms'),
      })),
    )
    .execute();
}

/** Wakes the streams of a user, on every gateway, when the transaction commits. Only a hint: streams also look by themselves. */
export async function wakeStreams(tx: Tx, userId: string): Promise<void> {
  await sql`select pg_notify('lifeos_log', ${userId})`.execute(tx);
}
