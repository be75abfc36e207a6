// ActivityWatch's export of buckets: JSON that may be large, so it is read event by event and never held whole.
//
//   { "buckets": { "<id>": { "id", "type", "client", "hostname", …, "events": [ { "timestamp", "duration", "data" }, … ] } } }

import type { StoredValue } from '../projection/entry.ts';
import type { Importer, ImportItem } from './importer.ts';
import { jsonEvents } from './jsonevents.ts';
import { textOf } from './lines.ts';

export const activityWatchImporter: Importer = {
  id: 'activitywatch',
  title: 'ActivityWatch',
  recognises: (head) => /^\uFEFF?\s*\{\s*"buckets"\s*:/.test(new TextDecoder().decode(head)),
  async *read(source, { zone }) {
    for await (const { bucket, text } of jsonEvents(textOf(source.chunks())))
      yield readEvent(bucket, text, zone);
  },
};

/** Which kind a bucket's events become; by the type that its watcher gave. */
const kinds: Readonly<Record<string, string>> = {
  currentwindow: 'screen',
  afkstatus: 'away',
  'web.tab.current': 'screen',
};

interface WatchedEvent {
  readonly timestamp?: unknown;
  readonly duration?: unknown;
  readonly data?: Readonly<Record<string, unknown>>;
}

function readEvent(bucket: Readonly<Record<string, string>>, text: string, zone: string): ImportItem {
  const kind = kinds[bucket.type ?? ''];
  if (kind === undefined)
    return skip(`an event of a kind of watcher that is not known (${bucket.type ?? 'unnamed'})`);
  let event: WatchedEvent;
  try {
    event = JSON.parse(text) as WatchedEvent;
  } catch {
    return skip('an event that is not JSON');
  }
  const startMs = typeof event.timestamp === 'string' ? Date.parse(event.timestamp) : Number.NaN;
  if (Number.isNaN(startMs)) return skip('an event without a time');
  const seconds = typeof event.duration === 'number' && event.duration >= 0 ? event.duration : 0;
  if (seconds > 31_622_400) return skip('an event that is longer than a year');
  const data = event.data ?? {};
  if (kind === 'away' && data.status === 'not-afk') return skip('a time in which you were at the computer');
  const values: Record<string, StoredValue> = { minutes: { amount: (seconds / 60).toFixed(4), unit: 'min' } };
  for (const name of ['app', 'title', 'url', 'status']) {
    const value = data[name];
    if (typeof value === 'string' && value !== '') values[name] = { text: value.slice(0, 1000) };
  }
  return {
    item: 'entry',
    externalId: `${bucket.id ?? ''}:${event.timestamp}`.slice(0, 256),
    zone,
    entry: { kind, occurredMs: startMs, spanMs: Math.round(seconds * 1000), values, note: '', tags: [] },
  };
}

function skip(reason: string): ImportItem {
  return { item: 'skip', reason };
}
