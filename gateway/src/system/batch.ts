// Decides the intents of one call, one after the other, under the user's lock.

import { create } from '@bufbuild/protobuf';
import { decide, type Ruling, refusalOf } from '#core/decide/decide.ts';
import { heard } from '#core/decide/heard.ts';
import { bodyOf } from '#core/log/body.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import type { Body } from '#gen/lifeos/event/v1/body_pb.ts';
import {
  type Decision,
  type Event,
  type Intent,
  IntentSchema,
  type Outcome,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import type { Authority } from '../identity/index.ts';
import {
  type Answer,
  answerAgain,
  answeredOutcome,
  heldRulings,
  type Known,
  keepAnswers,
  knownIntents,
} from './answers.ts';
import { type Line, openAppender } from './append.ts';
import { intentBodyHash } from './event.ts';
import type { Pen } from './gate.ts';
import { createJudge } from './judge.ts';
import type { OpenLog } from './logstore.ts';
import { accepted, approvalRequest, denied, pausedNow, saidNo, waiting } from './outcome.ts';
import { type Suggestion, weighProposals } from './proposed.ts';
import type { RuleBook } from './rules.ts';
import { openSecrecy } from './secrecy.ts';
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
  const secrecy = openSecrecy(log);
  const appender = openAppender({ log, userId, dataKey, secrecy, nowMs });
  const known = await knownIntents(
    log,
    dataKey,
    candidates.map(({ intent }) => intent.id),
  );
  const eventsById = new Map<string, Event>();
  const answers = new Map<string, Answer>();
  const outcomes: (() => Outcome)[] = [];
  const judge = createJudge(book.policies, userId);

  const keep = (answer: Answer) => answers.set(answer.intent.id, answer);
  // The gateway's own words, for instance that the owner is asked; caused by the intent that led to them.
  const say = (body: Body, causeId: string, kindsShown: readonly string[] = []) => {
    const time = clock.stamp();
    const id = uuidv7(Number(time.wallMs), gate.kernel.random);
    const actor = create(ActorSchema, { kind: { case: 'tool', value: 'lifeos' }, onBehalfOf: userId });
    const intent = create(IntentSchema, { id, time, actor, causeId, body });
    return appender.push({ intent, decision: decide({ rulings: [] }), kindsShown });
  };
  const remember = (intent: Intent, outcome: () => Outcome) =>
    known.set(intent.id, { bodyHash: () => intentBodyHash(intent), outcome });
  const answer = (intent: Intent, outcome: () => Outcome) => {
    remember(intent, outcome);
    outcomes.push(outcome);
  };
  // A held intent has its answer now; what comes after it in this batch is told so.
  const settle = (intent: Intent, outcome: Outcome) => {
    keep({ ...asAsked(intent), outcome, held: false });
    remember(intent, () => outcome);
  };
  const refuse = ({ intent, rulings }: Candidate, why: Refusal, decision?: Decision) => {
    const outcome = denied(intent.id, why, decision);
    if (isFinal(why)) keep({ intent, outcome, held: false, kindsShown: kindsShownTo(rulings) });
    answer(intent, () => outcome);
  };
  const hold = async ({ intent, decision, kindsShown }: Line): Promise<Outcome> => {
    await say(approvalRequest(intent, decision, nowMs), intent.id, kindsShown);
    const outcome = waiting(intent.id, decision);
    keep({ intent, outcome, held: true, kindsShown });
    return outcome;
  };
  const suggest = async (suggestions: readonly Suggestion[], kindsShown: readonly string[]) => {
    for (const suggestion of suggestions) {
      const { intent } = suggestion;
      if (known.has(intent.id) || (await log.knownIds([intent.id])).length > 0) continue;
      const outcome = await hold({ ...suggestion, kindsShown });
      remember(intent, () => outcome);
    }
  };
  const follow = async (consequence: Consequence, cause: Intent): Promise<void> => {
    if (consequence?.kind === 'document') {
      await say(bodyOf('documentVersioned', consequence.document), cause.id);
    } else if (consequence?.kind === 'refusedByOwner') {
      settle(consequence.intent, denied(consequence.intent.id, saidNo(consequence.answer)));
    } else if (consequence?.kind === 'held') {
      await setFree(consequence);
    }
  };
  const take = async (line: Line, suggestions: readonly Suggestion[]) => {
    const consequence = await consequenceOf(line.intent, appender.rows);
    await appender.push(line);
    await follow(consequence, line.intent);
    await suggest(suggestions, line.kindsShown);
  };
  const conflictOf = async (intent: Intent) => {
    if (!dependsOnState(intent)) return undefined;
    await appender.flush();
    return stateProblem(intent, appender.rows, nowMs);
  };
  // What was held is judged again: policies may have changed since, and what it builds on may have moved.
  const setFree = async (consequence: Extract<Consequence, { kind: 'held' }>) => {
    const { intent } = consequence;
    const before = answers.get(intent.id)?.outcome ?? (await storedOutcome(log, intent, dataKey));
    const weighed = weighProposals({ userId, book, clock, nowMs }, intent, before ? heldRulings(before) : []);
    const decision = judge(intent, weighed.rulings, consequence);
    const refusal = decision.verdict === Verdict.ALLOW ? await conflictOf(intent) : refusalOf(decision);
    if (refusal) return settle(intent, denied(intent.id, refusal, decision));
    remember(intent, () => accepted(eventsById.get(intent.id) as Event));
    await take({ ...asAsked(intent), decision }, weighed.suggestions);
  };

  return {
    async decide(candidate: Candidate): Promise<void> {
      const { intent, problem } = candidate;
      const before: Known | undefined = known.get(intent.id);
      if (before) return void outcomes.push(() => answerAgain(intent, before));
      if (problem) return refuse(candidate, problem);
      if (book.paused && intent.actor?.kind.case !== 'user' && !authority.isInternal)
        return refuse(candidate, pausedNow());
      const conflict = await conflictOf(intent);
      if (conflict) return refuse(candidate, conflict);
      const weighed = weighProposals(
        { userId, book, clock, nowMs },
        intent,
        heard(intent, candidate.rulings),
      );
      const decision = judge(intent, weighed.rulings);
      if (decision.verdict === Verdict.DENY) return refuse(candidate, refusalOf(decision), decision);
      const kindsShown = kindsShownTo(candidate.rulings);
      if (decision.verdict === Verdict.ALLOW) {
        answer(intent, () => accepted(eventsById.get(intent.id) as Event));
        return take({ intent, decision, kindsShown }, weighed.suggestions);
      }
      const outcome = await hold({ intent, decision, kindsShown });
      answer(intent, () => outcome);
    },
    async finish(): Promise<Outcome[]> {
      await appender.flush();
      await keepAnswers({ log, secrecy, dataKey, nowMs }, [...answers.values()]);
      for (const event of await appender.finish(clock.state)) eventsById.set(event.id, event);
      return outcomes.map((outcome) => outcome());
    },
  };
}

// A refusal that may be otherwise the next time is not kept: the same intent may be tried again.
function isFinal(why: Refusal): boolean {
  return why.code !== RefusalCode.PAUSED && why.code !== RefusalCode.SCOPE && why.code !== RefusalCode.SHAPE;
}

function kindsShownTo(rulings: readonly Ruling[]): string[] {
  return [...new Set(rulings.flatMap((ruling) => ruling.kindsShown ?? []))];
}

// An intent that was asked about. It is as secret as the question was, which knows also what rules were shown.
function asAsked(intent: Intent) {
  return { intent, decision: { approvalId: intent.id }, kindsShown: [] };
}

async function storedOutcome(
  log: OpenLog,
  intent: Intent,
  dataKey: Uint8Array,
): Promise<Outcome | undefined> {
  const [stored] = await log.answers([intent.id]);
  return stored ? answeredOutcome(stored, dataKey) : undefined;
}
