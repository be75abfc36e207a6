// The last step of the gate for one batch: what rules said, and what policies say now, become a decision.

import { type Consent, decide, type Ruling } from '#core/decide/decide.ts';
import type { Decision, Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { PolicySet } from './policy.ts';

/** Decides about an intent; with the owner's consent when it was asked about. */
export type Judge = (intent: Intent, rulings: readonly Ruling[], consent?: Consent) => Decision;

export function createJudge(policies: PolicySet, userId: string): Judge {
  // Most entries of a batch are judged alike, by the very same rulings: they share one decision, which is then encoded once.
  const decisions = new Map<readonly Ruling[], Map<readonly Ruling[], Decision>>();
  return (intent, rulings, consent) => {
    const policy = policies.judge(intent, { userId, approved: consent !== undefined });
    if (consent) return decide({ rulings: [...rulings, ...policy], consent });
    const alike = decisions.get(policy) ?? new Map<readonly Ruling[], Decision>();
    decisions.set(policy, alike);
    const decision = alike.get(rulings) ?? decide({ rulings: [...rulings, ...policy] });
    alike.set(rulings, decision);
    return decision;
  };
}
