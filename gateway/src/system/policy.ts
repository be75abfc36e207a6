// The fourth and last step of the gate: Cedar. Default deny; forbid wins; nothing that came before can soften it. A policy that
// forbids with @ask("…") is lifted when the owner has said yes, so the first answer is a question instead of a no.

import {
  checkParsePolicySet,
  policySetTextToParts,
  policyToJson,
  preparsePolicySet,
  statefulIsAuthorized,
} from '@cedar-policy/cedar-wasm/nodejs';
import type { Ruling } from '#core/decide/decide.ts';
import { decider } from '#core/decide/refusal.ts';
import type { BodyCase } from '#core/log/body.ts';
import { RiskTier } from '#gen/lifeos/common/v1/domain_pb.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { type Intent, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';

/** A policy: its text holds one Cedar policy. `ask` is what is asked when it forbids and the owner may lift it. */
interface Policy {
  readonly name: string;
  readonly text: string;
  readonly ask?: string;
}

const seeded: ReadonlyMap<string, Policy> = new Map([
  [
    'owner-may',
    { name: 'You may do everything that is yours', text: 'permit (principal is User, action, resource);' },
  ],
  [
    'devices-may-log',
    {
      name: 'Your devices may log',
      text: 'permit (principal is Device, action == Action::"record", resource);',
    },
  ],
  [
    'tools-may-report',
    {
      name: 'Tools may report what they did, and suggest',
      text: 'permit (principal is Tool, action in [Action::"record", Action::"report", Action::"suggest"], resource);',
    },
  ],
  [
    'imports-may-log',
    {
      name: 'Imports may bring entries',
      text: 'permit (principal is Import, action in [Action::"record", Action::"define"], resource);',
    },
  ],
  [
    'agents-may-act',
    { name: 'Agents may act when you agree', text: 'permit (principal is Agent, action, resource);' },
  ],
  [
    'agents-ask-first',
    {
      name: 'Agents ask first',
      text: 'forbid (principal is Agent, action, resource) unless { context.approved };',
      ask: 'An agent wants to do this for you. May it?',
    },
  ],
  [
    'always-ask',
    {
      name: 'Payments, contracts and posts always ask',
      text: 'forbid (principal, action, resource) when { context.risk >= 4 } unless { context.approved };',
      ask: 'This always needs your yes. May it happen?',
    },
  ],
  [
    'only-people-decide',
    {
      name: 'Only you decide',
      text: 'forbid (principal, action == Action::"decide", resource) unless { principal is User };',
    },
  ],
]);

/** A rule or policy that the owner wrote. */
export interface OwnDocument {
  readonly id: string;
  readonly title: string;
  readonly version: number;
  readonly content: string;
}

/** The policies in force for one user. */
export interface PolicySet {
  /** What the policies say about an intent; `approved` when the owner has said yes to it. */
  judge(intent: Intent, given: { userId: string; approved: boolean; risk?: RiskTier }): Ruling[];
}

/** Why Cedar text can't be used, in Cedar's own words; or nothing. */
export function policyProblem(content: string): string | undefined {
  const answer = checkParsePolicySet({ staticPolicies: content });
  return answer.type === 'success' ? undefined : answer.errors.map((error) => error.message).join('; ');
}

/** Prepares the seeded policies and the owner's own. `setId` names the set; preparing it again replaces it. */
export function preparePolicies(setId: string, documents: readonly OwnDocument[]): PolicySet {
  const policies = new Map(seeded);
  for (const document of documents)
    for (const [id, policy] of splitDocument(document)) policies.set(id, policy);
  const staticPolicies = Object.fromEntries([...policies].map(([id, policy]) => [id, policy.text]));
  const prepared = preparsePolicySet(setId, { staticPolicies });
  if (prepared.type === 'failure') throw new Error(prepared.errors.map((error) => error.message).join('; '));
  const known = new Map<string, Ruling[]>();
  return {
    judge(intent, given) {
      const question = questionOf(intent, given);
      const key = JSON.stringify(question);
      const kept = known.get(key);
      if (kept) return kept;
      const rulings = judge(setId, policies, question);
      if (known.size >= answersMax) known.clear();
      known.set(key, rulings);
      return rulings;
    },
  };
}

// Cedar answers the same question alike, and asking costs more than writing the entry down: its answers are kept as long as the set.
const answersMax = 1_000;

/** All that policies are told about an intent. */
interface Question {
  readonly principal: { type: string; id: string };
  readonly action: string;
  readonly userId: string;
  readonly approved: boolean;
  readonly risk: RiskTier;
}

function questionOf(intent: Intent, given: { userId: string; approved: boolean; risk?: RiskTier }): Question {
  return {
    principal: principalOf(intent),
    action: actionOf(intent.body?.kind.case),
    userId: given.userId,
    approved: given.approved,
    risk: given.risk ?? RiskTier.L1,
  };
}

function judge(setId: string, policies: ReadonlyMap<string, Policy>, asked: Question): Ruling[] {
  const answer = statefulIsAuthorized({
    preparsedPolicySetId: setId,
    principal: asked.principal,
    action: { type: 'Action', id: asked.action },
    resource: { type: 'Life', id: asked.userId },
    context: { approved: asked.approved, risk: asked.risk },
    entities: [],
  });
  if (answer.type === 'failure') return [broken(answer.errors.map((error) => error.message).join('; '))];
  const { decision, diagnostics } = answer.response;
  if (diagnostics.errors.length > 0)
    return [broken(diagnostics.errors.map(({ error }) => error.message).join('; '))];
  const named = diagnostics.reason.map((id) => [id, policies.get(id)] as const);
  if (decision === 'allow') return named.map(([id, policy]) => ({ by: by(id, policy) }));
  if (named.length === 0)
    return [{ by: by('default', undefined), verdict: Verdict.DENY, text: 'No policy allows this.' }];
  return named.map(([id, policy]) => ({
    by: by(id, policy),
    verdict: policy?.ask === undefined ? Verdict.DENY : Verdict.ASK,
    text: policy?.ask ?? `${policy?.name ?? 'A policy'}.`,
  }));
}

function principalOf(intent: Intent): { type: string; id: string } {
  const kind = intent.actor?.kind;
  const type = kind?.case ?? 'user';
  return { type: type.charAt(0).toUpperCase() + type.slice(1), id: String(kind?.value ?? '') };
}

// What an intent does, in the few words that policies speak of.
function actionOf(bodyCase: BodyCase | undefined): string {
  switch (bodyCase) {
    case 'entryRecorded':
    case 'entryAmended':
    case 'entryRemoved':
    case 'transactionPosted':
    case 'importStarted':
    case 'importFinished':
      return 'record';
    case 'kindDefined':
      return 'define';
    case 'approvalDecided':
    case 'proposalDecided':
    case 'grantGiven':
    case 'pauseSet':
      return 'decide';
    case 'patternFound':
    case 'proposalMade':
      return 'suggest';
    case 'toolCallPrepared':
    case 'toolCallStarted':
    case 'toolCallFinished':
    case 'artifactStored':
    case 'notificationSent':
      return 'report';
    default:
      return 'change';
  }
}

function splitDocument(document: OwnDocument): [string, Policy][] {
  const parts = policySetTextToParts(document.content);
  if (parts.type === 'failure') return [];
  return parts.policies.map((text, index) => {
    const json = policyToJson(text);
    const ask = json.type === 'success' ? json.json.annotations?.ask : undefined;
    return [`${document.id}#${index}`, { name: document.title, text, ...(ask ? { ask } : {}) }];
  });
}

function by(id: string, policy: Policy | undefined) {
  return decider(DeciderKind.POLICY, id, policy?.name ?? id);
}

// A policy that can't be evaluated is a no: it might have been the one that forbids.
function broken(message: string): Ruling {
  return {
    by: by('broken', undefined),
    verdict: Verdict.DENY,
    text: `A policy could not be evaluated: ${message}.`,
    advice: 'Open your policies and mend it.',
  };
}
