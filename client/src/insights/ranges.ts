import { addDays } from '#core/projection/day.ts';

export type Range = '30' | '90' | '365' | 'all';

/** Periods that can be looked at. */
export const ranges: readonly { readonly id: Range; readonly name: string }[] = [
  { id: '30', name: '30 days' },
  { id: '90', name: '90 days' },
  { id: '365', name: 'Year' },
  { id: 'all', name: 'All' },
];

/** The first day of a period that ends today. */
export function firstDay(range: Range, today: string, first: string): string {
  return range === 'all' ? first : addDays(today, 1 - Number(range));
}
