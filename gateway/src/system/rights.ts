// The second step of the gate: whether the bearer of the token may say this at all.

import { create } from '@bufbuild/protobuf';
import { decider, refusal } from '#core/decide/refusal.ts';
import type { BodyCase } from '#core/log/body.ts';
import { type Actor, ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { DeciderKind, type Refusal, RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { type Authority, holds } from '../identity/index.ts';

const entryBodies: ReadonlySet<BodyCase> = new Set(['entryRecorded', 'entryAmended', 'entryRemoved']);

// What only the owner's own word sets free.
const ownersWord: ReadonlySet<BodyCase> = new Set([
  'approvalDecided',
  'proposalDecided',
  'grantGiven',
  'pauseSet',
]);

// Facts that only the gateway can know. Anyone may claim them; nobody else may write them down.
const gatewayOnly: ReadonlySet<BodyCase> = new Set([
  'deviceAdded',
  'deviceRevoked',
  'memberJoined',
  'scheduleFired',
  'erasureDone',
  'toolCallPrepared',
  'toolCallStarted',
  'toolCallFinished',
  'approvalRequested',
  'patternFound',
  'proposalMade',
  'spendReserved',
  'spendSettled',
]);

/** Why the bearer may not propose this, or nothing. */
export function rightsProblem(intent: Intent, authority: Authority): Refusal | undefined {
  if (authority.isInternal) return undefined;
  const bodyCase = intent.body?.kind.case;
  if (bodyCase !== undefined && gatewayOnly.has(bodyCase)) {
    return outOfScope('This is something that only LifeOS itself can note.', 'Leave it out.', bodyCase);
  }
  // A script that may write must not answer for its owner: that is a right of its own.
  if (bodyCase !== undefined && ownersWord.has(bodyCase) && !holds(authority.scopes, 'approvals:write')) {
    return outOfScope(
      'This token may not answer for its owner.',
      'Answer in LifeOS yourself.',
      'approvals:write',
    );
  }
  const right = bodyCase !== undefined && entryBodies.has(bodyCase) ? 'entries:write' : 'log:write';
  if (!holds(authority.scopes, right) && !holds(authority.scopes, 'log:write')) {
    return outOfScope(
      `This token does not hold "${right}".`,
      'Make a token with that scope in Settings.',
      right,
    );
  }
  return actorProblem(intent.actor, authority);
}

/** Why no rule may propose this, or nothing: what only people, or only the gateway, may say. */
export function ruleRightsProblem(intent: Intent): Refusal | undefined {
  const bodyCase = intent.body?.kind.case;
  if (bodyCase === undefined || !(gatewayOnly.has(bodyCase) || ownersWord.has(bodyCase))) return undefined;
  return outOfScope('This is something that no rule may say.', 'Leave it out.', bodyCase);
}

/** The intent with its author filled in: whoever carries the token, unless it says otherwise. */
export function withActor(intent: Intent, authority: Authority): Intent {
  if (intent.actor?.kind.case !== undefined) return intent;
  return { ...intent, actor: create(ActorSchema, { kind: { case: 'user', value: authority.userId } }) };
}

function actorProblem(actor: Actor | undefined, authority: Authority): Refusal | undefined {
  const kind = actor?.kind;
  if (kind?.case === undefined) return undefined;
  const isOther =
    (kind.case === 'user' && kind.value !== authority.userId) ||
    ((actor?.onBehalfOf ?? '') !== '' && actor?.onBehalfOf !== authority.userId);
  if (isOther) return outOfScope('This token belongs to somebody else.', 'Sign in as that person.', 'actor');
  if (kind.case === 'tool' || kind.case === 'schedule') {
    return outOfScope('Only LifeOS itself speaks for tools and schedules.', 'Leave the author out.', 'actor');
  }
  return undefined;
}

function outOfScope(what: string, advice: string, id: string): Refusal {
  return refusal({ code: RefusalCode.SCOPE, what, advice, by: decider(DeciderKind.SCOPE, id) });
}
