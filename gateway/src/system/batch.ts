// Decides the intents of one call, one after the other, under the user's lock.

import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { decide, type Ruling, refusalOf } from '#core/decide/decide.ts';
import { bodyOf } from '#core/log/body.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { RiskTier } from '#gen/lifeos/common/v1/domain_pb.ts';
import { type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
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
import type { Authority } from '../identity/index.ts';
import { limits } from '../kernel/limits.ts';
import { openAppender } from './append.ts';
import { intentBodyHash } from './event.ts';
import type { Pen } from './gate.ts';
import type { OpenLog, StoredAnswer } from './logstore.ts';
import {
  accepted,
  answerAgain,
  denied,
  heldRulings,
  type Known,
  knownIntents,
  pausedNow,
  saidNo,
  waiting,
} from './outcome.ts';
import type { RuleBook } from './rules.ts';
import { type Consequence, consequenceOf, dependsOnState, stateProblem } from './state.ts';

/** An intent on its way through the gate, with what rules said and what the front door found. */
export interface Candidate {
  readonly intent: Intent;
  readonly rulings: readonly Ruling[];
  readonly problem: Refusal | undefined;
}

/** What a batch is decided with. The book is of the head's rules' version. */
export interface BatchGiven {
  readonly gate: Pen;
  readonly authority: Authority;
  readonly log: OpenLog;
  readonly book: RuleBook;
  readonly dataKey: Uint8Array;
}

/** Decides all candidates and writes what follows. One outcome for each, in order. */
export async function decideBatch(given: BatchGiven, candidates: readonly Candidate[]): Promise<Outcome[]> {
  const batch = await openBatch(given, candidates);
  for (const candidate of candidates) await batch.decide(candidate);
  return batch.finish();
}

async function openBatch(given: BatchGiven, candidates: readonly Candidate[]) {
  const { gate, authority, log, book, dataKey } = given;
  const { userId } = authority;
  const nowMs = gate.kernel.now();
  const clockState = { wallMs: log.head.clock_wall_ms, counter: log.head.clock_counter };
  const clock = createHybridClock({ deviceId: gate.deviceId, now: gate.kernel.now, state: clockState });
  const appender = openAppender({ log, userId, dataKey, nowMs });
  const known = await knownIntents(
    log,
    dataKey,
    candidates.map(({ intent }) => intent),
  );
  const eventsById = new Map<string, Event>();
  const answers = new Map<string, StoredAnswer>();
  const outcomes: (() => Outcome)[] = [];
  const decisions = new Map<readonly Ruling[], Map<readonly Ruling[], Decision>>();

  const judge = (
    intent: Intent,
    rulings: readonly Ruling[],
    consent?: { approvalId: string; answer: string },
  ) => {
    const policy = book.policies.judge(intent, { userId, approved: consent !== undefined });
    return consent ? decide({ rulings: [...rulings, ...policy], consent }) : decided(rulings, policy);
  };
  // Most entries of a batch are judged alike, by the very same rulings: they share one decision, which is then encoded once.
  const decided = (rulings: readonly Ruling[], policy: readonly Ruling[]): Decision => {
    const alike = decisions.get(policy) ?? new Map<readonly Ruling[], Decision>();
    decisions.set(policy, alike);
    const decision = alike.get(rulings) ?? decide({ rulings: [...rulings, ...policy] });
    alike.set(rulings, decision);
    return decision;
  };
  const keep = (intent: Intent, outcome: Outcome, held: boolean) =>
    answers.set(intent.id, {
      intent_id: intent.id,
      body_hash: intentBodyHash(intent),
      outcome: toBinary(OutcomeSchema, outcome),
      held,
    });
  // The gateway's own words, for instance that the owner is asked; caused by the intent that led to them.
  const say = (body: Body, causeId: string) => {
    const time = clock.stamp();
    const id = uuidv7(Number(time.wallMs), gate.kernel.random);
    const actor = create(ActorSchema, { kind: { case: 'tool', value: 'lifeos' }, onBehalfOf: userId });
    const intent = create(IntentSchema, { id, time, actor, causeId, body });
    appender.push(intent, decide({ rulings: [] }));
  };
  const answer = (intent: Intent, outcome: () => Outcome) => {
    known.set(intent.id, { bodyHash: () => intentBodyHash(intent), outcome });
    outcomes.push(outcome);
  };
  const refuse = (intent: Intent, why: Refusal, decision?: Decision) => {
    const outcome = denied(intent.id, why, decision);
    if (isFinal(why)) keep(intent, outcome, false);
    answer(intent, () => outcome);
  };
  const hold = (intent: Intent, decision: Decision) => {
    say(approvalRequest(intent, decision, nowMs), intent.id);
    const outcome = waiting(intent.id, decision);
    keep(intent, outcome, true);
    answer(intent, () => outcome);
  };
  const follow = async (consequence: Consequence, cause: Intent) => {
    if (consequence?.kind === 'document') {
      say(bodyOf('documentVersioned', consequence.document), cause.id);
    } else if (consequence?.kind === 'refusedByOwner') {
      keep(consequence.intent, denied(consequence.intent.id, saidNo(consequence.answer)), false);
    } else if (consequence?.kind === 'held') {
      const { intent } = consequence;
      const decision = judge(intent, await rulingsBefore(log, intent, answers), consequence);
      if (decision.verdict === Verdict.ALLOW) appender.push(intent, decision);
      else keep(intent, denied(intent.id, refusalOf(decision), decision), false);
    }
  };
  const allow = async (intent: Intent, decision: Decision) => {
    const consequence = await consequenceOf(intent, appender.rows);
    appender.push(intent, decision);
    answer(intent, () => accepted(eventsById.get(intent.id) as Event));
    await follow(consequence, intent);
  };

  return {
    async decide({ intent, rulings, problem }: Candidate): Promise<void> {
      const before: Known | undefined = known.get(intent.id);
      if (before) return void outcomes.push(() => answerAgain(intent, before));
      if (problem) return refuse(intent, problem);
      if (book.paused && intent.actor?.kind.case !== 'user' && !authority.isInternal)
        return refuse(intent, pausedNow());
      if (dependsOnState(intent)) {
        await appender.flush();
        const conflict = await stateProblem(intent, appender.rows);
        if (conflict) return refuse(intent, conflict);
      }
      const decision = judge(intent, rulings);
      if (decision.verdict === Verdict.DENY) return refuse(intent, refusalOf(decision), decision);
      if (decision.verdict === Verdict.ASK) return hold(intent, decision);
      return allow(intent, decision);
    },
    async finish(): Promise<Outcome[]> {
      if (answers.size > 0)
        await log.keepAnswers([...answers.values()].map((kept) => ({ ...kept, decided_ms: nowMs })));
      for (const event of await appender.finish(clock.state)) eventsById.set(event.id, event);
      return outcomes.map((outcome) => outcome());
    },
  };
}

// A refusal that may be otherwise the next time is not kept: the same intent may be tried again.
function isFinal(why: Refusal): boolean {
  return why.code !== RefusalCode.PAUSED && why.code !== RefusalCode.SCOPE && why.code !== RefusalCode.SHAPE;
}

function approvalRequest(intent: Intent, decision: Decision, nowMs: number): Body {
  const asking = decision.reasons.find((reason) => reason.verdict === Verdict.ASK);
  return bodyOf(
    'approvalRequested',
    create(ApprovalRequestedSchema, {
      approvalId: intent.id,
      title: asking?.text.slice(0, 500) || 'May this happen?',
      heldIntent: toBinary(IntentSchema, intent),
      risk: RiskTier.L1,
      expiresAt: timestampFromMs(nowMs + limits.approvalDays * 86_400_000),
      options: asking?.options ?? [],
      askedBy: asking?.by?.name ?? '',
    }),
  );
}

// What rules said when the intent was held, so that the stored decision tells the whole story.
async function rulingsBefore(
  log: OpenLog,
  intent: Intent,
  inBatch: ReadonlyMap<string, StoredAnswer>,
): Promise<Ruling[]> {
  const stored = inBatch.get(intent.id) ?? (await log.answers([intent.id]))[0];
  return stored ? heldRulings(stored) : [];
}
