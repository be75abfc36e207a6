// The outbox: what the person wants and the gateway has not taken yet. Nothing leaves it but by an answer that is in the mirror,
// or by the person's own hand: see sync/merge.ts for the states.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { refusalOf } from '#core/decide/decide.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { subjectOf } from '#core/projection/project.ts';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import {
  type Decision,
  DecisionSchema,
  type Intent,
  IntentSchema,
  type Outcome,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import {
  type OutboxSignal,
  type OutboxState,
  outboxStep,
  shown,
  unanswered,
  underWay,
} from '../sync/merge.ts';
import type { Sql, SqlValue } from './database.ts';
import { intentAsEvent } from './optimistic.ts';
import { refold } from './refold.ts';
import { sqliteRows } from './rows.ts';

/** Intents in one push: the gateway's limit is 500; a smaller batch is on its way sooner on a bad line. */
export const pushMax = 100;

/** Keeps intents with what this device's rules said, and shows those that are not held or refused. */
export async function keepIntents(
  sql: Sql,
  judged: readonly { intent: Intent; decision: Decision }[],
): Promise<void> {
  const decisionBytes = new Map<Decision, Uint8Array>();
  const bytesOf = (decision: Decision) => {
    const known = decisionBytes.get(decision) ?? toBinary(DecisionSchema, decision);
    decisionBytes.set(decision, known);
    return known;
  };
  const kept = judged.map((one) => ({ ...one, event: intentAsEvent(one.intent, one.decision) }));
  await sql.run(
    'INSERT INTO outbox (id, subject, state, intent, decision, refusal) VALUES (?, ?, ?, ?, ?, ?)',
    ...kept.map(({ intent, decision, event }) => [
      intent.id,
      subjectOf(event),
      firstState(decision),
      toBinary(IntentSchema, intent),
      bytesOf(decision),
      decision.verdict === Verdict.DENY ? toBinary(RefusalSchema, refusalOf(decision)) : null,
    ]),
  );
  const shownNow = kept.filter(({ decision }) => decision.verdict === Verdict.ALLOW);
  await applyEvents(
    sqliteRows(sql),
    shownNow.map(({ event }) => event),
  );
}

/** The oldest intents that the gateway has not answered, in their order. They count as under way from now on. */
export async function takeForPush(sql: Sql): Promise<Intent[]> {
  const rows = await sql.all(
    `SELECT id, state, intent FROM outbox WHERE state IN (${listed(unanswered)}) ORDER BY place LIMIT ${pushMax}`,
  );
  for (const row of rows) await step(sql, row, 'taken');
  return rows.map((row) => fromBinary(IntentSchema, row.intent as Uint8Array));
}

/** What was under way is here again: the line broke, or this device was switched off. */
export async function releaseTaken(sql: Sql): Promise<void> {
  for (const row of await sql.all("SELECT id, state FROM outbox WHERE state = 'sending'"))
    await step(sql, row, 'released');
}

/**
 * Notes what the gateway answered at `nowMs`. An intent that is not in the outbox has arrived already; an outcome of a kind that is not
 * known here, from a newer gateway, leaves the intent as it is. Gives how many were answered.
 */
export async function settleOutcomes(sql: Sql, outcomes: readonly Outcome[], nowMs: number): Promise<number> {
  let answered = 0;
  for (const outcome of outcomes) {
    const [row] = await sql.all('SELECT id, state, intent FROM outbox WHERE id = ?', [outcome.intentId]);
    const { kind } = outcome;
    if (kind.case === undefined) continue;
    answered++;
    if (!row) continue;
    if (await hasArrived(sql, outcome)) {
      await step(sql, row, 'arrived');
      // Its question is in the log, so it is not logged: what showed it as such is folded anew.
      if (kind.case === 'waiting' && shown.includes(row.state as OutboxState))
        await refold(sql, intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array)));
      continue;
    }
    await step(sql, row, kind.case);
    await sql.run('UPDATE outbox SET answered_ms = ? WHERE id = ?', [nowMs, outcome.intentId]);
    if (kind.case === 'accepted') {
      // A rule asked here, but the gateway knew better: it is shown until its event arrives.
      if (row.state === 'asked')
        await applyEvents(sqliteRows(sql), [
          intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array)),
        ]);
      continue;
    }
    const { decision } = kind.value;
    const refusal = kind.case === 'denied' ? kind.value.refusal : undefined;
    await sql.run('UPDATE outbox SET refusal = ?, decision = coalesce(?, decision) WHERE id = ?', [
      refusal ? toBinary(RefusalSchema, refusal) : null,
      decision ? toBinary(DecisionSchema, decision) : null,
      outcome.intentId,
    ]);
    await refold(sql, intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array)));
  }
  return answered;
}

// An old answer may be about what is in the mirror already: the event itself, or the question.
async function hasArrived(sql: Sql, { intentId, kind }: Outcome): Promise<boolean> {
  const rows =
    kind.case === 'accepted'
      ? await sql.all('SELECT 1 AS one FROM mirror WHERE id = ?', [intentId])
      : kind.case === 'waiting'
        ? await sql.all("SELECT 1 AS one FROM approval WHERE approval_id = ? AND event_id <> ''", [intentId])
        : [];
  return rows.length > 0;
}

/**
 * Sends again what was answered long ago and has not arrived, although this device is level with the log: a gateway that was restored
 * has forgotten it. When it was only slow, the same answer comes again. Gives how many.
 */
export async function releaseOverdue(sql: Sql, nowMs: number, waitMs: number): Promise<number> {
  const rows = await sql.all(
    `SELECT id, state FROM outbox WHERE state IN (${listed(underWay)}) AND abs(? - answered_ms) > ?`,
    [nowMs, waitMs],
  );
  for (const row of rows) await step(sql, row, 'overdue');
  return rows.length;
}

/** Takes a refused intent off the list. Others stay: they may be in the log already. */
export async function dropRefused(sql: Sql, intentId: string): Promise<void> {
  const [row] = await sql.all('SELECT id, state FROM outbox WHERE id = ?', [intentId]);
  if (row) await step(sql, row, 'dropped');
}

/** How many wait for an answer, how many were answered and have not arrived, and how many were refused. */
export interface OutboxCount {
  readonly unanswered: number;
  readonly underWay: number;
  readonly refused: number;
}

export async function countOutbox(sql: Sql): Promise<OutboxCount> {
  const rows = await sql.all('SELECT state, count(*) AS n FROM outbox GROUP BY state');
  const count = (states: readonly OutboxState[]) =>
    rows
      .filter((row) => states.includes(row.state as OutboxState))
      .reduce((sum, row) => sum + Number(row.n), 0);
  return { unanswered: count(unanswered), underWay: count(underWay), refused: count(['refused']) };
}

function firstState(decision: Decision): OutboxState {
  if (decision.verdict === Verdict.ASK) return 'asked';
  return decision.verdict === Verdict.DENY ? 'refused' : 'here';
}

async function step(sql: Sql, row: Readonly<Record<string, SqlValue>>, signal: OutboxSignal): Promise<void> {
  const id = row.id as string;
  const next = outboxStep(row.state as OutboxState, signal);
  if (next === 'gone') await sql.run('DELETE FROM outbox WHERE id = ?', [id]);
  else if (next !== row.state) await sql.run('UPDATE outbox SET state = ? WHERE id = ?', [next, id]);
}

/** States as a list for SQL; they are words of ours, never input. */
export function listed(states: readonly OutboxState[]): string {
  return states.map((state) => `'${state}'`).join(', ');
}
