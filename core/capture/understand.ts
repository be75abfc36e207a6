// One line of words → entries. It never throws, never loses what was typed (what is not understood is the note, and the whole
// words are kept as `typed`), and says how it understood.
//
//   line  = piece (("," | ";" | newline) piece)*     a separator counts only before words that begin a kind
//   piece = [kind words] (measure | time | #tag | word)*

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import {
  type EntryRecorded,
  EntryRecordedSchema,
  type KindDefined,
  ValueSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { StoredValue } from '../projection/entry.ts';
import { findMeasures, findNumber } from './measures.ts';
import type { Around, Piece, UnderstoodEntry } from './piece.ts';
import { type KindWords, matchKind, splitLine, wordsOfKinds } from './split.ts';
import { valuesFor } from './values.ts';
import { findWhen } from './when.ts';

/** Characters of a line that are looked at: even of four bytes each they fit a note. Capture boxes take no more. */
export const lineMax = 4000;

/** Bytes of `typed` that the contract keeps; a longer line is whole in its note. */
const typedBytesMax = 2048;

/** What a line says. Blank parts give nothing; anything else gives at least a note. */
export function understand(given: string, around: Around): Piece[] {
  const line = withoutNul(given);
  const words = wordsOfKinds(around.kinds);
  return splitLine(line.slice(0, lineMax), words).map(({ start, end }) =>
    readPiece(line, start, end, words, around),
  );
}

/** An understood entry as the body of an event. */
export function entryOf(
  understood: UnderstoodEntry,
  given: { entryId: string; zone: string; typed: string },
): EntryRecorded {
  return create(EntryRecordedSchema, {
    entryId: given.entryId,
    kind: understood.kind,
    occurredAt: timestampFromMs(understood.occurredMs),
    zone: given.zone,
    ...(understood.spanMs === undefined ? {} : { spanMs: BigInt(understood.spanMs) }),
    values: Object.entries(understood.values).map(([name, value]) => valueMessage(name, value)),
    note: understood.note,
    tags: [...understood.tags],
    typed: cutBytes(withoutNul(given.typed), typedBytesMax),
  });
}

// No database keeps U+0000, so the gateway refuses it. Its stand-in is as long, so that places in the line stay.
function withoutNul(text: string): string {
  return text.replaceAll('\u0000', '\ufffd');
}

/** A stored value as the contract carries it. */
export function valueMessage(name: string, value: StoredValue) {
  if ('unit' in value) return create(ValueSchema, { name, kind: { case: 'quantity', value } });
  if ('currency' in value) return create(ValueSchema, { name, kind: { case: 'money', value } });
  if ('text' in value) return create(ValueSchema, { name, kind: { case: 'text', value: value.text } });
  if ('flag' in value) return create(ValueSchema, { name, kind: { case: 'flag', value: value.flag } });
  return create(ValueSchema, { name, kind: { case: 'reference', value: value.reference } });
}

function readPiece(
  line: string,
  start: number,
  end: number,
  words: readonly KindWords[],
  around: Around,
): Piece {
  const text = line.slice(start, end);
  const matched = matchKind(text, words);
  const kind = matched?.kind;
  if (!kind || !matched) return notePiece(text, start, end, around);
  const { tags, rest: untagged } = takeTags(text.slice(matched.length));
  const { measures, rest: measured } = findMeasures(untagged);
  const when = findWhen(measured, around);
  const plain = takesNumber(kind, measures.length) ? findNumber(when.rest) : undefined;
  const all = plain ? [...measures, plain.measure] : measures;
  const { values, spanMs, unused } = valuesFor(kind, all, plain?.rest ?? when.rest);
  const note = tidy([plain?.rest ?? when.rest, ...unused].join(' '));
  const entry: UnderstoodEntry = {
    kind: kind.kind,
    occurredMs: when.ms,
    ...(spanMs === undefined ? {} : { spanMs }),
    values,
    note,
    tags,
  };
  const used = all.filter((measure) => !unused.includes(measure.words)).map((measure) => measure.words);
  const detail = [...used, note, when.words].filter((part) => part !== '').join(', ');
  const piece: Piece = { start, end, entry, title: kind.title, detail };
  return when.isAhead ? { ...piece, doubt: aheadOrBefore(entry) } : piece;
}

// Cut at a character's border: half a character would be another one.
function cutBytes(text: string, bytesMax: number): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= bytesMax) return text;
  return new TextDecoder().decode(bytes.subarray(0, bytesMax)).replace(/\uFFFD+$/u, '');
}

// "Coffee at 15:30", typed in the morning: planned for later, or forgotten yesterday.
function aheadOrBefore(entry: UnderstoodEntry): NonNullable<Piece['doubt']> {
  const yesterday = { ...entry, occurredMs: entry.occurredMs - 86_400_000 };
  return [
    { label: 'later today', entry },
    { label: 'yesterday', entry: yesterday },
  ];
}

function notePiece(text: string, start: number, end: number, around: Around): Piece {
  const { tags, rest } = takeTags(text);
  const entry: UnderstoodEntry = {
    kind: 'note',
    occurredMs: around.nowMs,
    values: {},
    note: tidy(rest),
    tags,
  };
  return { start, end, entry, title: 'Note', detail: tidy(text) };
}

function takesNumber(kind: KindDefined, found: number): boolean {
  return found === 0 && kind.values.length > 0;
}

/** Tags that an entry may have, and how long each may be: the contract's limits. */
const tagsMax = 32;
const tagBytesMax = 64;

function takeTags(text: string): { tags: string[]; rest: string } {
  const tags: string[] = [];
  const rest = text.replaceAll(/(?<!\S)#([\p{L}\p{N}_-]+)/gu, (whole, tag: string) => {
    if (tags.length >= tagsMax || new TextEncoder().encode(tag).length > tagBytesMax) return whole;
    if (!tags.includes(tag)) tags.push(tag);
    return ' ';
  });
  return { tags, rest };
}

// Words left between measurements: their spaces, and the small words that tied them together.
function tidy(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/^(?:for|of|in|at|with a|,|-|:)\s+/iu, '')
    .replace(/\s+(?:in|at|for|of|,)$/iu, '')
    .replace(/^(?:in|at|for|of|,|:|-)$/iu, '')
    .trim();
}
