// What a chart says in a sentence. Pure: the sentence comes before the chart, and is true without it.

import type { MetricDayView } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { shortDay } from '#client/ui/say/time.ts';
import { addDays } from '#core/projection/day.ts';

/** Days of the moving mean. */
export const meanDays = 7;

/** The mean of the days of data within the last seven days, for each day of data. Two days are the least that can be a mean. */
export function movingMean(days: readonly MetricDayView[]): (number | null)[] {
  let begin = 0;
  return days.map(({ day }, i) => {
    const from = addDays(day, 1 - meanDays);
    while ((days[begin]?.day ?? day) < from) begin++;
    const window = days.slice(begin, i + 1);
    return window.length < 2 ? null : mean(window.map((one) => one.value));
  });
}

/** Between which values the middle half of the days lies: the person's own usual range. */
export function usualBand(days: readonly MetricDayView[]): readonly [number, number] | undefined {
  if (days.length < 14) return undefined; // less than two weeks is no habit of being
  const sorted = days.map((one) => one.value).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.25), at(0.75)];
}

interface Told {
  readonly title: string;
  readonly unit: string;
  readonly today: string;
}

/** "Hours slept: 7 h 06 on average over 88 days. The lowest week ended on 16 Oct (5 h 56); the last one is back in your usual range." */
export function summary(days: readonly MetricDayView[], { title, unit, today }: Told): string {
  if (days.length === 0) return `Nothing is noted about ${title.toLowerCase()} in this time.`;
  const say = (value: number) => amountWords(value, unit);
  const average = `${title}: ${say(mean(days.map((one) => one.value)))} on average over ${days.length === 1 ? 'one day' : `${days.length} days`}.`;
  const means = movingMean(days).flatMap((value, i) =>
    value === null || i < meanDays - 1 ? [] : [{ value, day: days[i]?.day ?? '' }],
  );
  const lowest = means.reduce((low, one) => (low && low.value <= one.value ? low : one), means[0]);
  const highest = means.reduce((high, one) => (high && high.value >= one.value ? high : one), means[0]);
  const last = means.at(-1);
  if (!lowest || !highest || !last || lowest.value === highest.value) return average;
  const extremes = `The lowest week ended on ${shortDay(lowest.day, today)} (${say(lowest.value)}), the highest on ${shortDay(highest.day, today)} (${say(highest.value)}).`;
  return `${average} ${extremes}${nowWords(last.value, usualBand(days))}`;
}

/** How often luck alone would show as much: "1 in 400". */
export function luckWords(probability: number): string {
  if (!(probability > 0)) return 'less than 1 in 10,000';
  const oneIn = 1 / probability;
  if (oneIn >= 10_000) return 'less than 1 in 10,000';
  const rounded = oneIn >= 100 ? Math.round(oneIn / 10) * 10 : Math.round(oneIn);
  return `1 in ${new Intl.NumberFormat().format(Math.max(1, rounded))}`;
}

function nowWords(last: number, band: readonly [number, number] | undefined): string {
  if (!band) return '';
  if (last < band[0]) return ' The last week is below your usual range.';
  return last > band[1]
    ? ' The last week is above your usual range.'
    : ' The last week is in your usual range.';
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
