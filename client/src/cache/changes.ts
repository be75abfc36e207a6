// What happened to one entry, and whether two devices changed it without knowing of each other. Pure.
//
// A change b knew a change a of the same entry when
//   · a is the entry itself: nobody changes what they have not seen; or
//   · both are of one device, and a was stamped before b; or
//   · b says so: a is among what its writer had seen (EntryAmended.seen), or known to one of those.
// A change that says nothing, from an older program or another client, is taken to have known what the gateway had recorded before it was
// stamped. Clocks differ, and a device may have been offline without saying so; then this shows two versions where there was one, or one
// where there were two, and both stay in the history all the same.
//
// Of a field, the changes that no later change of it knew are its ends. With one end, or ends that say the same, there is nothing to ask.
// Otherwise each device that wrote an end has a version of the field. Writing the field once more, knowing all ends, leaves one end: so
// a choice that any device makes is made for all.

import { stampText } from '#core/log/clock.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { storedValue, toMs } from '#core/projection/entry.ts';
import type { EntryAmended, EntryRecorded } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';

/** Fields that are kept apart: those a person can change, values by name as "value.mood". */
export type FieldName = 'kind' | 'occurredMs' | 'zone' | 'spanMs' | 'note' | 'tags' | `value.${string}`;
export type FieldValue = string | number | null | readonly string[] | StoredValue;
export type Fields = Readonly<Partial<Record<FieldName, FieldValue>>>;

/** One change of an entry, and the entry after it. */
export interface Change {
  readonly event: Event;
  readonly deviceId: string;
  readonly wallMs: number;
  /** When the gateway wrote it down; absent while it is only here. */
  readonly recordedMs: number | undefined;
  readonly fields: Fields;
  readonly after: Fields;
}

/** What one device has made of the fields on which devices differ. */
export interface Version {
  /** Empty for what came of both and is no device's own. */
  readonly deviceId: string;
  /** Its latest change of them. */
  readonly wallMs: number;
  readonly fields: Fields;
  /** Whether this is what the entry shows. */
  readonly isShown: boolean;
}

/** The most ends that a change names; more devices than a person has do not change one entry at once. */
const seenMax = 16;

/** Changes in the order of their stamps, from events about one entry in any order. */
export function changesOf(events: readonly Event[]): Change[] {
  const sorted = [...events].sort((a, b) => (stampText(a) < stampText(b) ? -1 : 1));
  let after: Fields = {};
  return sorted.flatMap((event): Change[] => {
    const fields = fieldsOf(event);
    if (!fields) return [];
    after = { ...after, ...fields };
    const recordedMs = event.recordedAt ? toMs(event.recordedAt) : undefined;
    const { wallMs = 0n, deviceId = '' } = event.time ?? {};
    return [{ event, deviceId, wallMs: Number(wallMs), recordedMs, fields, after }];
  });
}

/** Ids that a change made now has seen: see EntryAmended.seen. */
export function seenBy(events: readonly Event[]): string[] {
  const changes = changesOf(events);
  const known = knowledgeOf(changes);
  const ends = changes.filter((_, at) => !known.some((earlier) => earlier.has(at)));
  return ends.slice(-seenMax).map(({ event }) => event.id);
}

/** The versions of an entry, the shown one last; none when there is nothing to choose. */
export function versionsOf(events: readonly Event[]): Version[] {
  const changes = changesOf(events);
  const known = knowledgeOf(changes);
  const byDevice = new Map<string, { wallMs: number; own: Record<string, FieldValue> }>();
  const shown: Record<string, FieldValue> = {};
  for (const field of new Set(changes.flatMap(({ fields }) => Object.keys(fields) as FieldName[]))) {
    const writers = [...changes.keys()].filter((at) => field in (changes[at]?.fields ?? {}));
    const ends = writers.filter(
      (at) => isPersons(changes[at]) && !writers.some((later) => known[later]?.has(at)),
    );
    const texts = new Set(ends.map((at) => JSON.stringify(changes[at]?.fields[field])));
    if (texts.size < 2) continue;
    shown[field] = changes[writers.at(-1) ?? 0]?.fields[field] as FieldValue;
    for (const at of ends) {
      const { deviceId, wallMs, fields } = changes[at] as Change;
      const side = byDevice.get(deviceId) ?? { wallMs, own: {} };
      side.own[field] = fields[field] as FieldValue;
      byDevice.set(deviceId, { ...side, wallMs: Math.max(side.wallMs, wallMs) });
    }
  }
  const versions = [...byDevice].map(([deviceId, { wallMs, own }]): Version => {
    const fields = { ...shown, ...own };
    return { deviceId, wallMs, fields, isShown: isSame(fields, shown) };
  });
  // Each device may have the last word on another field: then what is shown is no device's version, and one of its own.
  if (versions.length > 0 && !versions.some(({ isShown }) => isShown)) {
    const wallMs = Math.max(...versions.map((version) => version.wallMs));
    versions.push({ deviceId: '', wallMs, fields: shown, isShown: true });
  }
  return versions.sort((a, b) => Number(a.isShown) - Number(b.isShown) || a.wallMs - b.wallMs);
}

// For each change, the places of those that it knew.
function knowledgeOf(changes: readonly Change[]): Set<number>[] {
  const places = new Map(changes.map(({ event }, at) => [event.id, at]));
  const known: Set<number>[] = [];
  for (const [at, change] of changes.entries()) {
    const seen = seenOf(change);
    const direct = [...changes.keys()].slice(0, at).filter((before) => {
      const earlier = changes[before] as Change;
      if (earlier.event.body?.kind.case === 'entryRecorded') return true;
      if (earlier.deviceId === change.deviceId) return true;
      return seen.length > 0 ? seen.includes(earlier.event.id) : wasThere(earlier, change);
    });
    // A stamp is later than all that its device has seen; one that is not says nothing of use.
    const named = seen.flatMap((id) => places.get(id) ?? []).filter((place) => place < at);
    const all = [...direct, ...named];
    known.push(new Set(all.flatMap((place) => [place, ...(known[place] ?? [])])));
  }
  return known;
}

// Whether the gateway had a change before another one was stamped, as far as its records tell.
function wasThere(earlier: Change, later: Change): boolean {
  if (earlier.recordedMs === undefined || earlier.recordedMs > later.wallMs) return false;
  return later.recordedMs === undefined || earlier.event.seq < later.event.seq;
}

function seenOf({ event }: Change): readonly string[] {
  return event.body?.kind.case === 'entryAmended' ? event.body.kind.value.seen : [];
}

// What tools and imports change is no question to the owner.
function isPersons(change: Change | undefined): boolean {
  const author = change?.event.actor?.kind.case;
  return author === undefined || author === 'user' || author === 'device';
}

function isSame(a: Fields, b: Fields): boolean {
  return Object.entries(b).every(
    ([name, value]) => JSON.stringify(value) === JSON.stringify(a[name as FieldName]),
  );
}

function fieldsOf(event: Event): Fields | undefined {
  const body = event.body?.kind;
  if (body?.case === 'entryRecorded') return { ...changed(body.value), ...recorded(body.value) };
  if (body?.case === 'entryAmended') return changed(body.value);
  return body?.case === 'entryRemoved' ? {} : undefined;
}

function recorded({ spanMs, tags, note, zone }: EntryRecorded): Fields {
  return { spanMs: spanMs === undefined ? null : Number(spanMs), tags, note, zone };
}

function changed(body: EntryRecorded | EntryAmended): Fields {
  const tags = Array.isArray(body.tags) ? undefined : body.tags?.tags;
  return {
    ...(body.kind === '' ? {} : { kind: body.kind }),
    ...(body.occurredAt ? { occurredMs: toMs(body.occurredAt) } : {}),
    ...(body.zone === '' ? {} : { zone: body.zone }),
    ...(body.spanMs === undefined ? {} : { spanMs: Number(body.spanMs) }),
    ...(body.note === undefined ? {} : { note: body.note }),
    ...(tags ? { tags } : {}),
    ...Object.fromEntries(
      body.values.map((value) => [`value.${value.name}`, storedValue(value) as unknown as StoredValue]),
    ),
  };
}
