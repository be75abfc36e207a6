import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { KindDefinedSchema, ValueType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { shapeProblem } from '../../gateway/src/system/shape.ts';
import { builtinKinds } from '../kinds/builtin.ts';
import { createHybridClock } from '../log/clock.ts';
import { stampIntent } from '../log/stamp.ts';
import { entryOf, understand } from './understand.ts';

const nowMs = Date.parse('2026-11-21T13:20:00Z');
const around = { kinds: [...builtinKinds.values()], nowMs, zone: 'UTC' };
const one = (line: string) => understand(line, around).map(({ entry }) => entry);

describe('capture', () => {
  test.each([
    ['slept 7.5h', 'sleep', { hours: { amount: '7.5', unit: 'h' } }, ''],
    ['slept 7h 10', 'sleep', { hours: { amount: '7.1667', unit: 'h' } }, ''],
    ['mood 6 tired', 'mood', { score: { amount: '6', unit: '1' } }, 'tired'],
    ['felt great', 'mood', { score: { amount: '9', unit: '1' } }, 'great'],
    [
      'ran 5 km in 27:10',
      'run',
      { distance: { amount: '5', unit: 'km' }, minutes: { amount: '27.1667', unit: 'min' } },
      '',
    ],
    ['weight 81.2 kg', 'weight', { mass: { amount: '81.2', unit: 'kg' } }, ''],
    ['weight 81,2', 'weight', { mass: { amount: '81.2', unit: 'kg' } }, ''],
    ['weighed 180 lbs', 'weight', { mass: { amount: '81.6466266', unit: 'kg' } }, ''],
    ['spent 12.50 EUR lunch', 'spent', { amount: { amount: '12.50', currency: 'EUR' } }, 'lunch'],
    ['spent €4 on bread', 'spent', { amount: { amount: '4', currency: 'EUR' } }, 'on bread'],
    ['meditated 10 min', 'meditation', { minutes: { amount: '10', unit: 'min' } }, ''],
    ['call the plumber back', 'note', {}, 'call the plumber back'],
  ])('understands "%s"', (line, kind, values, note) => {
    expect(one(line)).toMatchObject([{ kind, values, note }]);
  });

  test('places "had coffee at 15:30" at that time, and asks which day when it is still to come', () => {
    const [piece] = understand('had coffee at 15:30', around);
    expect(piece?.entry).toMatchObject({ kind: 'coffee', occurredMs: Date.parse('2026-11-21T15:30:00Z') });
    expect(piece?.doubt?.map((choice) => choice.label)).toEqual(['later today', 'yesterday']);
    const [before] = understand('had coffee at 9:15', around);
    expect(before?.entry.occurredMs).toBe(Date.parse('2026-11-21T09:15:00Z'));
    expect(before?.doubt).toBeUndefined();
  });

  test('places times in the zone of the person, also when clocks change', () => {
    const lisbon = { ...around, zone: 'Europe/Lisbon', nowMs: Date.parse('2026-07-01T23:50:00Z') };
    const [piece] = understand('coffee yesterday at 23:30', lisbon);
    expect(new Date(piece?.entry.occurredMs ?? 0).toISOString()).toBe('2026-07-01T22:30:00.000Z');
  });

  test('splits a line where a kind begins, and nowhere else', () => {
    expect(one('ran 6.2 km in 34 min, felt great, coffee').map(({ kind }) => kind)).toEqual([
      'run',
      'mood',
      'coffee',
    ]);
    expect(one('bought milk, eggs and bread').map(({ kind }) => kind)).toEqual(['spent']);
    expect(one('note to self, buy 1,5 kg flour')).toHaveLength(1);
  });

  test('ticks a habit that is named, and keeps what is nothing but signs', () => {
    const done = { name: 'done', type: ValueType.FLAG };
    const walk = create(KindDefinedSchema, {
      kind: 'habit.walk',
      title: 'Stroll',
      values: [done],
      habit: { times: 1, periodDays: 1 },
    });
    const [piece] = understand('stroll', { ...around, kinds: [...around.kinds, walk] });
    expect(piece?.entry).toMatchObject({ kind: 'habit.walk', values: { done: { flag: true } } });
    expect(one(';')).toMatchObject([{ kind: 'note', note: ';' }]);
  });

  test("knows the owner's own kinds, and tags", () => {
    const guitar = {
      ...structuredClone(builtinKinds.get('read')),
      kind: 'guitar',
      title: 'Guitar',
      words: [],
    };
    const kinds = [...around.kinds, guitar as never];
    const [piece] = understand('guitar 25 min scales #practice', { ...around, kinds });
    expect(piece?.entry).toMatchObject({
      kind: 'guitar',
      note: 'scales',
      tags: ['practice'],
      spanMs: 1_500_000,
    });
  });

  test('never throws, loses nothing typed, and always fits the contract', () => {
    const clock = createHybridClock({ deviceId: '00000000-0000-7000-8000-000000000000', now: () => nowMs });
    const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
    const words = fc.constantFrom(
      'ran',
      'slept',
      '7.5h',
      '27:10',
      'in',
      'at',
      '15:30',
      'coffee',
      ',',
      ';',
      '#tag',
      '€5',
      '12.50 EUR',
      'kg',
      '81,2',
      'mood',
      '6',
      'and',
      'yesterday',
      '\n',
      '3pm',
      '99999999999999',
      '0.0000001',
      'ﬀ',
      '‮',
      '💥',
      'spent',
    );
    const lines = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(words, { maxLength: 20 }).map((parts) => parts.join(' ')),
    );
    fc.assert(
      fc.property(lines, (line) => {
        const pieces = understand(line, around);
        if (line.trim() !== '') expect(pieces.length).toBeGreaterThan(0);
        let from = 0;
        for (const piece of pieces) {
          expect(piece.start).toBeGreaterThanOrEqual(from);
          // Between pieces there is nothing but separators.
          expect(line.slice(from, piece.start)).toMatch(/^(?:[\s,;]|and|und)*$/iu);
          from = piece.end;
          const typed = line.slice(piece.start, piece.end);
          const value = entryOf(piece.entry, { entryId: crypto.randomUUID(), zone: 'UTC', typed });
          expect(value.typed).toBe(typed.replaceAll('\u0000', '\ufffd'));
          const intent = stampIntent({ clock, random }, { kind: 'entryRecorded', value });
          expect(shapeProblem(intent, nowMs)).toBeUndefined();
        }
        expect(line.slice(from)).toMatch(/^(?:[\s,;]|and|und)*$/iu);
      }),
      { numRuns: 500 },
    );
  });
});
