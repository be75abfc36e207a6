// Answers that are kept: what was said to intents that are not in the log, because they wait for the owner or were refused. A repeat
// gets the same answer.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import type { Ruling } from '#core/decide/decide.ts';
import { sameBytes } from '#core/log/chain.ts';
import { isUuid } from '#core/log/ids.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { type Intent, type Outcome, OutcomeSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { seal, unseal } from '../kernel/sealer.ts';
import { eventMessage, intentBodyHash, storedBodyHash } from './event.ts';
import type { OpenLog, StoredAnswer } from './logstore.ts';
import { accepted, denied, idReused } from './outcome.ts';
import type { Secrecy, Told } from './secrecy.ts';

/** An answer that is to be kept. */
export interface Answer extends Told {
  readonly outcome: Outcome;
  readonly held: boolean;
}

/** Keeps answers in the log's transaction; those to secret intents are sealed. */
export async function keepAnswers(
  given: { log: OpenLog; secrecy: Secrecy; dataKey: Uint8Array; nowMs: number },
  answers: readonly Answer[],
): Promise<void> {
  if (answers.length === 0) return;
  const secret = await given.secrecy.of(answers);
  await given.log.keepAnswers(
    answers.map(({ intent, outcome, held }, index) => {
      const sealed = secret[index] ?? false;
      const stored = (bytes: Uint8Array) => (sealed ? seal(given.dataKey, bytes) : bytes);
      return {
        intent_id: intent.id,
        body_hash: stored(intentBodyHash(intent)),
        outcome: stored(toBinary(OutcomeSchema, outcome)),
        sealed,
        held,
        decided_ms: given.nowMs,
      };
    }),
  );
}

/** The outcome in a kept answer. */
export function answeredOutcome(stored: StoredAnswer, dataKey: Uint8Array): Outcome {
  return fromBinary(OutcomeSchema, stored.sealed ? unseal(dataKey, stored.outcome) : stored.outcome);
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
  given: readonly string[],
): Promise<Map<string, Known>> {
  const ids = await log.knownIds(given.filter(isUuid));
  const known = new Map<string, Known>();
  for (const answer of await log.answers(ids)) {
    known.set(answer.intent_id, {
      bodyHash: () => (answer.sealed ? unseal(dataKey, answer.body_hash) : answer.body_hash),
      outcome: () => answeredOutcome(answer, dataKey),
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

/**
 * The rulings of rules in the outcome by which an intent was held, so that its decision tells the whole story. Policies are asked anew.
 * The tags that rules added are all the first one's: a decision does not tell them apart.
 */
export function heldRulings({ kind }: Outcome): Ruling[] {
  const decision = kind.case === 'waiting' ? kind.value.decision : undefined;
  const rulings = (decision?.reasons ?? []).flatMap(({ by, proposed, ...words }): Ruling[] =>
    by?.kind === DeciderKind.RULE ? [{ ...words, by, ...(proposed ? { proposes: proposed } : {}) }] : [],
  );
  return rulings.map((ruling, index) => (index === 0 ? { ...ruling, tags: decision?.tags ?? [] } : ruling));
}
