import { describe, expect, it } from 'vitest';
import type { EntryView, HabitView, MetricView } from '#client/cache/views.ts';
import { addDays } from '#core/projection/day.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { type Gathered, usualRange, worldState, yearMetricOf } from './worldstate.ts';

const today = '2026-11-21';
const empty: Gathered = {
  nowMs: Date.parse('2026-11-21T13:20:00Z'),
  zone: 'UTC',
  today,
  kinds: [],
  habits: [],
  metrics: [],
  approvals: [],
  proposals: [],
  entries: [],
  recent: [],
  series: new Map(),
  yearMetric: undefined,
};

const metric = (name: string, dayCount: number, domain = Domain.HEALTH): MetricView => ({
  metric: name,
  title: name,
  kindTitle: name,
  domain,
  unit: '1',
  fold: 'mean',
  firstDay: addDays(today, -dayCount),
  lastDay: today,
  dayCount,
});

const entry = (id: string, domain: Domain, day: string, time = '08:00'): EntryView => ({
  entryId: id,
  eventId: id,
  kind: 'walk',
  title: 'Walk',
  domain,
  occurredMs: Date.parse(`${day}T${time}:00Z`),
  zone: 'UTC',
  day,
  spanMs: null,
  values: {},
  note: '',
  typed: '',
  tags: [],
  actor: 'user',
  state: 'synced',
});

const walk: HabitView = {
  kind: 'walk',
  title: 'Walk',
  domain: Domain.HEALTH,
  times: 1,
  periodDays: 1,
  doneDays: Array.from({ length: 14 }, (_, i) => addDays(today, i - 27)),
  todayEntryIds: [],
};

describe('worldState', () => {
  it('always has a home, and a stone for each of 365 days', () => {
    const state = worldState(empty);
    expect(state.islands.map((one) => one.domain)).toEqual(['home']);
    expect(state.year.days).toHaveLength(365);
    expect(state.year.days.at(-1)?.day).toBe(today);
    expect(state.year.days.every((day) => day.value === null)).toBe(true);
  });

  it('greens an island by the share of its habits', () => {
    const health = worldState({ ...empty, habits: [walk] }).islands.find((one) => one.domain === 'health');
    expect(health?.strength).toBeCloseTo(0.5);
    expect(health?.habits).toEqual([{ id: 'walk', name: 'Walk', streakDays: 0, doneToday: false }]);
  });

  it('greens an island without habits by its days with entries', () => {
    const recent = [
      entry('a', Domain.FAMILY, today),
      entry('b', Domain.FAMILY, today),
      entry('c', Domain.FAMILY, addDays(today, -40)),
    ];
    const family = worldState({ ...empty, recent }).islands.find((one) => one.domain === 'family');
    expect(family?.strength).toBeCloseTo(1 / 28);
  });

  it('lights lanterns from morning to evening, and none for what was refused', () => {
    const entries = [
      entry('late', Domain.HOME, today, '12:00'),
      entry('early', Domain.HOME, today, '07:00'),
      { ...entry('no', Domain.HOME, today), state: 'refused' as const },
    ];
    expect(worldState({ ...empty, entries }).lanterns.map((one) => one.id)).toEqual(['early', 'late']);
  });

  it('sets no stone before a week of days', () => {
    const metrics = [metric('weight.mass', 6), metric('sleep.hours', 90), metric('coffee.count', 300)];
    expect(worldState({ ...empty, metrics }).stones.map((one) => one.metric)).toEqual(['sleep.hours']);
  });

  it('spreads the year between its usual low and high', () => {
    const mood = metric('mood.score', 100);
    const days = Array.from({ length: 100 }, (_, i) => ({ day: addDays(today, i - 99), value: i, count: 1 }));
    const { year } = worldState({
      ...empty,
      metrics: [mood],
      yearMetric: mood,
      series: new Map([['mood.score', days]]),
    });
    expect(year.days.at(-1)?.value).toBe(1);
    expect(year.days.at(-100)?.value).toBe(0);
    expect(year.days.at(-101)?.value).toBeNull();
    expect(year.days.at(-50)?.value).toBeCloseTo(0.5, 1);
  });
});

it('chooses mood for the year, else what has the most days', () => {
  expect(yearMetricOf([metric('sleep.hours', 300), metric('mood.score', 20)])?.metric).toBe('mood.score');
  expect(
    yearMetricOf([metric('sleep.hours', 30), metric('weight.mass', 200), metric('run.count', 400)])?.metric,
  ).toBe('weight.mass');
});

it('does not let one odd day flatten a range', () => {
  expect(usualRange([...Array.from({ length: 99 }, (_, i) => i % 10), 10_000])[1]).toBeLessThan(20);
});
