import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#core/projection/day.ts';
import type { Database } from '../database.ts';
import { answers } from '../queries.ts';
import type { MetricView, SeriesStep } from '../views.ts';
import { deviceWithLife, lifePlan } from './life.fixture.ts';

describe('metrics', () => {
  let database: Database;
  let metrics: MetricView[];
  beforeAll(async () => {
    ({ database } = await deviceWithLife());
    metrics = await database.read((sql) => answers.metrics(sql, {}));
  });
  const series = (metric: string, step: SeriesStep, fromDay = '2000-01-01', toDay = lifePlan.lastDay) =>
    database.read((sql) => answers.series(sql, { metric, step, fromDay, toDay }));
  const known = (metric: string) => metrics.find((one) => one.metric === metric) as MetricView;

  it('are known without counting their days, and are what counting gives', async () => {
    const counted = await database.read((sql) =>
      sql.all('SELECT metric, unit, kind, count(*) AS days FROM metric_day GROUP BY 1, 2 ORDER BY 1, 2'),
    );
    const noted = await database.read((sql) =>
      sql.all('SELECT metric, unit, kind, days FROM metric_known ORDER BY 1, 2'),
    );
    expect(noted).toEqual(counted);
    expect(metrics.length).toBeGreaterThan(30);
  });
  it('have the unit of most of their days, and leave other currencies out', async () => {
    expect(known('spent.amount').unit).toBe('EUR');
    const days = await series('spent.amount', 'day');
    expect(days).toHaveLength(known('spent.amount').dayCount);
  });
  it('say of what they are where several have one name', () => {
    expect(known('run.distance').title).toBe('Run, distance');
    expect(known('sleep.hours').title).toBe('Hours slept');
    expect(known('floss.done').title).toBe('Floss');
    expect(new Set(metrics.map(({ title }) => title)).size).toBe(metrics.length);
  });
  it.each(['week', 'month'] as const)('come by the %s as their kinds fold them', async (step) => {
    const start = (day: string) =>
      step === 'month'
        ? `${day.slice(0, 7)}-01`
        : addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
    for (const [metric, fold] of [
      ['run.distance', 'sum'],
      ['mood.score', 'mean'],
      ['weight.mass', 'last'],
    ] as const) {
      expect(known(metric).fold).toBe(fold);
      const byPeriod = Map.groupBy(await series(metric, 'day'), ({ day }) => start(day));
      const expected = [...byPeriod].map(([day, days]) => {
        const count = days.reduce((sum, one) => sum + one.count, 0);
        const sum = days.reduce((total, one) => total + one.value, 0);
        const weighed = days.reduce((total, one) => total + one.value * one.count, 0) / count;
        return {
          day,
          count,
          value: fold === 'sum' ? sum : fold === 'mean' ? weighed : (days.at(-1)?.value ?? 0),
        };
      });
      const periods = await series(metric, step);
      expect(periods.map(({ day, count }) => [day, count])).toEqual(
        expected.map(({ day, count }) => [day, count]),
      );
      for (const [i, { value }] of periods.entries()) expect(value).toBeCloseTo(expected[i]?.value ?? 0, 6);
    }
  });
});
