import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import {
  ApprovalDecidedSchema,
  ApprovalRequestedSchema,
  ApprovalState,
  ToolCallFinishedSchema,
  ToolCallPreparedSchema,
  ToolCallStartedSchema,
  ToolCallState,
} from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  EntryAmendedSchema,
  EntryRecordedSchema,
  EntryRemovedSchema,
  KindDefinedSchema,
  PauseSetSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { DecisionSchema, type Event, EventSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { builtinKinds } from '../kinds/builtin.ts';
import { type BodyCase, type BodyOf, bodyOf } from '../log/body.ts';
import { applyEvents, inTurn, type KindDay, type RowStore } from './apply.ts';
import { addDays, daysBetween, localDay, localTime } from './day.ts';
import { keyText, type Row, type RowKey } from './table.ts';

/** Projections in a map: what the two databases do, without a database. */
function memoryRows(): RowStore & { dump(): unknown } {
  const tables = new Map<string, Map<string, Row>>();
  const rows = (name: string) => tables.get(name) ?? tables.set(name, new Map()).get(name) ?? new Map();
  const isOf = (row: Row, days: readonly KindDay[]) =>
    days.some(({ kind, day }) => row.kind === kind && row.day === day);
  return {
    read: async (table, keys) => keys.flatMap((key) => rows(table.name).get(keyText(table, key)) ?? []),
    write: async (table, writes) => {
      for (const { row } of writes) rows(table.name).set(keyText(table, row as RowKey), row);
    },
    entriesOf: async (days) => [...rows('entry').values()].filter((row) => isOf(row, days)),
    together: inTurn,
    definitionsOf: async () => builtinKinds,
    replaceMetricDays: async (days, next) => {
      const metrics = rows('metric_day');
      for (const [key, row] of metrics) if (isOf(row, days)) metrics.delete(key);
      for (const row of next) metrics.set(`${row.metric} ${row.day}`, row);
    },
    dump: () =>
      Object.fromEntries(
        [...tables]
          .sort()
          .map(([name, table]) => [
            name,
            Object.fromEntries([...table].sort(([a], [b]) => (a < b ? -1 : 1))),
          ]),
      ),
  };
}

const ids = [0, 1, 2].map((n) => `0000000${n}-0000-4000-8000-000000000000`);
const id = fc.constantFrom(...ids);
const text = fc.constantFrom('', 'a', 'b', 'soup');
const amount = fc.integer({ min: 0, max: 500 }).map((n) => (n / 10).toString());
const value = amount.map(
  (a) => ({ name: 'hours', kind: { case: 'quantity', value: { amount: a, unit: 'h' } } }) as never,
);
const ms = fc.integer({ min: 1_790_000_000_000, max: 1_790_300_000_000 });

const body = <C extends BodyCase>(kind: C, given: fc.Arbitrary<BodyOf<C>>) =>
  given.map((message) => bodyOf(kind, message));
const bodies = fc.oneof(
  body(
    'entryRecorded',
    fc.tuple(id, ms, value, text).map(([entryId, at, v, note]) =>
      create(EntryRecordedSchema, {
        entryId,
        kind: 'sleep',
        occurredAt: timestampFromMs(at),
        zone: 'Europe/Lisbon',
        values: [v],
        note,
      }),
    ),
  ),
  body(
    'entryAmended',
    fc.tuple(id, fc.option(ms), fc.option(value), fc.option(text)).map(([entryId, at, v, note]) =>
      create(EntryAmendedSchema, {
        entryId,
        ...(at === null ? {} : { occurredAt: timestampFromMs(at) }),
        values: v === null ? [] : [v],
        ...(note === null ? {} : { note }),
      }),
    ),
  ),
  body(
    'entryRemoved',
    fc
      .tuple(id, fc.boolean())
      .map(([entryId, restored]) => create(EntryRemovedSchema, { entryId, restored })),
  ),
  body(
    'kindDefined',
    text.map((title) => create(KindDefinedSchema, { kind: 'own', title })),
  ),
  body(
    'pauseSet',
    fc.boolean().map((paused) => create(PauseSetSchema, { paused })),
  ),
  body(
    'documentVersioned',
    fc.tuple(id, fc.integer({ min: 1, max: 3 })).map(([documentId, version]) =>
      create(DocumentVersionedSchema, {
        documentId,
        version,
        type: DocumentType.RULE,
        title: 't',
        content: `v${version}`,
      }),
    ),
  ),
  body(
    'approvalRequested',
    id.map((approvalId) => create(ApprovalRequestedSchema, { approvalId, title: 'May I?' })),
  ),
  body(
    'approvalDecided',
    id.map((approvalId) =>
      create(ApprovalDecidedSchema, { approvalId, state: ApprovalState.APPROVED, answer: 'yes' }),
    ),
  ),
  body(
    'toolCallPrepared',
    id.map((callId) => create(ToolCallPreparedSchema, { callId, tool: 'weight-trend' })),
  ),
  body(
    'toolCallStarted',
    id.map((callId) => create(ToolCallStartedSchema, { callId })),
  ),
  body(
    'toolCallFinished',
    id.map((callId) => create(ToolCallFinishedSchema, { callId, state: ToolCallState.SUCCEEDED })),
  ),
);

// Stamps differ, as the clock promises; versions, questions and steps of a call are written down once, as the gate promises.
const history = fc
  .array(fc.tuple(bodies, fc.nat(20), fc.nat(3), fc.boolean()), { maxLength: 16 })
  .map((given) => {
    const once = new Set<string>();
    return given.flatMap(([eventBody, wall, device, sealed], index): Event[] => {
      const { kind } = eventBody;
      const single =
        kind.case === 'documentVersioned'
          ? `${kind.value.documentId} ${kind.value.version}`
          : kind.case === 'approvalRequested' || kind.case === 'approvalDecided'
            ? `${kind.case} ${kind.value.approvalId}`
            : kind.case?.startsWith('toolCall') && 'callId' in (kind.value as object)
              ? `${kind.case} ${(kind.value as { callId: string }).callId}`
              : `${index}`;
      if (once.has(single)) return [];
      once.add(single);
      const time = create(HybridTimeSchema, {
        wallMs: BigInt(wall),
        counter: index,
        deviceId: ids[device % 3] ?? '',
      });
      return [
        create(EventSchema, {
          id: `00000000-0000-4000-8000-0000000000${String(index).padStart(2, '0')}`,
          time,
          body: eventBody,
          sealed,
        }),
      ];
    });
  });

async function fold(...batches: readonly (readonly Event[])[]): Promise<unknown> {
  const store = memoryRows();
  for (const batch of batches) await applyEvents(store, batch);
  return store.dump();
}

describe('projections', () => {
  test('keep one stamp for all that a recording wrote, and others only for what was written later', async () => {
    const at = (wall: number) => create(HybridTimeSchema, { wallMs: BigInt(wall), deviceId: ids[0] ?? '' });
    const entryId = ids[0] ?? '';
    const record = bodyOf(
      'entryRecorded',
      create(EntryRecordedSchema, { entryId, kind: 'note', zone: 'UTC' }),
    );
    const amend = bodyOf('entryAmended', create(EntryAmendedSchema, { entryId, note: 'better' }));
    const events = [
      create(EventSchema, { id: ids[1] ?? '', time: at(1), body: record }),
      create(EventSchema, { id: ids[2] ?? '', time: at(2), body: amend }),
    ];
    const { entry } = (await fold(events)) as { entry: Record<string, { stamps: object }> };
    expect(Object.keys(entry[entryId]?.stamps ?? {})).toEqual(['', 'note']);
  });

  test('hold a secret once a sealed event was folded into them, and so do the metrics of its day', async () => {
    const time = create(HybridTimeSchema, { wallMs: 1n, deviceId: ids[0] ?? '' });
    const entry = (entryId: string, day: string, sealed: boolean) =>
      create(EventSchema, {
        id: entryId,
        time,
        sealed,
        body: bodyOf(
          'entryRecorded',
          create(EntryRecordedSchema, {
            entryId,
            kind: 'sleep',
            zone: 'UTC',
            occurredAt: timestampFromMs(Date.parse(day)),
          }),
        ),
      });
    const events = [
      entry(ids[0] ?? '', '2026-11-20', false),
      entry(ids[1] ?? '', '2026-11-20', true),
      entry(ids[2] ?? '', '2026-11-21', false),
    ];
    const rows = (await fold(events)) as Record<string, Record<string, Row>>;
    const secrets = (table: string) => Object.values(rows[table] ?? {}).map((row) => row.secret);
    expect(secrets('entry')).toEqual([false, true, false]);
    expect(secrets('metric_day')).toEqual([true, false]);
  });

  test('do not mind the order of events, or how they come in batches', async () => {
    const shuffled = history.chain((events) =>
      fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }), fc.nat(16)),
    );
    await fc.assert(
      fc.asyncProperty(shuffled, async ([events, other, cut]) => {
        expect(await fold(other.slice(0, cut), other.slice(cut))).toEqual(await fold(events));
      }),
      { numRuns: 300 },
    );
  });

  test('do not mind events that come twice', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (events) => {
        expect(await fold(events, events)).toEqual(await fold(events));
        expect(await fold([...events, ...events])).toEqual(await fold(events));
      }),
    );
  });
});

test('the confirmed event brings what only the gateway knew, over the same entry shown before', async () => {
  const time = create(HybridTimeSchema, { wallMs: 5n, counter: 0, deviceId: ids[0] ?? '' });
  const recorded = bodyOf(
    'entryRecorded',
    create(EntryRecordedSchema, { entryId: ids[0] ?? '', kind: 'coffee', zone: 'UTC' }),
  );
  const shown = create(EventSchema, { id: ids[1] ?? '', time, body: recorded });
  const confirmed = create(EventSchema, { ...shown, decision: create(DecisionSchema, { tags: ['late'] }) });
  expect(await fold([shown], [confirmed])).toEqual(await fold([confirmed]));
  expect(JSON.stringify(await fold([shown, confirmed]))).toContain('late');
});

describe('days', () => {
  test('belong to where the person was', () => {
    const late = Date.parse('2026-07-01T22:30:00Z');
    expect(localDay(late, 'Europe/Lisbon')).toBe('2026-07-01');
    expect(localTime(late, 'Europe/Lisbon')).toBe('23:30');
    expect(localDay(late, 'Asia/Tokyo')).toBe('2026-07-02');
    expect(localDay(late, 'Nowhere/Land')).toBe('2026-07-01');
  });

  test('are what the calendar of the zone says, also around changes of the clock', () => {
    const zones = [
      'Europe/Lisbon',
      'America/St_Johns',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'Asia/Kathmandu',
    ];
    const springForward = Date.parse('2026-03-29T01:00:00Z');
    const moment = fc.oneof(
      fc.integer({ min: -2_208_988_800_000, max: 4_102_444_800_000 }),
      fc.integer({ min: springForward - 7_200_000, max: springForward + 7_200_000 }),
      fc.integer({ min: Date.parse('2011-12-29T00:00Z'), max: Date.parse('2011-12-31T00:00Z') }), // Apia skipped a day
    );
    fc.assert(
      fc.property(moment, fc.constantFrom(...zones), (at, zone) => {
        const day = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(at);
        const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'short' }).format(at);
        expect([localDay(at, zone), localTime(at, zone)]).toEqual([day, time]);
      }),
    );
  });

  test('are counted without clocks', () => {
    fc.assert(
      fc.property(fc.integer({ min: -40_000, max: 40_000 }), (days) => {
        expect(daysBetween('2026-03-28', addDays('2026-03-28', days))).toBe(days);
      }),
    );
  });
});
