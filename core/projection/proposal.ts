// What LifeOS suggests, and what the owner said to it.

import { toJson } from '@bufbuild/protobuf';
import {
  EvidenceSchema,
  type PatternFound,
  type ProposalDecided,
  type ProposalMade,
} from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { ProposalState } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { toMs } from './entry.ts';
import type { JsonValue, Row, Table, Touch } from './table.ts';

export const proposalTable: Table = {
  name: 'proposal',
  key: ['proposal_id'],
  columns: {
    proposal_id: 'text',
    state: 'integer',
    title: 'text',
    reason: 'text',
    rests_on: 'text',
    evidence: 'json',
    document_id: 'text',
    document_type: 'integer',
    document_title: 'text',
    based_on_version: 'integer',
    content: 'text',
    made_ms: 'integer',
    expires_ms: 'integer',
    answer: 'text',
    event_id: 'text',
    secret: 'boolean',
  },
  indexes: [['state', 'made_ms']],
  sealed: ['title', 'reason', 'evidence', 'document_title', 'content', 'answer'],
};

export const patternTable: Table = {
  name: 'pattern',
  key: ['pattern_id'],
  columns: {
    pattern_id: 'text',
    method: 'text',
    claim: 'text',
    metric: 'text',
    evidence: 'json',
    found_ms: 'integer',
    secret: 'boolean',
  },
  indexes: [['found_ms']],
  sealed: ['claim', 'evidence'],
};

const blank: Row = {
  state: ProposalState.OPEN,
  title: '',
  reason: '',
  rests_on: '',
  evidence: {},
  document_id: '',
  document_type: 0,
  document_title: '',
  based_on_version: 0,
  content: '',
  made_ms: 0,
  expires_ms: null,
  answer: '',
  event_id: '',
};

/** Where a suggestion stands at a time: one that nobody answered in time has lapsed. */
export function proposalStateAt(row: Row, nowMs: number): ProposalState {
  const isLate = row.expires_ms !== null && (row.expires_ms as number) < nowMs;
  return isLate && row.state === ProposalState.OPEN ? ProposalState.EXPIRED : (row.state as ProposalState);
}

export function proposalMade(event: Event, body: ProposalMade): Touch[] {
  return [
    touch(body.proposalId, {
      title: body.title,
      reason: body.reason,
      rests_on: body.restsOn,
      evidence: body.evidence ? (toJson(EvidenceSchema, body.evidence) as JsonValue) : {},
      document_id: body.documentId,
      document_type: body.documentType,
      document_title: body.documentTitle,
      based_on_version: body.basedOnVersion,
      content: body.content,
      made_ms: Number(event.time?.wallMs ?? 0n),
      expires_ms: body.expiresAt ? toMs(body.expiresAt) : null,
      event_id: event.id,
    }),
  ];
}

export function proposalDecided(_event: Event, body: ProposalDecided): Touch[] {
  const state = body.approved ? ProposalState.APPROVED : ProposalState.DENIED;
  return [touch(body.proposalId, { state, answer: body.note })];
}

export function patternFound(event: Event, body: PatternFound): Touch[] {
  const row: Row = {
    pattern_id: body.patternId,
    method: body.method,
    claim: body.claim,
    metric: body.evidence?.metric ?? '',
    evidence: body.evidence ? (toJson(EvidenceSchema, body.evidence) as JsonValue) : {},
    found_ms: Number(event.time?.wallMs ?? 0n),
  };
  return [{ table: patternTable, key: { pattern_id: body.patternId }, fold: () => row }];
}

function touch(proposalId: string, change: Row): Touch {
  return {
    table: proposalTable,
    key: { proposal_id: proposalId },
    fold: (row) => ({ ...blank, proposal_id: proposalId, ...row, ...change }),
  };
}
