// A device with some years of a made-up life on it, for tests of what is asked of it.

import { applyEvents } from '#core/projection/apply.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { demoIntents } from '../../../../scripts/demo/intents.ts';
import type { Plan } from '../../../../scripts/demo/life.ts';
import type { Database } from '../database.ts';
import { memoryDatabase } from '../memory.fixture.ts';
import { intentAsEvent } from '../optimistic.ts';
import { sqliteRows } from '../rows.ts';

export const lifePlan: Plan = { seed: 3, years: 2, entries: 6_000, lastDay: '2026-11-20' };

/** Events in pages of some hundred, newest first, as a new device gets them. */
export async function deviceWithLife(
  plan: Plan = lifePlan,
): Promise<{ database: Database; events: Event[] }> {
  const database = await memoryDatabase();
  const events = [...demoIntents(plan)].map((intent) => intentAsEvent(intent));
  for (let end = events.length; end > 0; end -= 300)
    await database.transact((sql) =>
      applyEvents(sqliteRows(sql), events.slice(Math.max(0, end - 300), end).reverse()),
    );
  return { database, events };
}
