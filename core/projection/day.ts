// Which calendar day a moment belongs to, where the person was.

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day, ISO "2026-11-21", of a time in milliseconds, in an IANA zone. An unknown zone counts as UTC. */
export function localDay(ms: number, zone: string): string {
  return localIso(ms, zone).slice(0, 10);
}

/** The local time of day, "15:30". */
export function localTime(ms: number, zone: string): string {
  return localIso(ms, zone).slice(11, 16);
}

/** The day a number of days later (or earlier, when negative). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** Days from a to b: positive when b is later. */
export function daysBetween(a: string, b: string): number {
  return Math.round((Date.parse(`${b}T00:00:00Z`) - Date.parse(`${a}T00:00:00Z`)) / 86_400_000);
}

/** Whether the runtime knows an IANA zone of this name. */
export function isZone(zone: string): boolean {
  if (formats.has(zone)) return true;
  try {
    formats.set(zone, newFormat(zone));
    return true;
  } catch {
    return false;
  }
}

const noDay = '0000-00-00T00:00';

// The local wall clock as if it were UTC, "2026-11-21T15:30:…". Years that take more than four digits are no days of a life.
function localIso(ms: number, zone: string): string {
  const local = new Date(ms + (zone === 'UTC' ? 0 : offsetMs(ms, zone)));
  if (Number.isNaN(local.getTime())) return noDay;
  const iso = local.toISOString();
  return iso.length === '2026-11-21T15:30:00.000Z'.length ? iso : noDay;
}

const dayMs = 86_400_000;
/** Offsets of days that are kept, over all zones: ten years of one zone, twice over. */
const offsetsMax = 8_192;
const offsets = new Map<string, number | undefined>();

// How far the zone's clock is ahead of UTC, in milliseconds. Asking Intl costs ten microseconds, so it is asked twice for a UTC day
// and zone: where both ends of the day agree, the offset holds for all of it; no zone has ever changed its clock twice in a day.
function offsetMs(ms: number, zone: string): number {
  const start = Math.floor(ms / dayMs) * dayMs;
  const key = `${start} ${zone}`;
  let offset = offsets.get(key);
  if (offset === undefined && !offsets.has(key)) {
    const [first, last] = [askOffsetMs(start, zone), askOffsetMs(start + dayMs, zone)];
    offset = first === last ? first : undefined;
    if (offsets.size >= offsetsMax) offsets.clear();
    offsets.set(key, offset);
  }
  return offset ?? askOffsetMs(ms, zone);
}

function askOffsetMs(ms: number, zone: string): number {
  const wholeMs = Math.floor(ms / 1000) * 1000;
  const parts: Record<string, string> = {};
  for (const part of formatFor(zone).formatToParts(wholeMs)) parts[part.type] = part.value;
  const { year, month, day, hour, minute, second } = parts;
  const local = Date.parse(`${(year ?? '').padStart(4, '0')}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(local) ? 0 : local - wholeMs;
}

// Making a format costs a thousand times more than using one. There are a few hundred zones, so all may be kept.
function formatFor(zone: string): Intl.DateTimeFormat {
  return formats.get(isZone(zone) ? zone : 'UTC') ?? newFormat('UTC');
}

function newFormat(zone: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat('en-CA', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  });
}
