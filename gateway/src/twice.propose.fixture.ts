// Intents of every fate, proposed twice.

import { create } from '@bufbuild/protobuf';
import { sql } from 'kysely';
import { type BodyCase, type BodyOf, bodyOf } from '#core/log/body.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  KindDefinedSchema,
  PauseSetSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService, type ProposeResponse } from '#gen/lifeos/system/v1/intent_pb.ts';
import { entryIntent } from '../../scripts/testing/entries.ts';
import { bearer, type Homes, type Prepare } from './twice.fixture.ts';

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const stamping = { clock: createHybridClock({ deviceId: crypto.randomUUID(), now: Date.now }), random };
const say = <C extends BodyCase>(kind: C, value: BodyOf<C>): Intent => stampIntent(stamping, { kind, value });

/** An intent of its own for each time it is prepared; the other body is a pause's end. */
function proposing(
  made: (homes: Homes) => Promise<Intent> | Intent,
  wanted: Record<string, number>,
): Prepare {
  return async (homes) => {
    const { owned: home, token } = homes;
    const intent = await made(homes);
    const mark = { deviceId: crypto.randomUUID(), last: '', next: 'one' };
    const propose = (given: Intent) => () =>
      home.use(IntentService, bearer(token)).propose({ intents: [given], mark });
    const body = bodyOf('pauseSet', create(PauseSetSchema, { paused: false, note: 'another' }));
    return {
      home,
      call: propose(intent),
      other: propose({ ...intent, body }),
      effects: async () => ({
        events: await home.count(sql`event where id = ${intent.id}`),
        questions: await home.count(sql`event where body_type = 406 and cause_id = ${intent.id}`),
      }),
      wanted,
      same: (reply) => (reply as ProposeResponse).outcomes.map(({ repeated: _, ...outcome }) => outcome),
    };
  };
}

const coffee = () => entryIntent(stamping, { kind: 'coffee', at: '2026-11-20T15:30:00Z' });
const logged = { events: 1, questions: 0 };

async function answered({ owned: home, token }: Homes): Promise<Intent> {
  const intent = coffee();
  await home.use(IntentService, bearer(token)).propose({ intents: [intent] });
  return say(
    'approvalDecided',
    create(ApprovalDecidedSchema, { approvalId: intent.id, state: ApprovalState.APPROVED }),
  );
}

/** Intents, by what they are. */
export const proposals: Record<string, Prepare> = {
  'an entry': proposing(() => entryIntent(stamping, { kind: 'note', note: 'twice' }), logged),
  'a secret entry': proposing(() => entryIntent(stamping, { kind: 'mood', note: 'twice' }), logged),
  'an entry that waits': proposing(coffee, { events: 0, questions: 1 }),
  'an answer': proposing(answered, logged),
  'a kind': proposing(
    () => say('kindDefined', create(KindDefinedSchema, { kind: 'nap', title: 'Nap' })),
    logged,
  ),
  'a rule': proposing(
    () =>
      say(
        'documentVersioned',
        create(DocumentVersionedSchema, {
          documentId: crypto.randomUUID(),
          type: DocumentType.RULE,
          title: 'Quiet',
          version: 1,
          content: 'export default () => undefined',
          active: true,
        }),
      ),
    logged,
  ),
  'a version that came too late': proposing(
    () =>
      say(
        'documentVersioned',
        create(DocumentVersionedSchema, {
          documentId: crypto.randomUUID(),
          type: DocumentType.PROTOCOL,
          title: 'Late',
          version: 7,
        }),
      ),
    { events: 0, questions: 0 },
  ),
};
