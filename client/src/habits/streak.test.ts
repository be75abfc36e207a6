import { describe, expect, it } from 'vitest';
import { addDays } from '#core/projection/day.ts';
import { lastDays, streakDays, streakWords, strength } from './streak.ts';

const today = '2026-11-21';
const ago = (...days: number[]) => days.map((count) => addDays(today, -count));
const daily = (...days: number[]) => ({ times: 1, periodDays: 1, doneDays: ago(...days) });

describe('streakWords', () => {
  it('counts days without a gap', () => {
    expect(streakWords(daily(3, 2, 1, 0), today)).toBe('4 days');
  });
  it('does not end while today is not over', () => {
    expect(streakWords(daily(3, 2, 1), today)).toBe('3 days');
  });
  it('welcomes back after a pause', () => {
    expect(streakWords(daily(11, 10, 0), today)).toBe('Back after 9 days');
  });
  it('welcomes back only on the first day', () => {
    expect(streakWords(daily(10, 1, 0), today)).toBe('2 days');
  });
  it('says when it was last done', () => {
    expect(streakWords(daily(9), today)).toBe('Last done 9 days ago');
  });
  it('invites what was never done', () => {
    expect(streakWords(daily(), today)).toBe('Ready when you are');
  });
  it('counts within the week when it is meant a few times a week', () => {
    expect(streakWords({ times: 3, periodDays: 7, doneDays: ago(8, 4, 1) }, today)).toBe('2 of 3 this week');
    expect(streakWords({ times: 3, periodDays: 7, doneDays: ago(6, 4, 2, 0) }, today)).toBe('4 this week');
  });
  it('never says that something is broken', () => {
    for (const days of [[], [1], [2], [9, 0], [30]])
      expect(streakWords(daily(...days), today)).not.toMatch(/broken|lost|missed/i);
  });
});

describe('streakDays', () => {
  it('is nothing after a day was left out', () => {
    expect(streakDays(daily(4, 3, 2), today)).toBe(0);
    expect(streakDays(daily(2, 1), today)).toBe(2);
  });
});

describe('lastDays', () => {
  it('ends today', () => {
    expect(lastDays(daily(2, 0), today, 4)).toEqual([false, true, false, true]);
  });
});

describe('strength', () => {
  it('is the share of what was meant', () => {
    expect(
      strength({ times: 1, periodDays: 1, doneDays: ago(60, 13, 12, 11, 10, 9, 8, 7) }, today),
    ).toBeCloseTo(7 / 28);
  });
  it('measures a young habit since it began', () => {
    expect(strength(daily(2, 1, 0), today)).toBe(1);
  });
  it('is full when more was done than was meant', () => {
    expect(strength({ times: 1, periodDays: 7, doneDays: ago(27, 20, 13, 12, 6, 5, 0) }, today)).toBe(1);
  });
});
