// What an intent presupposes, and what follows from it. Both look at projections inside the transaction, under the user's lock,
// so that of two answers to one question only the first counts.

import { create, fromBinary } from '@bufbuild/protobuf';
import { decider, refusal } from '#core/decide/refusal.ts';
import type { RowStore } from '#core/projection/apply.ts';
import { approvalStateAt, approvalTable } from '#core/projection/approval.ts';
import { documentTable } from '#core/projection/document.ts';
import { proposalStateAt, proposalTable } from '#core/projection/proposal.ts';
import type { Row, RowKey, Table } from '#core/projection/table.ts';
import { DeciderKind, type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  type DocumentVersioned,
  DocumentVersionedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Intent, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { ProposalState } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { policyProblem } from './policy.ts';

/** Bodies whose fate depends on rows that earlier intents of the same batch may have changed. */
export function dependsOnState(intent: Intent): boolean {
  const bodyCase = intent.body?.kind.case;
  return bodyCase === 'approvalDecided' || bodyCase === 'proposalDecided' || bodyCase === 'documentVersioned';
}

/** Why the present state does not allow an intent, or nothing. */
export async function stateProblem(
  intent: Intent,
  rows: RowStore,
  nowMs: number,
): Promise<Refusal | undefined> {
  const body = intent.body?.kind;
  switch (body?.case) {
    case 'approvalDecided': {
      const row = await one(rows, approvalTable, { approval_id: body.value.approvalId });
      if (!row) return missing('There is no such question.');
      const state = approvalStateAt(row, nowMs);
      if (state === ApprovalState.EXPIRED) return lapsed('This question has lapsed.');
      return state === ApprovalState.OPEN ? undefined : moved('This question was answered already.');
    }
    case 'proposalDecided': {
      const row = await one(rows, proposalTable, { proposal_id: body.value.proposalId });
      if (!row) return missing('There is no such suggestion.');
      const state = proposalStateAt(row, nowMs);
      if (state === ProposalState.EXPIRED) return lapsed('This suggestion has lapsed.');
      if (state !== ProposalState.OPEN) return moved('This suggestion was answered already.');
      if (!body.value.approved) return undefined;
      const document = await one(rows, documentTable, { document_id: row.document_id as string });
      return (document?.version ?? 0) === row.based_on_version
        ? undefined
        : moved(`"${row.document_title}" has changed since this was suggested.`);
    }
    case 'documentVersioned':
      return documentProblem(body.value, rows);
    default:
      return undefined;
  }
}

/** An intent that was held, or a change that was suggested: what an approving answer sets free. */
export type Consequence =
  | { readonly kind: 'held'; readonly intent: Intent; readonly approvalId: string; readonly answer: string }
  | { readonly kind: 'refusedByOwner'; readonly intent: Intent; readonly answer: string }
  | { readonly kind: 'document'; readonly document: DocumentVersioned }
  | undefined;

/** What follows from an intent once it is accepted. */
export async function consequenceOf(intent: Intent, rows: RowStore): Promise<Consequence> {
  const body = intent.body?.kind;
  if (body?.case === 'approvalDecided') {
    const row = await one(rows, approvalTable, { approval_id: body.value.approvalId });
    const held = fromBinary(IntentSchema, row?.held_intent as Uint8Array);
    const { answer, approvalId } = body.value;
    return body.value.state === ApprovalState.APPROVED
      ? { kind: 'held', intent: held, approvalId, answer }
      : { kind: 'refusedByOwner', intent: held, answer };
  }
  if (body?.case === 'proposalDecided' && body.value.approved) {
    const row = await one(rows, proposalTable, { proposal_id: body.value.proposalId });
    return row ? { kind: 'document', document: suggestedDocument(row) } : undefined;
  }
  return undefined;
}

async function documentProblem(next: DocumentVersioned, rows: RowStore): Promise<Refusal | undefined> {
  const current = await one(rows, documentTable, { document_id: next.documentId });
  const currentVersion = (current?.version as number | undefined) ?? 0;
  if (next.version !== currentVersion + 1) {
    return moved(
      `"${next.title}" is at version ${currentVersion} now, and this would be version ${next.version}.`,
    );
  }
  if (current && current.type !== next.type) return moved('A document can not become one of another type.');
  const problem = next.type === DocumentType.POLICY ? policyProblem(next.content) : undefined;
  return problem === undefined
    ? undefined
    : refusal({
        code: RefusalCode.SHAPE,
        what: `The policy can't be read: ${problem}.`,
        advice: 'Mend its text and save it again.',
        by: decider(DeciderKind.SHAPE, 'cedar'),
      });
}

function suggestedDocument(row: Row): DocumentVersioned {
  return create(DocumentVersionedSchema, {
    documentId: row.document_id as string,
    type: row.document_type as DocumentType,
    title: row.document_title as string,
    version: (row.based_on_version as number) + 1,
    content: row.content as string,
    active: true,
    proposalId: row.proposal_id as string,
    note: row.title as string,
  });
}

async function one(rows: RowStore, table: Table, key: RowKey): Promise<Row | undefined> {
  return (await rows.read(table, [key]))[0];
}

function missing(what: string): Refusal {
  return refusal({
    code: RefusalCode.NOT_FOUND,
    what,
    advice: 'Reload, and look whether it is still there.',
  });
}

function moved(what: string): Refusal {
  return refusal({
    code: RefusalCode.STATE,
    what,
    advice: 'Look at how it is now, and decide again.',
    by: decider(DeciderKind.STATE, 'state'),
  });
}

function lapsed(what: string): Refusal {
  return refusal({
    code: RefusalCode.STATE,
    what,
    advice: 'It waited as long as it could. If you still want it, do it again.',
    by: decider(DeciderKind.STATE, 'state'),
  });
}
