// The demo's life as the log of a gateway: stored events in pages, as a new device gets them. No gateway and no network.

import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { PastPage } from '#client/sync/line.ts';
import { bodyOf } from '#core/log/body.ts';
import type { seededRules } from '#core/rules/seeded/index.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import { DocumentType, DocumentVersionedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { DecisionSchema, type Event, EventSchema, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import { demoIntents, inBatches } from '../demo/intents.ts';
import type { Plan } from '../demo/life.ts';

/** Events in a page: as many as the gateway sends at once. */
export const pageEvents = 500;

const userId = '00000000-0000-4000-8000-0000000000a1';

/** Pages of stored events, by rising seq; within a page too. */
export function* storedPages(plan: Plan): Generator<Uint8Array[]> {
  const actor = create(ActorSchema, { kind: { case: 'user', value: userId } });
  // What a gateway notes with nearly every entry: one rule and one policy were asked, and neither minded.
  const decision = create(DecisionSchema, {
    verdict: Verdict.ALLOW,
    decidedBy: [
      {
        kind: DeciderKind.RULE,
        id: '00000000-0000-4000-8000-0000000000b1',
        name: 'Coffee curfew',
        version: 1,
      },
      { kind: DeciderKind.POLICY, id: 'owner', name: 'You may do everything in your own life', version: 1 },
    ],
  });
  let seq = 0n;
  for (const intents of inBatches(demoIntents(plan), pageEvents)) {
    yield intents.map((intent) =>
      toBinary(
        EventSchema,
        create(EventSchema, {
          ...{ id: intent.id, causeId: intent.causeId, actor, decision, seq: ++seq },
          ...(intent.time ? { time: intent.time } : {}),
          ...(intent.body ? { body: intent.body } : {}),
          recordedAt: timestampFromMs(Number(intent.time?.wallMs ?? 0n)),
        }),
      ),
    );
  }
}

/** A page as the line hands it over: newest first. Hashes are made up; nobody checks them here. */
export function pastPage(events: readonly Uint8Array[], oldestSeq: number, headSeq: number): PastPage {
  return {
    events: events.toReversed(),
    oldest: { seq: oldestSeq, hash: hashAt(oldestSeq) },
    foundations: [],
    head: { seq: headSeq, hash: hashAt(headSeq) },
  };
}

function hashAt(seq: number): Uint8Array {
  const hash = new Uint8Array(32).fill(7);
  new DataView(hash.buffer).setBigUint64(0, BigInt(seq));
  return hash;
}

/** A rule that every life begins with, as the event that brought it. */
export function ruleEvent({ id, name, source }: (typeof seededRules)[number], index: number): Event {
  const value = create(DocumentVersionedSchema, {
    documentId: crypto.randomUUID(),
    type: DocumentType.RULE,
    title: name || id,
    version: 1,
    content: source,
    active: true,
  });
  return create(EventSchema, {
    id: crypto.randomUUID(),
    seq: BigInt(index + 1),
    time: create(HybridTimeSchema, { wallMs: 1n, counter: index, deviceId: crypto.randomUUID() }),
    body: bodyOf('documentVersioned', value),
  });
}
