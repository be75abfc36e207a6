// What rules propose: intents of their own, which wait for the owner as soon as the intent that led to them is allowed. A rule may only
// tighten or propose, so the owner is asked whatever policies say, and no rule hears of what another proposed.

import { create } from '@bufbuild/protobuf';
import { decide, type Ruling, refusalOf } from '#core/decide/decide.ts';
import { isOwnersAnswer } from '#core/decide/heard.ts';
import type { HybridClock } from '#core/log/clock.ts';
import { uuidFromDigest } from '#core/log/ids.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import type { Refusal } from '#gen/lifeos/common/v1/refusal_pb.ts';
import type { Body } from '#gen/lifeos/event/v1/body_pb.ts';
import { BodySchema } from '#gen/lifeos/event/v1/body_pb.ts';
import {
  type Decision,
  type Intent,
  IntentSchema,
  type Proposed,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import { limits } from '../kernel/limits.ts';
import { sha256 } from '../kernel/sha256.ts';
import { pausedNow } from './outcome.ts';
import { ruleRightsProblem } from './rights.ts';
import type { RuleBook } from './rules.ts';
import { shapeProblem } from './shape.ts';

/** An intent that is to wait for the owner, and why. */
export interface Suggestion {
  readonly intent: Intent;
  readonly decision: Decision;
}

/** Rulings in which whatever may not be proposed is a plain reason, and what is left of the proposals. */
export interface Weighed {
  readonly rulings: readonly Ruling[];
  readonly suggestions: readonly Suggestion[];
}

/** Weighs what rules propose after an intent. The same intent gets the same ids. */
export function weighProposals(
  given: { userId: string; book: RuleBook; clock: HybridClock; nowMs: number },
  trigger: Intent,
  rulings: readonly Ruling[],
): Weighed {
  if (!rulings.some(({ proposes }) => proposes)) return { rulings, suggestions: [] };
  const suggestions: Suggestion[] = [];
  const countByRule = new Map<string, number>();
  const weighed = rulings.map((ruling) => {
    const { by, proposes } = ruling;
    if (!proposes) return ruling;
    const index = countByRule.get(by.id) ?? 0;
    countByRule.set(by.id, index + 1);
    if (suggestions.length >= limits.ruleProposalsMax)
      return unsaid(ruling, proposes, `at most ${limits.ruleProposalsMax} are taken at a time`);
    if (isOwnersAnswer(trigger)) return unsaid(ruling, proposes, 'an answer does not lead to a question');
    const id = proposalId(trigger.id, by.id, index);
    const intent = create(IntentSchema, {
      id,
      time: given.clock.stamp(),
      actor: create(ActorSchema, {
        kind: { case: 'tool', value: `rule:${by.id}` },
        onBehalfOf: given.userId,
      }),
      causeId: trigger.id,
      body: withEntryId(proposes.body ?? create(BodySchema), id),
    });
    const policy = given.book.policies.judge(intent, { userId: given.userId, approved: false });
    const decision = decide({ rulings: [{ by, verdict: Verdict.ASK, text: proposes.title }, ...policy] });
    const problem = problemOf(intent, decision, given);
    if (problem) return unsaid(ruling, proposes, problem.what);
    suggestions.push({ intent, decision });
    return ruling;
  });
  return { rulings: weighed, suggestions };
}

/** The id of what a rule proposes: from the intent that led to it, so that a repeat proposes the same. */
export function proposalId(triggerId: string, ruleId: string, index: number): string {
  return uuidFromDigest(sha256(Buffer.from(`rule-proposal:${triggerId}:${ruleId}:${index}`)));
}

function problemOf(
  intent: Intent,
  decision: Decision,
  given: { book: RuleBook; nowMs: number },
): Refusal | undefined {
  if (given.book.paused) return pausedNow();
  const problem = shapeProblem(intent, given.nowMs) ?? ruleRightsProblem(intent);
  if (problem) return problem;
  return decision.verdict === Verdict.DENY ? refusalOf(decision) : undefined;
}

// A rule has no randomness, so it can't make ids: an entry that it leaves without one gets that of its intent.
function withEntryId(body: Body, id: string): Body {
  const { kind } = body;
  if (kind.case !== 'entryRecorded' || kind.value.entryId !== '') return body;
  return { ...body, kind: { case: kind.case, value: { ...kind.value, entryId: id } } };
}

function unsaid({ proposes: _, ...ruling }: Ruling, { title }: Proposed, why: string): Ruling {
  return { ...ruling, text: `Could not suggest "${title}": ${why}` };
}
