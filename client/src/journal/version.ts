// An entry as one version of it has it, and the change that makes it so again. Pure.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { FieldName, Fields } from '#client/cache/changes.ts';
import type { EntryView, WriterView } from '#client/cache/views.ts';
import { diffLines } from '#client/ui/difflines.ts';
import { valueMessage } from '#core/capture/understand.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { type EntryAmended, EntryAmendedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** The entry with these fields in place of its own. */
export function withFields(entry: EntryView, fields: Fields): EntryView {
  const { kind, occurredMs, zone, spanMs, note, tags } = fields as Partial<EntryView>;
  const values = Object.entries(fields).flatMap(([name, value]) =>
    name.startsWith('value.') ? [[name.slice('value.'.length), value as StoredValue] as const] : [],
  );
  return {
    ...entry,
    ...(kind === undefined ? {} : { kind }),
    ...(occurredMs === undefined ? {} : { occurredMs }),
    ...(zone === undefined ? {} : { zone }),
    ...(spanMs === undefined ? {} : { spanMs }),
    ...(note === undefined ? {} : { note }),
    ...(tags === undefined ? {} : { tags }),
    values: { ...entry.values, ...Object.fromEntries(values) },
  };
}

/** The change that writes these fields. A length can not be taken away, only set. */
export function writing(entryId: string, fields: Fields): EntryAmended {
  const { kind, occurredMs, zone, spanMs, note, tags } = fields as Partial<EntryView>;
  return create(EntryAmendedSchema, {
    entryId,
    ...(kind === undefined ? {} : { kind }),
    ...(occurredMs === undefined ? {} : { occurredAt: timestampFromMs(occurredMs) }),
    ...(zone === undefined ? {} : { zone }),
    ...(typeof spanMs === 'number' ? { spanMs: BigInt(spanMs) } : {}),
    ...(note === undefined ? {} : { note }),
    ...(tags === undefined ? {} : { tags: { tags: [...tags] } }),
    values: Object.entries(fields).flatMap(([name, value]) =>
      name.startsWith('value.') ? [valueMessage(name.slice('value.'.length), value as StoredValue)] : [],
    ),
  });
}

/** Those of some fields in which the entry would become different. */
export function differing(fields: Fields, now: Fields): Fields {
  const isOther = ([name, value]: [string, unknown]) =>
    value !== undefined && JSON.stringify(value) !== JSON.stringify(now[name as FieldName]);
  return Object.fromEntries(Object.entries(fields).filter(isOther));
}

export interface Words {
  readonly text: string;
  /** Whether only this version says it. */
  readonly isOwn: boolean;
}

/** A text in pieces: what another says too, and what only this one says. Word by word; signs and spaces count as words. */
export function ownWords(text: string, other: string): Words[] {
  const pieces: { text: string; isOwn: boolean }[] = [];
  for (const { state, text: word } of diffLines(wordsAsLines(other), wordsAsLines(text))) {
    if (state === 'was') continue;
    const last = pieces.at(-1);
    const isOwn = state === 'will';
    if (last && last.isOwn === isOwn) last.text += word;
    else pieces.push({ text: word, isOwn });
  }
  return pieces.map(({ text: words, isOwn }) => ({ text: words.replaceAll(breakSign, '\n'), isOwn }));
}

/** Stands for a line break within a text whose words are lines. */
const breakSign = '\u2028';

function wordsAsLines(text: string): string {
  const words = text.replaceAll('\n', breakSign).match(/[\p{L}\p{N}]+|[^\p{L}\p{N}]/gu) ?? [];
  return words.join('\n');
}

/** Whether a device is one for the pocket, by its name: "Chrome on Android". */
export function isPocket({ name }: WriterView): boolean {
  return /android|ios|iphone|ipad|phone|quest/i.test(name);
}

/** "This phone", "Firefox on Linux". */
export function writerWords(writer: WriterView): string {
  if (writer.isThis) return isPocket(writer) ? 'This phone' : 'This device';
  if (writer.deviceId === '') return 'Both together';
  return writer.name === '' ? 'Another device' : writer.name;
}
