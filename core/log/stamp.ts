// An intent is stamped once, here, at capture: id, time and author are never set again.

import { create } from '@bufbuild/protobuf';
import type { Actor } from '#gen/lifeos/common/v1/actor_pb.ts';
import { type Intent, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { type BodyCase, type BodyOf, bodyOf } from './body.ts';
import type { HybridClock } from './clock.ts';
import { type RandomBytes, uuidv7 } from './ids.ts';

/** What stamping needs from outside. */
export interface Stamping {
  readonly clock: HybridClock;
  readonly random: RandomBytes;
  readonly actor?: Actor;
}

/** An intent for a body, stamped now. `id` is given only by those who derive it, such as importers. */
export function stampIntent<C extends BodyCase>(
  stamping: Stamping,
  intent: { kind: C; value: BodyOf<C>; causeId?: string; id?: string },
): Intent {
  const time = stamping.clock.stamp();
  return create(IntentSchema, {
    id: intent.id ?? uuidv7(Number(time.wallMs), stamping.random),
    time,
    ...(stamping.actor ? { actor: stamping.actor } : {}),
    causeId: intent.causeId ?? '',
    body: bodyOf(intent.kind, intent.value),
  });
}
