import { describe, expect, it } from 'vitest';
import { fullLife } from '../demo/life.ts';
import { type LayoutKind, layoutFor } from '../layout.ts';
import { planYear, rampAt } from './year.ts';

const { days } = fullLife(13).year;
const kinds: LayoutKind[] = ['wide', 'tall'];

describe.each(kinds)('the year path, %s', (kind) => {
  const { path } = layoutFor([], kind);
  const year = planYear(path, days);

  it('has a stone for each day, a rosette for each week, and a post for each month', () => {
    expect(year.stones).toHaveLength(365);
    expect(year.rosettes).toHaveLength(52 + 1); // today has its own
    expect(year.posts).toHaveLength(12);
  });

  it('ends at today, white and alone in the gap', () => {
    expect(year.today?.day).toBe(days.at(-1));
    const others = year.stones.slice(0, -1);
    const today = year.stones.at(-1);
    const nearest = Math.min(
      ...others.map(({ x, z }) => Math.hypot(x - (today?.x ?? 0), z - (today?.z ?? 0))),
    );
    expect(nearest).toBeGreaterThan((today?.radius ?? 0) * 2);
    expect(today?.tint.getHexString()).toBe('ffffff');
  });

  it('lays no stone on another', () => {
    for (const [i, a] of year.stones.entries())
      for (const b of year.stones.slice(i + 1))
        expect(Math.hypot(a.x - b.x, a.z - b.z)).toBeGreaterThan(a.radius * 1.3);
  });

  it('keeps the days where they are when the history is shorter', () => {
    const month = planYear(path, days.slice(-30));
    expect(month.stones).toHaveLength(30);
    expect(month.stones.map(({ x, z }) => [x, z])).toEqual(year.stones.slice(-30).map(({ x, z }) => [x, z]));
  });
});

it('has no today without days', () => {
  expect(planYear(layoutFor([], 'wide').path, []).today).toBeUndefined();
});

it('colours a value along the ramp and a missing one like sand', () => {
  expect(rampAt(0).getHexString()).toBe('5b6fb0');
  expect(rampAt(0.4).getHexString()).toBe('7fd0be');
  expect(rampAt(1).g).toBeCloseTo(rampAt(0.999).g);
  expect(rampAt(null).getHexString()).toBe('ddd3be');
});
