import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decide } from '#core/decide/decide.ts';
import { RefusalCode, refusal } from '#core/decide/refusal.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { stampIntent } from '#core/log/stamp.ts';
import {
  EntryAmendedSchema,
  EntryRecordedSchema,
  EntryRemovedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Event, type Intent, type Outcome, OutcomeSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database } from './database.ts';
import { memoryDatabase } from './memory.fixture.ts';
import { dumpRows, takeEvents } from './mirror.ts';
import { intentAsEvent } from './optimistic.ts';
import { countOutbox, dropRefused, keepIntents, settleOutcomes, takeForPush } from './outbox.ts';
import { answers } from './queries.ts';

const nowMs = Date.parse('2026-11-21T13:20:00Z');
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const device = (n: number) => ({
  clock: createHybridClock({ deviceId: `0000000${n}-0000-7000-8000-000000000000`, now: () => nowMs + n }),
  random,
});

function note(
  stamping: ReturnType<typeof device>,
  text: string,
  entryId = crypto.randomUUID() as string,
): Intent {
  const value = create(EntryRecordedSchema, {
    entryId,
    kind: 'note',
    occurredAt: timestampFromMs(nowMs),
    zone: 'UTC',
    note: text,
  });
  return stampIntent(stamping, { kind: 'entryRecorded', value });
}

const keep = (database: Database, intents: readonly Intent[]) =>
  database.transact((sql) =>
    keepIntents(
      sql,
      intents.map((intent) => ({ intent, decision: decide({ rulings: [] }) })),
    ),
  );
const asEvents = (intents: readonly Intent[], from = 1): Event[] =>
  intents.map((intent, index) => ({ ...intentAsEvent(intent), seq: BigInt(from + index) }));
const heard = (events: readonly Event[]) => ({
  events,
  headSeq: events.length,
  lastHash: new Uint8Array(32),
});
const ask = (database: Database) => database.read((sql) => answers.entriesOfDay(sql, { day: '2026-11-21' }));

function deny(intent: Intent): Outcome {
  const why = refusal({ code: RefusalCode.RULE, what: 'Wait a day.', advice: 'Log it tomorrow.' });
  return create(OutcomeSchema, { intentId: intent.id, kind: { case: 'denied', value: { refusal: why } } });
}

describe('the outbox', () => {
  test('shows an entry at once, and keeps it through push and pull', async () => {
    const database = await memoryDatabase();
    const intent = note(device(1), 'soup');
    await keep(database, [intent]);
    expect(await ask(database)).toMatchObject([{ note: 'soup', state: 'here' }]);
    expect((await database.transact(takeForPush)).map(({ id }) => id)).toEqual([intent.id]);
    expect(await ask(database)).toMatchObject([{ state: 'sending' }]);
    await database.transact((sql) => takeEvents(sql, heard(asEvents([intent]))));
    expect(await ask(database)).toMatchObject([{ note: 'soup', state: 'synced' }]);
    expect(await database.read(countOutbox)).toEqual({ unanswered: 0, underWay: 0, refused: 0 });
  });

  test('keeps what was refused, with the reason, until it is dropped', async () => {
    const database = await memoryDatabase();
    const intent = note(device(1), 'headphones');
    await keep(database, [intent]);
    await database.transact((sql) => settleOutcomes(sql, [deny(intent)], nowMs));
    const [entry] = await ask(database);
    expect(entry).toMatchObject({
      state: 'refused',
      reason: { text: 'Wait a day.', advice: 'Log it tomorrow.' },
    });
    expect(await database.transact(takeForPush)).toEqual([]);
    await database.transact((sql) => dropRefused(sql, intent.id));
    expect(await ask(database)).toEqual([]);
  });

  test('takes a refused change back, and leaves what others did', async () => {
    const database = await memoryDatabase();
    const [mine, other] = [device(1), device(2)];
    const recorded = note(mine, 'soup');
    const entryId = recorded.body?.kind.case === 'entryRecorded' ? recorded.body.kind.value.entryId : '';
    const amend = (stamping: ReturnType<typeof device>, value: { note?: string; kind?: string }) =>
      stampIntent(stamping, {
        kind: 'entryAmended',
        value: create(EntryAmendedSchema, { entryId, ...value }),
      });
    await database.transact((sql) => takeEvents(sql, heard(asEvents([recorded]))));
    const refused = amend(mine, { note: 'stew' });
    await keep(database, [refused]);
    expect(await ask(database)).toMatchObject([{ note: 'stew' }]);
    await database.transact((sql) => takeEvents(sql, heard(asEvents([amend(other, { kind: 'meal' })], 2))));
    await database.transact((sql) => settleOutcomes(sql, [deny(refused)], nowMs));
    expect((await ask(database)).find((entry) => entry.state === 'synced')).toMatchObject({
      note: 'soup',
      kind: 'meal',
    });
  });

  test('finds words, and their beginnings, and not what was taken away', async () => {
    const database = await memoryDatabase();
    const stamping = device(1);
    const soup = note(stamping, 'Lentil soup with Björn');
    await keep(database, [soup, note(stamping, 'tea')]);
    const search = (query: string) => database.read((sql) => answers.journal(sql, { query, limit: 10 }));
    expect(await search('bjorn lent')).toHaveLength(1);
    const entryId = soup.body?.kind.case === 'entryRecorded' ? soup.body.kind.value.entryId : '';
    await keep(database, [
      stampIntent(stamping, { kind: 'entryRemoved', value: create(EntryRemovedSchema, { entryId }) }),
    ]);
    expect(await search('soup')).toEqual([]);
    expect(await search('"; DROP')).toEqual([]);
  });

  test('ends with the same rows on every device, whatever was pushed, pulled, repeated or refused on the way', async () => {
    const action = fc.record({
      device: fc.nat(1),
      kind: fc.constantFrom('record', 'amend', 'remove', 'push', 'pull'),
      entry: fc.nat(2),
      text: fc.string({ maxLength: 5 }),
      refuse: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
        const devices = [0, 1].map((n) => ({ stamping: device(n), seq: 0 }));
        const databases = [await memoryDatabase(), await memoryDatabase()];
        const entryIds = [0, 1, 2].map((n) => `0000000${n}-0000-4000-8000-00000000000${n}`);
        const log: Event[] = [];
        const settled = new Set<string>();
        const push = async (n: number, refuse: boolean) => {
          const database = databases[n] as Database;
          const outcomes = (await database.transact(takeForPush)).map((intent) => {
            const known = log.find(({ id }) => id === intent.id);
            if (refuse && !known && !settled.has(intent.id)) return deny(intent);
            const event = known ?? { ...intentAsEvent(intent), seq: BigInt(log.length + 1) };
            if (!known) log.push(event);
            return create(OutcomeSchema, { intentId: intent.id, kind: { case: 'accepted', value: event } });
          });
          await database.transact((sql) => settleOutcomes(sql, outcomes, nowMs));
        };
        const pull = (n: number) => (databases[n] as Database).transact((sql) => takeEvents(sql, heard(log)));
        for (const { device: n, kind, entry, text, refuse } of actions) {
          const { stamping } = devices[n] as (typeof devices)[number];
          const entryId = entryIds[entry] as string;
          if (kind === 'push') await push(n, refuse);
          else if (kind === 'pull') await pull(n);
          else {
            const draft =
              kind === 'record'
                ? note(stamping, text, entryId)
                : kind === 'amend'
                  ? stampIntent(stamping, {
                      kind: 'entryAmended',
                      value: create(EntryAmendedSchema, { entryId, note: text }),
                    })
                  : stampIntent(stamping, {
                      kind: 'entryRemoved',
                      value: create(EntryRemovedSchema, { entryId }),
                    });
            await keep(databases[n] as Database, [draft]);
          }
        }
        for (const n of [0, 1]) await push(n, false);
        for (const n of [0, 1]) await pull(n);
        const [first, second] = await Promise.all(databases.map((database) => database.read(dumpRows)));
        expect(first).toEqual(second);
        const fresh = await memoryDatabase();
        await fresh.transact((sql) => takeEvents(sql, heard(log)));
        expect(await fresh.read(dumpRows)).toEqual(first);
        for (const database of databases) expect((await database.read(countOutbox)).unanswered).toBe(0);
      }),
      { numRuns: 40 },
    );
  });
});
