// Entries as they are now. Every field is last-writer-wins by hybrid time, so folding is commutative, associative and
// idempotent: the order in which events arrive does not matter. A row that was only amended so far has no event_id and is
// not shown. The loser of a merge stays in the log.

import type { Timestamp } from '@bufbuild/protobuf/wkt';
import type {
  EntryAmended,
  EntryRecorded,
  EntryRemoved,
  Value,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { stampText } from '../log/clock.ts';
import { localDay } from './day.ts';
import type { Cell, JsonValue, Row, Table, Touch } from './table.ts';

export const entryTable: Table = {
  name: 'entry',
  key: ['entry_id'],
  columns: {
    entry_id: 'text',
    kind: 'text',
    occurred_ms: 'integer',
    zone: 'text',
    day: 'text',
    span_ms: 'integer',
    values_json: 'json',
    note: 'text',
    typed: 'text',
    domain: 'integer',
    tags: 'json',
    rule_tags: 'json',
    importer: 'text',
    external_id: 'text',
    import_id: 'text',
    actor: 'text',
    removed: 'boolean',
    event_id: 'text',
    stamps: 'json',
    secret: 'boolean',
  },
  indexes: [
    ['occurred_ms', 'entry_id'],
    ['kind', 'day'],
    ['day', 'occurred_ms'],
  ],
  // `external_id` too: an importer may make it from what the line says.
  sealed: ['values_json', 'note', 'typed', 'tags', 'rule_tags', 'external_id'],
};

/** A value as it is kept in `values_json`, by name. Numbers stay decimal text. */
export type StoredValue =
  | { readonly amount: string; readonly unit: string }
  | { readonly text: string }
  | { readonly flag: boolean }
  | { readonly amount: string; readonly currency: string }
  | { readonly reference: string };

const blankEntry: Row = {
  kind: '',
  occurred_ms: 0,
  zone: 'UTC',
  day: '1970-01-01',
  span_ms: null,
  values_json: {},
  note: '',
  typed: '',
  domain: 0,
  tags: [],
  rule_tags: [],
  importer: '',
  external_id: '',
  import_id: '',
  actor: 'user',
  removed: false,
  event_id: '',
  stamps: {},
};

export function entryRecorded(event: Event, body: EntryRecorded): Touch[] {
  const changes: Changes = {
    kind: body.kind,
    occurred_ms: toMs(body.occurredAt),
    zone: body.zone,
    span_ms: body.spanMs === undefined ? null : Number(body.spanMs),
    note: body.note,
    typed: body.typed,
    domain: body.domain,
    tags: [...body.tags],
    rule_tags: [...(event.decision?.tags ?? [])],
    importer: body.source?.importer ?? '',
    external_id: body.source?.externalId ?? '',
    import_id: body.source?.importId ?? '',
    actor: actorText(event),
    event_id: event.id,
  };
  return [entryTouch(event, body.entryId, changes, body.values)];
}

export function entryAmended(event: Event, body: EntryAmended): Touch[] {
  const changes: Changes = {
    ...(body.occurredAt ? { occurred_ms: toMs(body.occurredAt) } : {}),
    ...(body.zone !== '' ? { zone: body.zone } : {}),
    ...(body.spanMs !== undefined ? { span_ms: Number(body.spanMs) } : {}),
    ...(body.note !== undefined ? { note: body.note } : {}),
    ...(body.kind !== '' ? { kind: body.kind } : {}),
    ...(body.tags ? { tags: [...body.tags.tags] } : {}),
  };
  return [entryTouch(event, body.entryId, changes, body.values)];
}

export function entryRemoved(event: Event, body: EntryRemoved): Touch[] {
  return [entryTouch(event, body.entryId, { removed: !body.restored }, [])];
}

type Changes = { [column: string]: Cell };

function entryTouch(event: Event, entryId: string, changes: Changes, values: readonly Value[]): Touch {
  const stamp = stampText(event);
  return {
    table: entryTable,
    key: { entry_id: entryId },
    fold: (row) =>
      row === undefined && changes.event_id !== undefined
        ? firstRow(entryId, stamp, changes, values)
        : foldEntry(row ?? { ...blankEntry, entry_id: entryId }, stamp, changes, values),
  };
}

// A row keeps one stamp for everything its recording wrote, under "", and a stamp by name only for what was written otherwise:
// seventeen stamps of 60 characters would be most of the row.
const wholeStamp = '';
/** Columns that a recording writes, so that the stamp of the whole is theirs unless they have their own. */
const recorded: ReadonlySet<string> = new Set([
  'kind',
  'occurred_ms',
  'zone',
  'span_ms',
  'note',
  'typed',
  'domain',
  'tags',
  'rule_tags',
  'importer',
  'external_id',
  'import_id',
  'actor',
  'event_id',
]);

type Stamps = Record<string, string>;

// Nearly every event is a recording that nothing came before: everything in it wins, and has its stamp.
function firstRow(entryId: string, stamp: string, changes: Changes, values: readonly Value[]): Row {
  const kept = Object.fromEntries(values.map((value) => [value.name, storedValue(value)]));
  const day = localDay(changes.occurred_ms as number, changes.zone as string);
  const first = { ...blankEntry, entry_id: entryId, ...changes };
  return { ...first, day, values_json: sortedByKey(kept), stamps: { [wholeStamp]: stamp } };
}

function foldEntry(row: Row, stamp: string, changes: Changes, values: readonly Value[]): Row {
  const next: Changes = { ...row };
  const kept = { ...(row.values_json as Record<string, JsonValue>) };
  const stamps = spreadStamps(row.stamps as Stamps, kept);
  const wins = (field: string) => {
    if (stamp < (stamps[field] ?? '')) return false;
    stamps[field] = stamp;
    return true;
  };
  for (const [field, cell] of Object.entries(changes)) if (wins(field)) next[field] = cell;
  for (const value of values) if (wins(`value.${value.name}`)) kept[value.name] = storedValue(value);
  next.values_json = sortedByKey(kept);
  next.stamps = gatherStamps(stamps);
  next.day = localDay(next.occurred_ms as number, next.zone as string);
  return next;
}

// One stamp for each field, as if every one had its own.
function spreadStamps(stored: Stamps, values: Record<string, JsonValue>): Stamps {
  const { [wholeStamp]: whole, ...stamps } = stored;
  if (whole === undefined) return stamps;
  for (const field of recorded) stamps[field] ??= whole;
  for (const name of Object.keys(values)) stamps[`value.${name}`] ??= whole;
  return stamps;
}

// The stamp of the whole is that of the recording, told by `event_id`, which nothing else writes; fields that share it are left out.
function gatherStamps(stamps: Stamps): Stamps {
  const whole = stamps.event_id;
  if (whole === undefined) return sortedByKey(stamps);
  const own = Object.entries(stamps).filter(([field, stamp]) => stamp !== whole || !isOfWhole(field));
  return sortedByKey({ ...Object.fromEntries(own), [wholeStamp]: whole });
}

function isOfWhole(field: string): boolean {
  return recorded.has(field) || field.startsWith('value.');
}

/** A value as it is kept. */
export function storedValue(value: Value): JsonValue {
  switch (value.kind.case) {
    case 'quantity':
      return { amount: value.kind.value.amount, unit: value.kind.value.unit };
    case 'money':
      return { amount: value.kind.value.amount, currency: value.kind.value.currency };
    case 'text':
      return { text: value.kind.value };
    case 'flag':
      return { flag: value.kind.value };
    case 'reference':
      return { reference: value.kind.value };
    default:
      return {};
  }
}

/** Who wrote an event, as short text: "user", "tool:weight-trend". */
export function actorText(event: Pick<Event, 'actor'>): string {
  const kind = event.actor?.kind;
  return kind?.case === undefined || kind.case === 'user' ? 'user' : `${kind.case}:${kind.value}`;
}

/** Milliseconds since 1970 of a timestamp; 0 when it is absent. */
export function toMs(time: Timestamp | undefined): number {
  return time ? Number(time.seconds) * 1000 + Math.floor(time.nanos / 1e6) : 0;
}

// Keys are sorted so that the same row is the same text, whatever the order of events was.
function sortedByKey<T>(map: Record<string, T>): Record<string, T> {
  const keys = Object.keys(map);
  if (keys.length < 2) return map;
  return Object.fromEntries(keys.sort().map((key) => [key, map[key] as T]));
}
