import { describe, expect, it } from 'vitest';
import { changesSince } from './kept.ts';
import { type Comparison, percentile } from './measure.ts';

const compared = (what: string, ratio: number): Comparison => ({
  what,
  ours: { name: 'LifeOS', secondsPerUnit: 1 },
  peer: { name: 'raw', secondsPerUnit: ratio },
  goal: '',
  isMet: () => true,
});

describe('kept ratios', () => {
  it('fail a figure that fell by more than 15 %, and no other', () => {
    const kept = { 'a / raw': 1, 'b / raw': 1, 'c / raw': 1 };
    const changes = changesSince(kept, [compared('a', 0.84), compared('b', 0.86), compared('c', 3)]);
    expect(changes.map(({ isBehind }) => isBehind)).toEqual([true, false, false]);
    expect(changes[0]?.words).toBe('BEHIND −16 %, 0.84 after 1.00: a');
  });
  it('do not watch what differs from run to run by itself', () => {
    expect(changesSince({ 'a / raw': 1 }, [{ ...compared('a', 0.1), isWatched: false }])).toEqual([]);
  });
  it('say nothing about what was never measured here, or against another peer', () => {
    expect(changesSince({ 'a / other': 9 }, [compared('a', 0.1)])).toEqual([]);
  });
});

describe('percentile', () => {
  it('is the median at a half, and the worst at one', () => {
    expect(percentile([3, 1, 2], 0.5)).toBe(2);
    expect(percentile([3, 1, 2], 1)).toBe(3);
  });
});
