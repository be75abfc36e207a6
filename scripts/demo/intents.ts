// The demo's life as intents, stamped on the days on which they would have been: a device that was there all along.

import { createHybridClock } from '#core/log/clock.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { stampIntent } from '#core/log/stamp.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { createChance } from '../sim/random.ts';
import { seedOf } from './dice.ts';
import { demoLife, type Plan } from './life.ts';

/** Ids come from the plan, too, so that the same plan sent twice adds nothing. */
export function* demoIntents(plan: Plan): Generator<Intent> {
  const chance = createChance(seedOf('intents', plan.seed, plan.years, plan.entries, plan.lastDay));
  let atMs = 0;
  const deviceId = uuidv7(Date.parse(plan.lastDay), chance.bytes);
  const clock = createHybridClock({ deviceId, now: () => atMs });
  for (const happening of demoLife(plan)) {
    atMs = happening.atMs;
    yield stampIntent({ clock, random: chance.bytes }, happening);
  }
}

/** A list in pieces of at most `size`. */
export function* inBatches<T>(items: Iterable<T>, size: number): Generator<T[]> {
  let batch: T[] = [];
  for (const item of items) {
    batch.push(item);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
