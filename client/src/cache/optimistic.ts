// An intent as the event it will most likely become: shown at once, and folded again, to the same row, when it is accepted.

import { create } from '@bufbuild/protobuf';
import { type Decision, type Event, EventSchema, type Intent } from '#gen/lifeos/event/v1/event_pb.ts';

export function intentAsEvent(intent: Intent, decision?: Decision): Event {
  return create(EventSchema, {
    id: intent.id,
    causeId: intent.causeId,
    ...(intent.time ? { time: intent.time } : {}),
    ...(intent.actor ? { actor: intent.actor } : {}),
    ...(intent.body ? { body: intent.body } : {}),
    ...(decision ? { decision } : {}),
  });
}
