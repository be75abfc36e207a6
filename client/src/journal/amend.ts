// What a form says about an entry, as a change of only what is different. Pure.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { EntryView } from '#client/cache/views.ts';
import { valueMessage } from '#core/capture/understand.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { type EntryAmended, EntryAmendedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** The fields of an entry that can be changed by hand. Values are only those that were edited, by name. */
export interface EntryEdit {
  readonly occurredMs: number;
  readonly note: string;
  readonly tags: readonly string[];
  readonly values: Readonly<Record<string, StoredValue>>;
}

/** The change, or nothing when nothing is different. */
export function amendment(entry: EntryView, edit: EntryEdit): EntryAmended | undefined {
  const values = Object.entries(edit.values).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(entry.values[name]),
  );
  const isMoved = edit.occurredMs !== entry.occurredMs;
  const isNoted = edit.note !== entry.note;
  const isTagged = edit.tags.join('\n') !== entry.tags.join('\n');
  if (!isMoved && !isNoted && !isTagged && values.length === 0) return undefined;
  return create(EntryAmendedSchema, {
    entryId: entry.entryId,
    ...(isMoved ? { occurredAt: timestampFromMs(edit.occurredMs), zone: entry.zone } : {}),
    ...(isNoted ? { note: edit.note } : {}),
    ...(isTagged ? { tags: { tags: [...edit.tags] } } : {}),
    values: values.map(([name, value]) => valueMessage(name, value)),
  });
}

/** The change that brings back what an amendment changed. */
export function reverse(entry: EntryView, amended: EntryAmended): EntryAmended {
  return create(EntryAmendedSchema, {
    entryId: entry.entryId,
    ...(amended.occurredAt ? { occurredAt: timestampFromMs(entry.occurredMs), zone: entry.zone } : {}),
    ...(amended.note === undefined ? {} : { note: entry.note }),
    ...(amended.tags ? { tags: { tags: [...entry.tags] } } : {}),
    values: amended.values.flatMap(({ name }) => {
      const before = entry.values[name];
      return before ? [valueMessage(name, before)] : [];
    }),
  });
}

/** A number as it was written, in the value's own unit; nothing when it is no number. A comma counts as a point. */
export function withAmount(value: StoredValue, written: string): StoredValue | undefined {
  if (!('amount' in value)) return undefined;
  const amount = written.trim().replace(',', '.');
  return /^-?\d{1,24}(\.\d{1,18})?$/.test(amount) ? { ...value, amount } : undefined;
}

/** "2026-11-21T13:20" of a moment in a zone, as a datetime field wants it; and back. */
export function localInput(ms: number, zone: string): string {
  const shifted = new Date(ms + zoneOffsetMs(ms, zone));
  return shifted.toISOString().slice(0, 16);
}

/** The moment that such a field says. A field that was not touched says the entry's own, whose seconds it does not show. */
export function movedTo({ occurredMs, zone }: EntryView, when: string): number | undefined {
  return when === localInput(occurredMs, zone) ? occurredMs : fromLocalInput(when, zone);
}

export function fromLocalInput(text: string, zone: string): number | undefined {
  // Date.parse finds a year in almost any words, so the shape is looked at first.
  const asUtc = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(text) ? Date.parse(`${text}:00Z`) : Number.NaN;
  if (Number.isNaN(asUtc)) return undefined;
  // The offset at the first guess may be the one before a clock change; the second look settles it.
  const guess = asUtc - zoneOffsetMs(asUtc, zone);
  return asUtc - zoneOffsetMs(guess, zone);
}

function zoneOffsetMs(ms: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((one) => one.type === type)?.value);
  const local = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return local - Math.floor(ms / 1000) * 1000;
}
