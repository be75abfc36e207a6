// What waits, or waited, for the owner. The question and the answer are separate fields, so their order does not matter.

import {
  type ApprovalDecided,
  type ApprovalRequested,
  ApprovalState,
} from '#gen/lifeos/event/v1/body_execution_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { toMs } from './entry.ts';
import type { Row, Table, Touch } from './table.ts';

export const approvalTable: Table = {
  name: 'approval',
  key: ['approval_id'],
  columns: {
    approval_id: 'text',
    title: 'text',
    state: 'integer',
    risk: 'integer',
    asked_by: 'text',
    options: 'json',
    held_intent: 'bytes',
    asked_ms: 'integer',
    expires_ms: 'integer',
    answer: 'text',
    decided_ms: 'integer',
    event_id: 'text',
    secret: 'boolean',
  },
  indexes: [['state', 'asked_ms']],
  sealed: ['title', 'options', 'held_intent', 'answer'],
};

const blank: Row = {
  title: '',
  state: ApprovalState.OPEN,
  risk: 0,
  asked_by: '',
  options: [],
  held_intent: new Uint8Array(0),
  asked_ms: 0,
  expires_ms: null,
  answer: '',
  decided_ms: null,
  event_id: '',
};

/** Where a question stands at a time: one that nobody answered in time has lapsed. */
export function approvalStateAt(row: Row, nowMs: number): ApprovalState {
  const isLate = row.expires_ms !== null && (row.expires_ms as number) < nowMs;
  return isLate && row.state === ApprovalState.OPEN ? ApprovalState.EXPIRED : (row.state as ApprovalState);
}

export function approvalRequested(event: Event, body: ApprovalRequested): Touch[] {
  return [
    touch(body.approvalId, {
      title: body.title,
      risk: body.risk,
      asked_by: body.askedBy,
      options: [...body.options],
      held_intent: body.heldIntent,
      asked_ms: Number(event.time?.wallMs ?? 0n),
      expires_ms: body.expiresAt ? toMs(body.expiresAt) : null,
      event_id: event.id,
    }),
  ];
}

export function approvalDecided(event: Event, body: ApprovalDecided): Touch[] {
  const decidedMs = Number(event.time?.wallMs ?? 0n);
  return [touch(body.approvalId, { state: body.state, answer: body.answer, decided_ms: decidedMs })];
}

function touch(approvalId: string, change: Row): Touch {
  return {
    table: approvalTable,
    key: { approval_id: approvalId },
    fold: (row) => ({ ...blank, approval_id: approvalId, ...row, ...change }),
  };
}
