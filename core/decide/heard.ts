// What counts of what rules said. A rule may tighten nearly everything, but not what its owner needs in order to take it back.

import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Intent, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Ruling } from './decide.ts';

/** Whether an intent is the owner's answer to a question or a suggestion. */
export function isOwnersAnswer(intent: Intent): boolean {
  const bodyCase = intent.body?.kind.case;
  return bodyCase === 'approvalDecided' || bodyCase === 'proposalDecided';
}

/**
 * The rulings that count. One that asks about the owner's answer would ask about the answer to that, too, and nothing could ever be
 * answered. One that refuses or asks about the owner's own change of a rule or policy, or about their pause, could never be mended
 * once it refuses everything. What such rules said is kept as a reason.
 */
export function heard(intent: Intent, rulings: readonly Ruling[]): readonly Ruling[] {
  if (intent.actor?.kind.case !== 'user') return rulings;
  const muted = isMending(intent) ? [Verdict.ASK, Verdict.DENY] : isOwnersAnswer(intent) ? [Verdict.ASK] : [];
  if (!rulings.some(({ verdict }) => verdict !== undefined && muted.includes(verdict as never)))
    return rulings;
  return rulings.map((ruling) =>
    muted.includes(ruling.verdict as never) ? { ...ruling, verdict: Verdict.ALLOW } : ruling,
  );
}

function isMending(intent: Intent): boolean {
  const body = intent.body?.kind;
  if (body?.case === 'pauseSet') return true;
  return (
    body?.case === 'documentVersioned' &&
    (body.value.type === DocumentType.RULE || body.value.type === DocumentType.POLICY)
  );
}
