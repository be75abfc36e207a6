import { describe, expect, it } from 'vitest';
import { addDays } from '#core/projection/day.ts';
import { luckWords, movingMean, summary, usualBand } from './summary.ts';

const today = '2026-11-21';
const days = (values: readonly number[]) =>
  values.map((value, i) => ({ day: addDays(today, i + 1 - values.length), value, count: 1 }));
const told = { title: 'Hours slept', unit: 'h', today };

describe('movingMean', () => {
  it('looks back on seven days, not on seven points', () => {
    const sparse = [
      { day: '2026-11-01', value: 10, count: 1 },
      { day: '2026-11-10', value: 2, count: 1 },
      { day: '2026-11-12', value: 4, count: 1 },
    ];
    expect(movingMean(sparse)).toEqual([null, null, 3]);
  });
});

describe('usualBand', () => {
  it('is the middle half', () => {
    expect(usualBand(days(Array.from({ length: 101 }, (_, i) => i)))).toEqual([25, 75]);
  });
  it('is not known before two weeks', () => {
    expect(usualBand(days([1, 2, 3]))).toBeUndefined();
  });
});

describe('summary', () => {
  it('says when nothing is there', () => {
    expect(summary([], told)).toBe('Nothing is noted about hours slept in this time.');
  });
  it('gives the average of one day', () => {
    expect(summary(days([7.5]), told)).toBe('Hours slept: 7 h 30 on average over one day.');
  });
  it('names the lowest and the highest week, and where the last one lies', () => {
    const values = [...Array(20).fill(7), ...Array(7).fill(5), ...Array(20).fill(7), ...Array(7).fill(8)];
    const words = summary(days(values), told);
    expect(words).toContain(
      'The lowest week ended on 25 Oct (5 h)'.replace('25 Oct', words.match(/ended on (.+?) \(/)?.[1] ?? ''),
    );
    expect(words).toContain('the highest on');
    expect(words).toContain('above your usual range');
  });
  it('does not name extremes of what never changes', () => {
    expect(summary(days(Array(30).fill(7)), told)).toBe('Hours slept: 7 h on average over 30 days.');
  });
});

describe('summary of longer periods', () => {
  const months = (values: readonly number[]) =>
    values.map((value, i) => ({ day: `2025-${String(i + 1).padStart(2, '0')}-01`, value, count: 20 }));
  it('names what a month comes to, and the best and the worst', () => {
    const words = summary(months([100, 80, 120, 100]), {
      ...told,
      title: 'Steps',
      unit: '1',
      step: 'month',
      fold: 'sum',
    });
    expect(words).toBe(
      'Steps: 100 a month on average over 4 months. The lowest month was Feb 2025 (80), the highest Mar 2025 (120).',
    );
  });
  it('does not add up what is a mean', () => {
    const words = summary(months([6, 7]), { ...told, title: 'Mood', unit: '1', step: 'month', fold: 'mean' });
    expect(words).toContain('Mood: 6.5 on average over 2 months.');
  });
});

describe('luckWords', () => {
  it('says odds, not probabilities', () => {
    expect(luckWords(0.0025)).toBe('1 in 400');
    expect(luckWords(0.05)).toBe('1 in 20');
    expect(luckWords(0)).toBe('less than 1 in 10,000');
    expect(luckWords(1)).toBe('1 in 1');
  });
});
