// What a chart says in a sentence. Pure: the sentence comes before the chart, and is true without it.

import type { MetricDayView, MetricView, SeriesStep } from '#client/cache/views.ts';
import { amountWords } from '#client/ui/say/amount.ts';
import { shortDay } from '#client/ui/say/time.ts';
import { addDays } from '#core/projection/day.ts';
import { periodWords, stepWords } from './periods.ts';

/** Days of the moving mean: seven days, four weeks, three months of any lengths. */
const meanDays: Record<SeriesStep, number> = { day: 7, week: 28, month: 63 };

/** The mean of the points within the last days, for each point. Two are the least that can be a mean. */
export function movingMean(points: readonly MetricDayView[], step: SeriesStep = 'day'): (number | null)[] {
  let begin = 0;
  return points.map(({ day }, i) => {
    const from = addDays(day, 1 - meanDays[step]);
    while ((points[begin]?.day ?? day) < from) begin++;
    const window = points.slice(begin, i + 1);
    return window.length < 2 ? null : mean(window.map((one) => one.value));
  });
}

/** Between which values the middle half of the days lies: the person's own usual range. */
export function usualBand(days: readonly MetricDayView[]): readonly [number, number] | undefined {
  if (days.length < 14) return undefined; // less than two weeks is no habit of being, and less than that many weeks no more
  const sorted = days.map((one) => one.value).sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return [at(0.25), at(0.75)];
}

interface Told {
  readonly title: string;
  readonly unit: string;
  readonly today: string;
  readonly step?: SeriesStep;
  readonly fold?: MetricView['fold'];
}

/**
 * "Hours slept: 7 h 06 on average over 88 days. The lowest week ended on 16 Oct (5 h 56), the highest on 2 Nov (8 h). The last week is
 * in your usual range." Of weeks and months: "Steps: 61,000 a week on average over 260 weeks. The lowest was …".
 */
export function summary(points: readonly MetricDayView[], told: Told): string {
  const { title, unit, today, step = 'day', fold = 'mean' } = told;
  if (points.length === 0) return `Nothing is noted about ${title.toLowerCase()} in this time.`;
  const say = (value: number) => amountWords(value, unit);
  const { one, many } = stepWords[step];
  const each = step !== 'day' && fold === 'sum' ? ` a ${one}` : '';
  const over = points.length === 1 ? `one ${one}` : `${points.length} ${many}`;
  const average = `${title}: ${say(mean(points.map(({ value }) => value)))}${each} on average over ${over}.`;
  const compared = step === 'day' ? weeksOf(points) : points;
  const lowest = compared.reduce((low, next) => (low && low.value <= next.value ? low : next), compared[0]);
  const highest = compared.reduce(
    (high, next) => (high && high.value >= next.value ? high : next),
    compared[0],
  );
  const last = compared.at(-1);
  if (!lowest || !highest || !last || lowest.value === highest.value) return average;
  const name = (point: Pick<MetricDayView, 'day'>) =>
    step === 'day' ? shortDay(point.day, today) : periodWords(point.day, step, today);
  const [was, on] = {
    day: ['week ended on', 'on '],
    week: ['week began on', 'on '],
    month: ['month was', ''],
  }[step];
  const extremes = `The lowest ${was} ${name(lowest)} (${say(lowest.value)}), the highest ${on}${name(highest)} (${say(highest.value)}).`;
  return `${average} ${extremes}${nowWords(last.value, usualBand(points), step === 'month' ? 'month' : 'week')}`;
}

// Days are compared by the weeks that end on them: a single day says little.
function weeksOf(days: readonly MetricDayView[]): { value: number; day: string }[] {
  return movingMean(days).flatMap((value, i) =>
    value === null || i < meanDays.day - 1 ? [] : [{ value, day: days[i]?.day ?? '' }],
  );
}

/** How often luck alone would show as much: "1 in 400". */
export function luckWords(probability: number): string {
  if (!(probability > 0)) return 'less than 1 in 10,000';
  const oneIn = 1 / probability;
  if (oneIn >= 10_000) return 'less than 1 in 10,000';
  const rounded = oneIn >= 100 ? Math.round(oneIn / 10) * 10 : Math.round(oneIn);
  return `1 in ${new Intl.NumberFormat().format(Math.max(1, rounded))}`;
}

function nowWords(last: number, band: readonly [number, number] | undefined, period: string): string {
  if (!band) return '';
  if (last < band[0]) return ` The last ${period} is below your usual range.`;
  return last > band[1]
    ? ` The last ${period} is above your usual range.`
    : ` The last ${period} is in your usual range.`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
