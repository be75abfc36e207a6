// The life as the world draws it. Pure: everything that stands on an island is one of these numbers, and has words of its own.

import type {
  ApprovalView,
  EntryView,
  HabitView,
  MetricDayView,
  MetricView,
  ProposalView,
} from '#client/cache/views.ts';
import { streakDays, strength } from '#client/habits/streak.ts';
import { amountWords, counted } from '#client/ui/say/amount.ts';
import { type DomainName, domainName, domainTitle } from '#client/ui/say/domain.ts';
import { entryWords } from '#client/ui/say/entry.ts';
import { clock, dayTitle, greeting } from '#client/ui/say/time.ts';
import type { WorldState } from '#client/world/state.ts';
import { addDays, daysBetween } from '#core/projection/day.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** What the device knows, as it was asked for. */
export interface Gathered {
  readonly nowMs: number;
  readonly zone: string;
  readonly today: string;
  readonly kinds: readonly KindDefined[];
  readonly habits: readonly HabitView[];
  readonly metrics: readonly MetricView[];
  readonly approvals: readonly ApprovalView[];
  readonly proposals: readonly ProposalView[];
  /** Today's, in any order. */
  readonly entries: readonly EntryView[];
  /** Entries of the last days, for islands without habits. */
  readonly recent: readonly EntryView[];
  /** Days of the metrics that stand as stones, and of the year's. */
  readonly series: ReadonlyMap<string, readonly MetricDayView[]>;
  readonly yearMetric: MetricView | undefined;
}

/** Days that an island's green looks back on. */
export const strengthDays = 28;
const yearDays = 365;
/** Fewer days say nothing about how high a stone should be. */
const stoneDaysMin = 7;

export function worldState(given: Gathered): WorldState {
  const { nowMs, zone, today } = given;
  const beacons = given.approvals.filter((one) => one.state === 'open');
  const sprouts = given.proposals.filter((one) => one.state === 'open');
  return {
    nowMs,
    zone,
    greeting: greeting(nowMs, zone),
    subtitle: [
      dayTitle(today, today),
      beacons.length > 0 ? `${counted(beacons.length, 'thing waits', 'things wait')} for you` : '',
    ]
      .filter((part) => part !== '')
      .join(' · '),
    islands: islandDomains(given).map((domain) => island(domain, given)),
    lanterns: [...given.entries]
      .filter((entry) => entry.state !== 'refused' && entry.state !== 'waiting')
      .sort((a, b) => a.occurredMs - b.occurredMs)
      .map((entry) => {
        const { name, detail } = entryWords(entry);
        const title = [name, detail].filter((part) => part !== '').join(', ');
        return {
          id: entry.entryId,
          domain: domainName(entry.domain),
          title,
          time: clock(entry.occurredMs, entry.zone),
        };
      }),
    beacons: beacons.map((one) => ({
      id: one.approvalId,
      domain: domainName(one.held?.domain ?? Domain.HOME),
      title: one.title,
    })),
    sprouts: sprouts.map((one) => ({
      id: one.proposalId,
      domain: domainOfMetric(one.evidence.metric, given),
      title: one.title,
    })),
    stones: stoneMetrics(given.metrics).map((metric) => stone(metric, given.series.get(metric.metric) ?? [])),
    year: year(given),
  };
}

/** Mood when there is any, else the metric with the most days. */
export function yearMetricOf(metrics: readonly MetricView[]): MetricView | undefined {
  return (
    metrics.find((one) => one.metric === 'mood.score') ??
    [...measured(metrics)].sort((a, b) => b.dayCount - a.dayCount)[0]
  );
}

/** Metrics that stand as stones: measured ones with a week of days, the longest known first. */
export function stoneMetrics(metrics: readonly MetricView[]): MetricView[] {
  const known = measured(metrics).filter((one) => one.dayCount >= stoneDaysMin);
  return known.sort((a, b) => b.dayCount - a.dayCount).slice(0, 8); // eight stand well apart on one island
}

// Counts and ticks are shown by lanterns and trees already.
function measured(metrics: readonly MetricView[]): MetricView[] {
  return metrics.filter((one) => !/\.(count|done)$/.test(one.metric));
}

function islandDomains({ habits, metrics, recent, entries }: Gathered): Domain[] {
  const used = [...habits, ...metrics, ...recent, ...entries].map((one) => one.domain || Domain.HOME);
  return [...new Set([Domain.HOME, ...used])].sort((a, b) => a - b);
}

function island(domain: Domain, given: Gathered): WorldState['islands'][number] {
  const { today } = given;
  const habits = given.habits.filter((one) => (one.domain || Domain.HOME) === domain);
  const days = new Set(
    given.recent.filter((one) => (one.domain || Domain.HOME) === domain).map((one) => one.day),
  );
  const lived = [...days].filter((day) => day <= today && daysBetween(day, today) < strengthDays).length;
  const shares = habits.map((habit) => strength(habit, today, strengthDays));
  const share =
    shares.length > 0 ? shares.reduce((sum, one) => sum + one, 0) / shares.length : lived / strengthDays;
  return {
    domain: domainName(domain),
    name: domainTitle(domain),
    fact:
      habits.length > 0
        ? `${counted(habits.length, 'habit')}, ${Math.round(share * 100)} % done in ${strengthDays} days`
        : `${counted(lived, 'day')} of ${strengthDays} with entries`,
    strength: share,
    habits: habits.map((habit) => ({
      id: habit.kind,
      name: habit.title,
      streakDays: streakDays(habit, today),
      doneToday: habit.todayEntryIds.length > 0,
    })),
  };
}

function stone(metric: MetricView, days: readonly MetricDayView[]): WorldState['stones'][number] {
  const values = days.map((day) => day.value);
  const last = values.at(-1) ?? 0;
  const [now, before] = [mean(values.slice(-7)), mean(values.slice(-14, -7))];
  const [low, high] = usualRange(values);
  const trend = before === undefined || now === undefined || high === low ? 0 : (now - before) / (high - low);
  return {
    metric: metric.metric,
    domain: domainName(metric.domain),
    title: metric.title,
    level: normalised(last, low, high),
    trend: Math.max(-1, Math.min(1, trend)),
    text: `${metric.title} ${amountWords(last, metric.unit)}, ${trend > 0.1 ? 'rising' : trend < -0.1 ? 'falling' : 'steady'}`,
  };
}

function year({ today, yearMetric, series }: Gathered): WorldState['year'] {
  const valueByDay = new Map(
    (yearMetric ? series.get(yearMetric.metric) : undefined)?.map((one) => [one.day, one.value]),
  );
  const [low, high] = usualRange([...valueByDay.values()]);
  const days = Array.from({ length: yearDays }, (_, i) => {
    const day = addDays(today, i + 1 - yearDays);
    const value = valueByDay.get(day);
    const title = dayTitle(day, today);
    if (value === undefined || !yearMetric) return { day, value: null, text: `${title}: nothing noted` };
    return {
      day,
      value: normalised(value, low, high),
      text: `${title}: ${yearMetric.title} ${amountWords(value, yearMetric.unit)}`,
    };
  });
  return { metricTitle: yearMetric?.title ?? '', days };
}

/** The 5th and 95th percentile: one odd day must not flatten a year. */
export function usualRange(values: readonly number[]): readonly [number, number] {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.05), at(0.95)];
}

function normalised(value: number, low: number, high: number): number {
  return high === low ? 0.5 : Math.max(0, Math.min(1, (value - low) / (high - low)));
}

function mean(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function domainOfMetric(metric: string | undefined, { metrics }: Gathered): DomainName {
  return domainName(metrics.find((one) => one.metric === metric)?.domain ?? Domain.HOME);
}
