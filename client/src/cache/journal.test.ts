import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { beforeEach, describe, expect, it } from 'vitest';
import { decide } from '#core/decide/decide.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { type Stamping, stampIntent } from '#core/log/stamp.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { EntryRecordedSchema, EntryRemovedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database } from './database.ts';
import { memoryDatabase } from './memory.fixture.ts';
import { keepIntents } from './outbox.ts';
import { answers } from './queries.ts';
import type { EntryView, JournalPlace } from './views.ts';

const beganMs = Date.parse('2020-01-01T12:00:00Z');
const stamping: Stamping = {
  clock: createHybridClock({ deviceId: '00000001-0000-7000-8000-000000000000', now: () => beganMs }),
  random: (bytes) => crypto.getRandomValues(bytes),
};
let database: Database;

function note(text: string, occurredMs: number) {
  const value = create(EntryRecordedSchema, {
    entryId: crypto.randomUUID(),
    kind: 'note',
    occurredAt: timestampFromMs(occurredMs),
    zone: 'UTC',
    note: text,
  });
  return { entryId: value.entryId, intent: stampIntent(stamping, { kind: 'entryRecorded', value }) };
}

const nothingSaid = decide({ rulings: [] });
const keep = (given: readonly { intent: Parameters<typeof keepIntents>[1][number]['intent'] }[]) =>
  database.transact((sql) =>
    keepIntents(
      sql,
      given.map(({ intent }) => ({ intent, decision: nothingSaid })),
    ),
  );
const journal = (query: string, limit: number, before?: JournalPlace) =>
  database.read((sql) => answers.journal(sql, { query, limit, ...(before ? { before } : {}) }));
const entry = async (entryId: string) =>
  (await database.read((sql) => answers.entry(sql, { entryId }))).entry;

async function allPages(query: string, limit: number): Promise<EntryView[]> {
  const found: EntryView[] = [];
  for (;;) {
    const page = await journal(query, limit, found.at(-1));
    if (page.length === 0) return found;
    found.push(...page);
  }
}

describe('the journal', () => {
  beforeEach(async () => {
    database = await memoryDatabase();
  });

  it('reaches every entry once, newest first, also those of one moment', async () => {
    // Seven entries to a moment, and pages of ten: pages end in the middle of a moment.
    const given = Array.from({ length: 200 }, (_, n) =>
      note(n % 2 === 0 ? 'even' : 'odd', beganMs + Math.floor(n / 7) * 60_000),
    );
    await keep(given);
    const all = await allPages('', 10);
    expect(new Set(all.map(({ entryId }) => entryId))).toEqual(new Set(given.map(({ entryId }) => entryId)));
    expect(all).toHaveLength(200);
    expect(all.map(({ occurredMs }) => occurredMs)).toEqual(
      all.map(({ occurredMs }) => occurredMs).toSorted((a, b) => b - a),
    );
    expect((await allPages('eve', 10)).map(({ note: words }) => words)).toEqual(
      Array.from({ length: 100 }, () => 'even'),
    );
  });

  it('opens an entry by its id, however old', async () => {
    const old = note('the first', beganMs - 1_000_000_000);
    await keep([old, ...Array.from({ length: 600 }, (_, n) => note(`later ${n}`, beganMs + n))]);
    expect((await entry(old.entryId))?.note).toBe('the first');
  });

  it('opens one that a rule refused, and none that was taken away or never was', async () => {
    const [refused, removed] = [note('not at night', beganMs), note('a slip', beganMs)];
    const by = { id: 'r', kind: DeciderKind.RULE, name: 'Nights', version: 1 };
    const denied = decide({ rulings: [{ by: by as never, verdict: Verdict.DENY, text: 'Not at night.' }] });
    await database.transact((sql) => keepIntents(sql, [{ intent: refused.intent, decision: denied }]));
    const away = create(EntryRemovedSchema, { entryId: removed.entryId });
    await keep([removed, { intent: stampIntent(stamping, { kind: 'entryRemoved', value: away }) }]);
    expect((await entry(refused.entryId))?.state).toBe('refused');
    expect(await entry(removed.entryId)).toBeNull();
    expect(await entry(crypto.randomUUID())).toBeNull();
  });
});
