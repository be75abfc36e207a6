// How a habit goes, in words that never scold. Pure.
//
// A run of days may end yesterday: today is not over. A habit that is meant a few times in a period is counted in periods.

import { addDays, daysBetween } from '#core/projection/day.ts';

export interface HabitDays {
  readonly times: number;
  readonly periodDays: number;
  /** Oldest first. */
  readonly doneDays: readonly string[];
}

/** A pause of so many days or more is worth a welcome back. */
const pauseDaysMin = 3;

/** "26 days", "Back after 9 days", "2 of 3 this week", "Last done 9 days ago", "Ready when you are". */
export function streakWords(habit: HabitDays, today: string): string {
  const last = habit.doneDays.at(-1);
  if (last === undefined) return 'Ready when you are';
  return habit.periodDays === 1 ? dailyWords(habit.doneDays, last, today) : periodWords(habit, today);
}

function dailyWords(doneDays: readonly string[], last: string, today: string): string {
  const ago = daysBetween(last, today);
  if (ago > 1) return `Last done ${ago} days ago`;
  const run = runLength(doneDays, last);
  const before = doneDays.at(-1 - run);
  const pause = before === undefined ? 0 : daysBetween(before, addDays(last, 1 - run)) - 1;
  if (run === 1 && ago === 0 && pause >= pauseDaysMin) return `Back after ${pause} days`;
  return run === 1 ? '1 day' : `${run} days`;
}

function periodWords(habit: HabitDays, today: string): string {
  const done = doneBetween(habit, addDays(today, 1 - habit.periodDays), today);
  const period = habit.periodDays === 7 ? 'this week' : `in ${habit.periodDays} days`;
  return done >= habit.times ? `${done} ${period}` : `${done} of ${habit.times} ${period}`;
}

/** Days without a gap that end on the last day it was done, if that was today or yesterday; else 0. */
export function streakDays(habit: HabitDays, today: string): number {
  const last = habit.doneDays.at(-1);
  return last === undefined || daysBetween(last, today) > 1 ? 0 : runLength(habit.doneDays, last);
}

/** Whether it was done on each of the last days, oldest first. */
export function lastDays(habit: HabitDays, today: string, count: number): boolean[] {
  const done = new Set(habit.doneDays);
  return Array.from({ length: count }, (_, i) => done.has(addDays(today, i + 1 - count)));
}

/** Share of what was meant in the last days that was done, 0 to 1. A habit younger than that is measured since it began. */
export function strength(habit: HabitDays, today: string, days = 28): number {
  const first = habit.doneDays[0];
  if (first === undefined) return 0;
  const span = Math.min(days, Math.max(daysBetween(first, today) + 1, habit.periodDays));
  const meant = (span / habit.periodDays) * habit.times;
  return Math.min(1, doneBetween(habit, addDays(today, 1 - span), today) / Math.max(1, meant));
}

/** How often it was done in the last days. */
export function doneBetween(habit: HabitDays, from: string, to: string): number {
  return habit.doneDays.filter((day) => day >= from && day <= to).length;
}

function runLength(doneDays: readonly string[], last: string): number {
  let run = 0;
  for (let i = doneDays.length - 1; i >= 0 && doneDays[i] === addDays(last, -run); i--) run++;
  return run;
}
