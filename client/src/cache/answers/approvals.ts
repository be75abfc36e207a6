// Questions to the owner: those that the gateway keeps, and those that only this device knows of yet.

import { fromBinary } from '@bufbuild/protobuf';
import { approvalTable } from '#core/projection/approval.ts';
import type { Row } from '#core/projection/table.ts';
import { ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Sql } from '../database.ts';
import { heldView, type OutboxEntry, outboxEntries } from '../entryview.ts';
import { fromStored } from '../stored.ts';
import type { ApprovalView } from '../views.ts';
import type { Answers } from './answers.ts';

/** Open questions that are shown: nobody answers more at a time. And answered ones, to look back on. */
const openMax = 500;
const answeredMax = 50;

const ofState = "SELECT * FROM approval WHERE state = ? AND event_id <> '' ORDER BY asked_ms DESC LIMIT ?";
const answeredOf = `SELECT approval_id FROM approval
  WHERE approval_id IN (SELECT value FROM json_each(?)) AND (state <> ? OR event_id <> '')`;

export const approvalAnswers: Answers<'approvals'> = {
  async approvals(sql) {
    const open = await viewsOf(sql, ApprovalState.OPEN, openMax);
    const answered = [];
    for (const state of [ApprovalState.APPROVED, ApprovalState.DENIED, ApprovalState.EXPIRED])
      answered.push(...(await viewsOf(sql, state, answeredMax)));
    answered.sort((a, b) => b.askedMs - a.askedMs);
    return [...(await askedHere(sql)), ...open, ...answered.slice(0, answeredMax)];
  },
};

// What a rule of this device asked and the gateway has not heard of, unless it was answered here already.
async function askedHere(sql: Sql): Promise<ApprovalView[]> {
  const waiting = (await outboxEntries(sql)).filter((entry) => entry.state === 'waiting');
  if (waiting.length === 0) return [];
  const ids = JSON.stringify(waiting.map(({ eventId }) => eventId));
  const known = new Set((await sql.all(answeredOf, [ids, ApprovalState.OPEN])).map((row) => row.approval_id));
  return waiting.filter(({ eventId }) => !known.has(eventId)).map(localApproval);
}

async function viewsOf(sql: Sql, state: ApprovalState, limit: number): Promise<ApprovalView[]> {
  const views: ApprovalView[] = [];
  for (const raw of await sql.all(ofState, [state, limit]))
    views.push(await approvalView(sql, fromStored(approvalTable, raw)));
  return views;
}

const approvalStates: Partial<Record<ApprovalState, ApprovalView['state']>> = {
  [ApprovalState.OPEN]: 'open',
  [ApprovalState.APPROVED]: 'approved',
  [ApprovalState.DENIED]: 'denied',
  [ApprovalState.EXPIRED]: 'expired',
};

async function approvalView(sql: Sql, row: Row): Promise<ApprovalView> {
  const held = row.held_intent as Uint8Array;
  return {
    approvalId: row.approval_id as string,
    title: row.title as string,
    askedBy: row.asked_by as string,
    options: row.options as string[],
    state: approvalStates[row.state as ApprovalState] ?? 'expired',
    askedMs: row.asked_ms as number,
    expiresMs: row.expires_ms as number | null,
    answer: row.answer as string,
    held: held.length > 0 ? await heldView(sql, fromBinary(IntentSchema, held)) : null,
    isLocal: false,
  };
}

function localApproval(entry: OutboxEntry): ApprovalView {
  return {
    approvalId: entry.eventId,
    title: entry.reason?.text ?? '',
    askedBy: entry.reason?.by ?? '',
    options: entry.options,
    state: 'open',
    askedMs: entry.askedMs,
    expiresMs: null,
    answer: '',
    held: entry,
    isLocal: true,
  };
}
