// Which calendar day a moment belongs to, where the person was.

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local day, ISO "2026-11-21", of a time in milliseconds, in an IANA zone. An unknown zone counts as UTC. */
export function localDay(ms: number, zone: string): string {
  const parts = localParts(ms, zone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** The local time of day, "15:30". */
export function localTime(ms: number, zone: string): string {
  const parts = localParts(ms, zone);
  return `${parts.hour}:${parts.minute}`;
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

function localParts(ms: number, zone: string): Record<string, string> {
  const parts: Record<string, string> = {};
  for (const part of formatFor(zone).formatToParts(ms)) parts[part.type] = part.value;
  parts.year = (parts.year ?? '').padStart(4, '0');
  return parts;
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
    hourCycle: 'h23',
  });
}
