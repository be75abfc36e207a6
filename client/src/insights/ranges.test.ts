import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween } from '#core/projection/day.ts';
import { lastStart, periodOf, ranges } from './ranges.ts';

const day = fc.integer({ min: 0, max: 20_000 }).map((n) => addDays('1990-01-01', n));

describe('a period', () => {
  it('is a day a point up to a year', () => {
    expect(periodOf('365', '2026-11-21', '2010-01-01')).toEqual({
      fromDay: '2025-11-22',
      toDay: '2026-11-21',
      step: 'day',
    });
  });
  it('of ten years goes by whole months', () => {
    expect(periodOf('3653', '2026-11-21', '2010-01-01')).toEqual({
      fromDay: '2016-12-01',
      toDay: '2026-10-31',
      step: 'month',
    });
  });
  it('of all of three years goes by whole weeks', () => {
    expect(periodOf('all', '2026-11-22', '2023-11-21')).toEqual({
      fromDay: '2023-11-27',
      toDay: '2026-11-22',
      step: 'week',
    });
  });
  it('never has more than 400 points in a life of 80 years, unless it has to', () => {
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 0, max: 12_000 }),
        fc.constantFrom(...ranges),
        (today, back, { id }) => {
          const { fromDay, toDay, step } = periodOf(id, today, addDays(today, -back));
          const length = daysBetween(fromDay, toDay) + 1;
          expect(length / { day: 1, week: 7, month: 28 }[step]).toBeLessThanOrEqual(434);
          expect(toDay <= today).toBe(true);
          if (step !== 'day') {
            expect(lastStart(fromDay, step)).toBe(fromDay);
            expect(lastStart(addDays(toDay, 1), step)).toBe(addDays(toDay, 1));
          }
        },
      ),
    );
  });
});
