// Outcomes: what becomes of an intent, in the words of the contract.

import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { decider, refusal } from '#core/decide/refusal.ts';
import { bodyOf } from '#core/log/body.ts';
import { RiskTier } from '#gen/lifeos/common/v1/domain_pb.ts';
import { DeciderKind, type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalRequestedSchema } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import type { Body } from '#gen/lifeos/event/v1/body_pb.ts';
import {
  type Decision,
  type Event,
  type Intent,
  IntentSchema,
  type Outcome,
  OutcomeSchema,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import { limits } from '../kernel/limits.ts';

export function accepted(event: Event): Outcome {
  return create(OutcomeSchema, { intentId: event.id, kind: { case: 'accepted', value: event } });
}

export function waiting(intentId: string, decision: Decision): Outcome {
  return create(OutcomeSchema, {
    intentId,
    kind: { case: 'waiting', value: { approvalId: intentId, decision } },
  });
}

export function denied(intentId: string, why: Refusal, decision?: Decision): Outcome {
  return create(OutcomeSchema, {
    intentId,
    kind: { case: 'denied', value: { refusal: why, ...(decision ? { decision } : {}) } },
  });
}

/** The question that the owner is asked about an intent that waits. */
export function approvalRequest(intent: Intent, decision: Decision, nowMs: number): Body {
  const asking = decision.reasons.find((reason) => reason.verdict === Verdict.ASK);
  return bodyOf(
    'approvalRequested',
    create(ApprovalRequestedSchema, {
      approvalId: intent.id,
      title: cutToBytes(asking?.text || 'May this happen?', titleBytesMax),
      heldIntent: toBinary(IntentSchema, intent),
      risk: RiskTier.L1,
      expiresAt: timestampFromMs(nowMs + limits.approvalDays * 86_400_000),
      options: asking?.options ?? [],
      askedBy: asking?.by?.name ?? '',
    }),
  );
}

/** The owner's no. */
export function saidNo(answer: string): Refusal {
  return refusal({
    code: RefusalCode.RULE,
    what: answer === '' ? 'You said no.' : `You said no: ${answer}`,
    advice: 'Log it again if you changed your mind.',
    by: decider(DeciderKind.OWNER, 'owner', 'You'),
  });
}

/** Everything is paused. */
export function pausedNow(): Refusal {
  return refusal({
    code: RefusalCode.PAUSED,
    what: 'Everything that acts by itself is paused.',
    advice: 'Press "Go on" when it may act again.',
    by: decider(DeciderKind.PAUSE, 'pause'),
  });
}

/** The id was used before for another body. */
export function idReused(): Refusal {
  return refusal({
    code: RefusalCode.ID_REUSED,
    what: 'This id was used before for something else.',
    advice: 'Send it again with a new id.',
    by: decider(DeciderKind.STATE, 'id'),
  });
}

// What the contract allows for ApprovalRequested.title; a rule counts its question in characters, which take up to four bytes.
const titleBytesMax = 512;

function cutToBytes(text: string, bytesMax: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > bytesMax) cut = [...cut].slice(0, -1).join('');
  return cut;
}
