// When it happened, from words: "at 15:30", "3pm", "yesterday". Without such words, now.

import { addDays, localDay, localTime } from '../projection/day.ts';

/** When something happened, and the text without the words that said so. */
export interface When {
  readonly ms: number;
  readonly rest: string;
  /** Set when the time of day is still to come today: it may have been meant for yesterday. */
  readonly isAhead: boolean;
  readonly words: string;
}

const atTime = /(?<!\w)(?:at|um|@)\s?(\d{1,2})(?::([0-5]\d))?\s?(am|pm)?(?![\w:]|[.,]\d)/iu;
const bareTime = /(?<![\w.,:])(\d{1,2}):([0-5]\d)\s?(am|pm)?(?![\w:])/iu;
const twelveHour = /(?<![\w.,:])(\d{1,2})()\s?(am|pm)(?!\w)/iu;
const yesterday = /(?<!\w)yesterday(?!\w)/iu;
const dayMs = 86_400_000;

/** Minutes that a time may be ahead and still mean now: people round up. */
const aheadMinutes = 5;

export function findWhen(text: string, around: { nowMs: number; zone: string }): When {
  const day = yesterday.exec(text);
  const afterDay = day ? cut(text, day) : text;
  const time = atTime.exec(afterDay) ?? bareTime.exec(afterDay) ?? twelveHour.exec(afterDay);
  const clock = time ? clockOf(time) : undefined;
  const today = localDay(around.nowMs, around.zone);
  const meant = day ? addDays(today, -1) : today;
  const words = [day?.[0], clock && time?.[0].trim()].filter((part) => part).join(' ');
  if (!time || !clock) {
    return { ms: around.nowMs - (day ? dayMs : 0), rest: afterDay, isAhead: false, words };
  }
  const ms = instantOf(meant, clock, around.zone);
  return { ms, rest: cut(afterDay, time), isAhead: ms > around.nowMs + aheadMinutes * 60_000, words };
}

/** The instant of a local day and time in a zone. A time that the clocks skip is taken an hour later. */
export function instantOf(day: string, clock: string, zone: string): number {
  const wanted = Date.parse(`${day}T${clock}:00Z`);
  let guess = wanted;
  // Two rounds: the second mends a guess that fell on the other side of a clock change.
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${localDay(guess, zone)}T${localTime(guess, zone)}:00Z`);
    guess += wanted - shown;
  }
  return guess;
}

function clockOf(match: RegExpExecArray): string | undefined {
  const half = match[3]?.toLowerCase();
  let hours = Number(match[1]);
  if (half !== undefined && (hours < 1 || hours > 12)) return undefined;
  if (half === 'pm' && hours < 12) hours += 12;
  if (half === 'am' && hours === 12) hours = 0;
  if (hours > 23) return undefined;
  return `${String(hours).padStart(2, '0')}:${match[2] || '00'}`;
}

function cut(text: string, match: RegExpExecArray): string {
  return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`;
}
