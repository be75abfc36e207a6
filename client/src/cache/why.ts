// "Why this?": from the first cause to the thing itself, each with the reasons for which it was allowed, asked or refused.

import { fromBinary } from '@bufbuild/protobuf';
import { actorText } from '#core/projection/entry.ts';
import {
  type Decision,
  DecisionSchema,
  type Event,
  EventSchema,
  IntentSchema,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import type { Sql } from './database.ts';
import { reasonView } from './entryview.ts';
import { intentAsEvent } from './optimistic.ts';
import { definitionsOf } from './rows.ts';
import type { WhyStep } from './views.ts';

/** Steps that are shown: more would be a loop. */
const stepsMax = 20;

export async function whyOf(sql: Sql, { eventId }: { eventId: string }): Promise<WhyStep[]> {
  const titles = new Map(
    [...(await definitionsOf(sql))].map(([kind, definition]) => [kind, definition.title]),
  );
  const steps: WhyStep[] = [];
  for (let id = eventId; id !== '' && steps.length < stepsMax; ) {
    const event = await findEvent(sql, id);
    if (!event) break;
    steps.unshift(step(event, titles));
    id = event.causeId;
  }
  return steps;
}

async function findEvent(sql: Sql, id: string): Promise<Event | undefined> {
  const [stored] = await sql.all('SELECT event FROM mirror WHERE id = ?', [id]);
  if (stored) return fromBinary(EventSchema, stored.event as Uint8Array);
  const [waiting] = await sql.all('SELECT intent, decision FROM outbox WHERE id = ?', [id]);
  if (!waiting) return undefined;
  const decision =
    waiting.decision instanceof Uint8Array ? fromBinary(DecisionSchema, waiting.decision) : undefined;
  return intentAsEvent(fromBinary(IntentSchema, waiting.intent as Uint8Array), decision);
}

function step(event: Event, titles: ReadonlyMap<string, string>): WhyStep {
  const { decision } = event;
  return {
    eventId: event.id,
    title: titleOf(event, titles),
    actor: actorText(event),
    wallMs: Number(event.time?.wallMs ?? 0n),
    verdict: verdictOf(decision),
    reasons: (decision?.reasons ?? []).filter((reason) => reason.text !== '').map(reasonView),
    consulted: [...new Set((decision?.decidedBy ?? []).map((by) => by.name))],
  };
}

function verdictOf(decision: Decision | undefined): WhyStep['verdict'] {
  if (decision?.verdict === Verdict.ASK) return 'ask';
  return decision?.verdict === Verdict.DENY ? 'deny' : 'allow';
}

// What happened, as a person would say it.
function titleOf(event: Event, titles: ReadonlyMap<string, string>): string {
  const body = event.body?.kind;
  switch (body?.case) {
    case 'entryRecorded':
      return `${titles.get(body.value.kind) ?? body.value.kind} was logged`;
    case 'entryAmended':
      return 'An entry was changed';
    case 'entryRemoved':
      return body.value.restored ? 'An entry was brought back' : 'An entry was taken away';
    case 'kindDefined':
      return `"${body.value.title}" was set up`;
    case 'documentVersioned':
      return `"${body.value.title}" became version ${body.value.version}`;
    case 'approvalRequested':
      return 'You were asked';
    case 'approvalDecided':
      return 'You answered';
    case 'toolCallPrepared':
      return `The tool "${body.value.tool}" was made ready`;
    case 'toolCallStarted':
      return 'The tool began';
    case 'toolCallFinished':
      return 'The tool ended';
    case 'patternFound':
      return body.value.claim;
    case 'proposalMade':
      return `A change was suggested: ${body.value.title}`;
    case 'proposalDecided':
      return body.value.approved ? 'You agreed to the change' : 'You did not want the change';
    case 'pauseSet':
      return body.value.paused ? 'You paused everything' : 'You let everything go on';
    case 'deviceAdded':
      return `The device "${body.value.name}" was added`;
    case 'importStarted':
      return `An import of "${body.value.fileName}" began`;
    case 'importFinished':
      return 'The import ended';
    default:
      return 'Something that this version does not know';
  }
}
