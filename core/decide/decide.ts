// The last step of the gate: what rules and policy said becomes one decision. A pure function, so that the same intent with
// the same rulings is decided alike on the device, on the gateway, and when it is explained years later.
//
//   any deny            → DENY   (a policy's word is read last, and can't be softened)
//   else any ask        → ASK    unless the owner has approved already
//   else                → ALLOW

import { create } from '@bufbuild/protobuf';
import { type DecidedBy, DeciderKind, type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import {
  type Decision,
  DecisionSchema,
  type Proposed,
  ReasonSchema,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import { decider, refusal } from './refusal.ts';

/** What one rule or policy said about an intent. No verdict means it was consulted and had nothing to say. */
export interface Ruling {
  readonly by: DecidedBy;
  readonly verdict?: Verdict;
  readonly text?: string;
  readonly advice?: string;
  readonly options?: readonly string[];
  /** Tags that it adds. */
  readonly tags?: readonly string[];
  /** Kinds of other entries that it was shown before it said this: it may have quoted them. */
  readonly kindsShown?: readonly string[];
  /** What it proposes to happen next. */
  readonly proposes?: Proposed;
}

/** The owner's yes to an intent that was asked about. */
export interface Consent {
  readonly approvalId: string;
  readonly answer: string;
}

/** One decision from all rulings, the policy's last. */
export function decide(given: { rulings: readonly Ruling[]; consent?: Consent | undefined }): Decision {
  const { rulings, consent } = given;
  const says = (verdict: Verdict) => rulings.some((ruling) => ruling.verdict === verdict);
  const verdict = says(Verdict.DENY)
    ? Verdict.DENY
    : says(Verdict.ASK) && !consent
      ? Verdict.ASK
      : Verdict.ALLOW;
  const reasons = rulings
    .filter((ruling) => ruling.verdict !== undefined)
    .map((ruling) =>
      create(ReasonSchema, {
        by: ruling.by,
        verdict: ruling.verdict ?? Verdict.UNSPECIFIED,
        text: ruling.text ?? '',
        advice: ruling.advice ?? '',
        options: [...(ruling.options ?? [])],
        ...(ruling.proposes ? { proposed: ruling.proposes } : {}),
      }),
    );
  if (consent) reasons.push(consentReason(consent));
  return create(DecisionSchema, {
    verdict,
    reasons,
    decidedBy: rulings.map((ruling) => ruling.by),
    approvalId: consent?.approvalId ?? '',
    tags: [...new Set(rulings.flatMap((ruling) => ruling.tags ?? []))],
  });
}

/** The refusal that a denying decision amounts to: the first reason that denies. */
export function refusalOf(decision: Decision): Refusal {
  const reason = decision.reasons.find((candidate) => candidate.verdict === Verdict.DENY);
  const byRule = reason?.by?.kind === DeciderKind.RULE;
  return refusal({
    code: byRule ? RefusalCode.RULE : RefusalCode.POLICY,
    what: reason?.text || 'This is not allowed.',
    advice: reason?.advice || (byRule ? 'Change it, or change the rule.' : 'Ask the owner to allow it.'),
    ...(reason?.by ? { by: reason.by } : {}),
  });
}

function consentReason(consent: Consent) {
  return create(ReasonSchema, {
    by: decider(DeciderKind.OWNER, consent.approvalId, 'You'),
    verdict: Verdict.ALLOW,
    text: consent.answer === '' ? 'You said yes.' : `You said: ${consent.answer}`,
  });
}
