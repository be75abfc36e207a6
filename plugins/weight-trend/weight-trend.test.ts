import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPluginRunner, type Plugin } from '../../core/tools/index.ts';
import { spawnPluginThread } from '../../core/tools/spawn.node.ts';
import { builtPlugin } from '../plugins.fixture.ts';

interface Reading {
  readonly day: string;
  readonly valueKg: number;
}

interface Trend {
  readonly series: { readonly day: string; readonly trendKg: number }[];
  readonly latestTrendKg: number;
  readonly weeklyChangeKg?: number;
}

const runner = createPluginRunner({ spawn: spawnPluginThread() });
let plugin: Plugin;
beforeAll(async () => {
  plugin = await builtPlugin('weight-trend');
}, 60_000);
afterAll(() => runner.close());

async function trendOf(series: readonly Reading[]): Promise<Trend> {
  const result = await runner.call({ plugin, ownerId: 'ann', action: 'trend', input: { series } });
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.output as Trend;
}

const dayMs = 86_400_000;
const dayOf = (number: number) => new Date(number * dayMs).toISOString().slice(0, 10);
const numberOf = (day: string) => Date.parse(`${day}T00:00:00Z`) / dayMs;

/** The same trend, written down day by day: the missing days repeat the next reading. */
function reference(series: readonly Reading[]): number[] {
  const trends: number[] = [];
  for (const [i, { day, valueKg }] of series.entries()) {
    let trend = trends[i - 1] ?? valueKg;
    const before = series[i - 1];
    const gapDays = before ? numberOf(day) - numberOf(before.day) : 0;
    for (let d = 0; d < gapDays; d++) trend += 0.1 * (valueKg - trend);
    trends.push(trend);
  }
  return trends;
}

const readings = fc
  .tuple(
    fc.integer({ min: numberOf('1990-01-01'), max: numberOf('2090-12-31') }),
    fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.double({ min: 20, max: 300, noNaN: true })), {
      minLength: 1,
      maxLength: 60,
    }),
  )
  .map(([start, steps]) => {
    let number = start;
    return steps.map(([gapDays, valueKg]): Reading => {
      number += gapDays;
      return { day: dayOf(number), valueKg };
    });
  });

describe('the weight trend', () => {
  it('is the trend of The Hacker’s Diet, over gaps, leap days and turns of the year', async () => {
    await fc.assert(
      fc.asyncProperty(readings, async (series) => {
        const { series: trend, latestTrendKg } = await trendOf(series);
        const expected = reference(series);
        expect(trend.map(({ day }) => day)).toEqual(series.map(({ day }) => day));
        for (const [i, { trendKg }] of trend.entries())
          expect(trendKg).toBeCloseTo(expected[i] ?? Number.NaN, 9);
        expect(latestTrendKg).toBe(trend.at(-1)?.trendKg);
      }),
    );
  });

  it('starts at the first reading, to the last digit', async () => {
    const weight = fc.double({ min: 0, max: 1_000, noNaN: true });
    await fc.assert(
      fc.asyncProperty(weight, async (valueKg) => {
        const { latestTrendKg, weeklyChangeKg } = await trendOf([{ day: '2026-01-01', valueKg }]);
        expect(latestTrendKg).toBe(valueKg + 0);
        expect(weeklyChangeKg).toBeUndefined();
      }),
    );
  });

  it('tells the change a week, once there is a week', async () => {
    const losing = Array.from({ length: 15 }, (_, i) => ({ day: dayOf(20_500 + i), valueKg: 80 - i * 0.1 }));
    const { series, weeklyChangeKg } = await trendOf(losing);
    expect(weeklyChangeKg).toBeCloseTo((series[14]?.trendKg ?? 0) - (series[7]?.trendKg ?? 0), 9);
    expect((await trendOf(losing.slice(0, 7))).weeklyChangeKg).toBeUndefined();
  });

  it('refuses days out of order in its own words', async () => {
    const series = ['2026-01-02', '2026-01-01'].map((day) => ({ day, valueKg: 80 }));
    const result = await runner.call({ plugin, ownerId: 'ann', action: 'trend', input: { series } });
    expect(result).toMatchObject({
      ok: false,
      failure: {
        kind: 'failed',
        message: 'give the days in order, one value a day; 2026-01-01 comes too late',
      },
    });
  });

  it('does as many days as it declares, within its time and memory', async () => {
    const years = Array.from({ length: 10_000 }, (_, i) => ({ day: dayOf(i), valueKg: 70 + Math.sin(i) }));
    expect((await trendOf(years)).series).toHaveLength(10_000);
  });
});
