// Outcomes: what became of an intent, and what was answered to it before.

import { create, fromBinary } from '@bufbuild/protobuf';
import type { Ruling } from '#core/decide/decide.ts';
import { decider, refusal } from '#core/decide/refusal.ts';
import { sameBytes } from '#core/log/chain.ts';
import { isUuid } from '#core/log/ids.ts';
import { DeciderKind, type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import {
  type Decision,
  type Event,
  type Intent,
  type Outcome,
  OutcomeSchema,
} from '#gen/lifeos/event/v1/event_pb.ts';
import { eventMessage, intentBodyHash, storedBodyHash } from './event.ts';
import type { OpenLog, StoredAnswer } from './logstore.ts';

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

/** An intent that was decided before: its body, and what was answered. */
export interface Known {
  readonly bodyHash: () => Uint8Array;
  readonly outcome: () => Outcome;
}

/** What of these was decided before, by id. */
export async function knownIntents(
  log: OpenLog,
  dataKey: Uint8Array,
  intents: readonly Intent[],
): Promise<Map<string, Known>> {
  const ids = await log.knownIds(intents.map((intent) => intent.id).filter(isUuid));
  const known = new Map<string, Known>();
  for (const answer of await log.answers(ids)) {
    known.set(answer.intent_id, {
      bodyHash: () => answer.body_hash,
      outcome: () => fromBinary(OutcomeSchema, answer.outcome),
    });
  }
  // An event beats an answer: what was held before is in the log now.
  for (const stored of await log.eventsById(ids)) {
    known.set(stored.id, {
      bodyHash: () => storedBodyHash(stored, dataKey),
      outcome: () => accepted(eventMessage(stored, dataKey)),
    });
  }
  return known;
}

/** The answer to a repeat: the same as before, or a refusal when the id now names something else. */
export function answerAgain(intent: Intent, known: Known): Outcome {
  if (!sameBytes(intentBodyHash(intent), known.bodyHash())) return denied(intent.id, idReused());
  return { ...known.outcome(), repeated: true };
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

function idReused(): Refusal {
  return refusal({
    code: RefusalCode.ID_REUSED,
    what: 'This id was used before for something else.',
    advice: 'Send it again with a new id.',
    by: decider(DeciderKind.STATE, 'id'),
  });
}

/** The rulings of rules in the decision by which an intent was held. Policies are asked anew. */
export function heldRulings(stored: StoredAnswer): Ruling[] {
  const { kind } = fromBinary(OutcomeSchema, stored.outcome);
  if (kind.case !== 'waiting') return [];
  return (kind.value.decision?.reasons ?? []).flatMap((reason) =>
    reason.by?.kind === DeciderKind.RULE
      ? [
          {
            by: reason.by,
            verdict: reason.verdict,
            text: reason.text,
            advice: reason.advice,
            options: reason.options,
          },
        ]
      : [],
  );
}
