import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addDays } from '#core/projection/day.ts';
import { differenceRange } from '../stats/difference.ts';
import { seededRandom } from '../stats/random.ts';
import { median, quantile, ranks } from '../stats/rank.ts';
import { findPatterns } from './find.ts';
import type { MetricSeries, ProtocolText } from './finding.ts';

const today = '2026-11-20';
const days = (count: number) =>
  Array.from({ length: count }, (_, index) => addDays(today, index - count + 1));

/** Days that resemble their neighbours (autoregressive, 0.4), with a weekly wave, and a shift at the end. */
function noisy(
  seed: number,
  given: { count: number; shift?: number; shiftDays?: number; metric?: string },
): MetricSeries {
  const random = seededRandom(seed);
  let before = 0;
  const points = days(given.count).map((day, index) => {
    before = 0.4 * before + (random() + random() + random() - 1.5);
    const wave = index % 7 >= 5 ? 0.4 : 0;
    const shift = index >= given.count - (given.shiftDays ?? 0) ? (given.shift ?? 0) : 0;
    return { day, value: 7 + before + wave + shift };
  });
  return { metric: given.metric ?? 'sleep.hours', unit: 'h', points };
}

const windDown: ProtocolText = {
  documentId: '00000000-0000-4000-8000-000000000001',
  title: 'Wind-down',
  version: 3,
  content: '# Wind-down\n\n- Lights out.\n\nMeasured by: sleep.hours\n',
};
const look = (metrics: MetricSeries[], protocols: ProtocolText[] = []) =>
  findPatterns({ today, metrics, habits: [], protocols });

describe('level shifts', () => {
  test('in pure noise are told in no more lives than promised', () => {
    const lives = Array.from({ length: 60 }, (_, life) =>
      look(['a.x', 'b.x', 'c.x'].map((metric, index) => noisy(life * 10 + index, { count: 120, metric }))),
    );
    const alarmed = lives.filter((found) => found.length > 0).length;
    // One in twenty is promised; of sixty lives, eight would be very bad luck (1 in 100).
    expect(alarmed).toBeLessThan(8);
  });

  test('that are there are found on about the right day, with their size in the range', () => {
    const found = Array.from(
      { length: 20 },
      (_, life) => look([noisy(life, { count: 120, shift: -1.5, shiftDays: 40 })])[0],
    );
    const right = found.filter(
      (one) =>
        one !== undefined &&
        Math.abs(Date.parse(one.evidence.changeDay) - Date.parse(addDays(today, -39))) < 10 * 86_400_000 &&
        one.evidence.differenceLow < -1 &&
        one.evidence.differenceHigh < 0,
    );
    expect(right.length).toBeGreaterThanOrEqual(17);
  });

  test('suggest a change to the protocol that is measured by them, and the same thing when asked again', () => {
    const series = noisy(3, { count: 120, shift: -2, shiftDays: 40 });
    const [first] = look([series], [windDown]);
    expect(first?.proposal).toMatchObject({ documentTitle: 'Wind-down', basedOnVersion: 3 });
    expect(first?.proposal.content).toContain('- Lights out.\n- Begin 30 minutes earlier');
    expect(look([series], [windDown])).toEqual([first]);
  });

  test('are not looked for in too few days, and no data is no finding', () => {
    expect(look([noisy(1, { count: 20, shift: -5, shiftDays: 8 })])).toEqual([]);
    expect(look([{ metric: 'x.y', unit: '1', points: [] }])).toEqual([]);
  });
});

describe('streak breaks', () => {
  const habit = (doneDays: string[]) => [
    { kind: 'habit.read', title: 'Read', times: 1, periodDays: 1, doneDays },
  ];
  const find = (doneDays: string[]) =>
    findPatterns({ today, metrics: [], habits: habit(doneDays), protocols: [] });

  test('of a habit that was there are told, with a small way back', () => {
    const [found] = find(days(40).slice(0, 33));
    expect(found).toMatchObject({
      method: 'streak-break',
      proposal: { documentTitle: 'Back to Read', basedOnVersion: 0 },
    });
    expect(found?.claim).toContain('not in the 6 days since');
  });

  test('are not told of a day off, of a habit that never was, or of another life', () => {
    expect(find(days(40).slice(0, 38))).toEqual([]);
    expect(find(days(40).filter((_, index) => index % 4 === 0 && index < 30))).toEqual([]);
    expect(find(days(200).slice(0, 60))).toEqual([]);
  });
});

describe('order statistics', () => {
  test('agree with what they are by definition', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 30 }), (numbers) => {
        const sorted = [...numbers].sort((a, b) => a - b);
        expect(quantile(numbers, 0)).toBe(sorted[0]);
        expect(quantile(numbers, 1)).toBe(sorted.at(-1));
        const below = numbers.filter((n) => n < median(numbers)).length;
        expect(below).toBeLessThanOrEqual(numbers.length / 2);
        const sum = ranks(numbers).reduce((total, rank) => total + rank, 0);
        expect(sum).toBeCloseTo((numbers.length * (numbers.length + 1)) / 2);
      }),
    );
    expect(differenceRange([1, 1, 1], [3, 3, 3])).toEqual({ low: 2, high: 2 });
  });
});
