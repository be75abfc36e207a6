// Times as people say them, in the language of the browser. Making a format is slow, so each is made once.

import { daysBetween } from '#core/projection/day.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  let known = formats.get(key);
  if (!known) {
    known = new Intl.DateTimeFormat(undefined, options);
    formats.set(key, known);
  }
  return known;
}

/** The zone that the person is in. */
export function hereZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** "13:20", on a clock with 24 hours: digits that stand in a column. */
export function clock(ms: number, zone = hereZone()): string {
  return format({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone: zone }).format(ms);
}

/** "Saturday 21 November"; with the year when it is not this one. */
export function dayTitle(day: string, today: string): string {
  const year = day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return format({ weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC', ...year }).format(
    utc(day),
  );
}

/** "Today", "Yesterday", else the day's title. */
export function dayHeading(day: string, today: string): string {
  const ago = daysBetween(day, today);
  if (ago === 0) return 'Today';
  return ago === 1 ? 'Yesterday' : dayTitle(day, today);
}

/** "21 Nov"; with the year when it is not this one. */
export function shortDay(day: string, today = ''): string {
  const year = today === '' || day.slice(0, 4) === today.slice(0, 4) ? {} : { year: 'numeric' as const };
  return format({ day: 'numeric', month: 'short', timeZone: 'UTC', ...year }).format(utc(day));
}

/** "Nov". */
export function monthName(day: string): string {
  return format({ month: 'short', timeZone: 'UTC' }).format(utc(day));
}

/** "21 November, 13:20", where the reader is. */
export function moment(ms: number): string {
  return format({
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(ms);
}

/** "just now", "12 min ago", "3 h ago", then the moment itself. */
export function ago(ms: number, nowMs: number): string {
  const minutes = Math.floor((nowMs - ms) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} min ago`;
  return minutes < 24 * 60 ? `${Math.floor(minutes / 60)} h ago` : moment(ms);
}

/** "14:02" for the last twelve hours, then the moment itself, where the reader is. */
export function whenWords(ms: number, nowMs: number): string {
  return nowMs - ms < 12 * 3_600_000 ? clock(ms) : moment(ms);
}

/** "Good morning" by the hour of a zone. */
export function greeting(ms: number, zone: string): string {
  const hour = Number(clock(ms, zone).slice(0, 2));
  if (hour < 5) return 'Good night';
  if (hour < 12) return 'Good morning';
  return hour < 18 ? 'Good afternoon' : 'Good evening';
}

function utc(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}
