// How days, weeks and months are called in titles, tables and axes.

import type { MetricView, SeriesStep } from '#client/cache/views.ts';
import { shortDay } from '#client/ui/say/time.ts';

/** What a step is called, and over what the line goes on each side of it. */
export const stepWords: Record<SeriesStep, { one: string; many: string; head: string; mean: string }> = {
  day: { one: 'day', many: 'days', head: 'Day', mean: '7-day mean' },
  week: { one: 'week', many: 'weeks', head: 'Week from', mean: '4-week mean' },
  month: { one: 'month', many: 'months', head: 'Month', mean: '3-month mean' },
};

const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "21 Nov" for a day or a week, "Nov 2026" for a month. */
export function periodWords(day: string, step: SeriesStep, today: string): string {
  return step === 'month' ? month.format(Date.parse(`${day}T00:00:00Z`)) : shortDay(day, today);
}

/** How to read the chart. */
export function readingWords(step: SeriesStep, fold: MetricView['fold']): string {
  const { many, mean } = stepWords[step];
  const made = { sum: 'its days added up', mean: 'the mean of what you noted', last: 'its last value' }[fold];
  const dots = step === 'day' ? 'Dots are days' : `Dots are whole ${many}, each ${made}`;
  return `${dots}; the line is a ${mean}, the band is your own usual range: half of these ${many} lie in it.`;
}
