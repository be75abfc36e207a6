import { toBinary } from '@bufbuild/protobuf';
import { describe, expect, it } from 'vitest';
import { intentAsEvent } from '#client/cache/optimistic.ts';
import { bodyType } from '#core/log/body.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { type Intent, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { memoryRows } from '../sim/memoryrows.ts';
import { demoIntents, inBatches } from './intents.ts';
import { demoLife, firstDayOf, type Plan } from './life.ts';
import { sendAll } from './send.ts';

const plan: Plan = { seed: 7, years: 1, entries: 12_000, lastDay: '2026-11-20' };

describe('the demo life', () => {
  const all = [...demoLife(plan)];
  const entries = all.flatMap((one) => (one.kind === 'entryRecorded' ? [one.value] : []));

  it('has as many entries as were asked for, of some 25 kinds', () => {
    expect(entries).toHaveLength(plan.entries);
    expect(new Set(entries.map(({ kind }) => kind)).size).toBeGreaterThan(22);
  });
  it('also when there are fewer entries than days', () => {
    const few = [...demoLife({ ...plan, entries: 100 })].filter(({ kind }) => kind === 'entryRecorded');
    expect(few).toHaveLength(100);
  });
  it('goes from the first day to the last, in order of time', () => {
    const times = all.map(({ atMs }) => atMs);
    expect(times.every((ms, i) => ms >= (times[i - 1] ?? 0) - 12 * 3_600_000)).toBe(true); // who flies west lives hours twice
    const begin = Date.parse(firstDayOf(plan));
    expect(times.at(0)).toBe(begin);
    expect(times.at(-1)).toBeLessThan(Date.parse('2026-11-21T12:00Z'));
  });
  it('changes and takes away about one in a hundred', () => {
    const later = all.filter(({ kind }) => kind === 'entryAmended' || kind === 'entryRemoved').length;
    expect(later / entries.length).toBeGreaterThan(0.006);
    expect(later / entries.length).toBeLessThan(0.014);
  });
  it('knows two currencies and several time zones', () => {
    const currencies = entries.flatMap(({ values }) =>
      values.flatMap(({ kind }) => (kind.case === 'money' ? [kind.value.currency] : [])),
    );
    expect([...new Set(currencies)].sort()).toEqual(['EUR', 'USD']);
    expect(new Set(entries.map(({ zone }) => zone)).size).toBeGreaterThan(2);
  });
});

describe('demo intents', () => {
  const bytesOf = (intents: Iterable<Intent>) => [...intents].map((one) => toBinary(IntentSchema, one));

  it('are the same for the same plan, to the byte, and others for another', () => {
    const small = { ...plan, entries: 500 };
    expect(bytesOf(demoIntents(small))).toEqual(bytesOf(demoIntents(small)));
    const ids = new Set([...demoIntents(small)].map(({ id }) => id));
    expect([...demoIntents({ ...small, entries: 501 })].some(({ id }) => ids.has(id))).toBe(false);
  });
  it('fold into days with metrics', async () => {
    const rows = memoryRows();
    const intents = [...demoIntents({ ...plan, entries: 3_000 })];
    expect(intents.every(({ body }) => body && bodyType(body) > 0)).toBe(true);
    const days = await applyEvents(
      rows,
      intents.map((intent) => intentAsEvent(intent)),
    );
    expect(days.length).toBeGreaterThan(1_000);
  });
  it('are sent in batches, and every one is accounted for', async () => {
    const sizes: number[] = [];
    const account = await sendAll(
      demoIntents({ ...plan, entries: 1_200 }),
      async (batch) => {
        sizes.push(batch.length);
        return batch.map(
          ({ id }, n) =>
            ({ intentId: id, repeated: n === 0, kind: { case: 'accepted', value: {} } }) as never,
        );
      },
      () => undefined,
    );
    expect(sizes.slice(0, 2)).toEqual([500, 500]);
    expect(account.sent).toBe(account.taken + account.known);
    expect(account.known).toBe(sizes.length);
  });
  it('come in pieces that lose nothing', () => {
    expect([...inBatches([1, 2, 3, 4, 5], 2)]).toEqual([[1, 2], [3, 4], [5]]);
  });
});
