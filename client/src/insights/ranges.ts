// Periods that can be looked at, and how finely: never more points than a chart can show and a table can hold.

import type { SeriesStep } from '#client/cache/views.ts';
import { addDays, daysBetween } from '#core/projection/day.ts';

export type Range = '7' | '30' | '365' | '3653' | 'all';

export const ranges: readonly { readonly id: Range; readonly name: string }[] = [
  { id: '7', name: 'Week' },
  { id: '30', name: 'Month' },
  { id: '365', name: 'Year' },
  { id: '3653', name: '10 years' },
  { id: 'all', name: 'All' },
];

/** Points of a chart: two or three pixels each on a phone. */
const pointsMax = 400;

/** What to ask for. Weeks and months are whole ones, since half a week of steps would look like a bad one. */
export interface Period {
  readonly fromDay: string;
  readonly toDay: string;
  readonly step: SeriesStep;
}

/** The period of a range that ends today, of a metric that begins on `first`. */
export function periodOf(range: Range, today: string, first: string): Period {
  const longest = range === 'all' ? first : addDays(today, 1 - Number(range));
  const fromDay = longest < first && Number(range) > 365 ? first : longest;
  const days = daysBetween(fromDay, today) + 1;
  if (days <= pointsMax) return { fromDay, toDay: today, step: 'day' };
  const step = days <= pointsMax * 7 ? 'week' : 'month';
  const whole = {
    fromDay: firstStart(fromDay, step),
    toDay: addDays(lastStart(addDays(today, 1), step), -1),
    step,
  } as const;
  return whole;
}

/** The first day of the week or month that a day belongs to. */
export function lastStart(day: string, step: SeriesStep): string {
  if (step === 'day') return day;
  if (step === 'month') return `${day.slice(0, 7)}-01`;
  return addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
}

function firstStart(day: string, step: SeriesStep): string {
  const start = lastStart(day, step);
  return start === day ? day : lastStart(addDays(start, step === 'week' ? 7 : 32), step);
}
