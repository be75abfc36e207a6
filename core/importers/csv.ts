// Any table with a header. Which column is what is said by the person, or found out from the names.

import { normalDecimal } from '../capture/decimal.ts';
import type { UnderstoodEntry } from '../capture/piece.ts';
import { instantOf } from '../capture/when.ts';
import type { StoredValue } from '../projection/entry.ts';
import { csvRows } from './csvrows.ts';
import type { ColumnMapping, Importer, ImportItem, ImportOptions } from './importer.ts';
import { textOf } from './lines.ts';

const timeNames = ['time', 'date', 'datetime', 'timestamp', 'when', 'day', 'start', 'datum', 'occurred_at'];
const noteNames = ['note', 'notes', 'comment', 'description', 'text', 'memo', 'notiz'];
const kindNames = ['kind', 'type', 'activity', 'category'];

export const csvImporter: Importer = {
  id: 'csv',
  title: 'CSV',
  recognises: (head, fileName) => /\.(csv|tsv)$/i.test(fileName) && !head.includes(0, 2),
  async *read(source, options) {
    let columns: Columns | undefined;
    const seen = new Map<string, number>();
    for await (const { line, cells } of csvRows(textOf(source.chunks()))) {
      if (!columns) columns = findColumns(cells, options.columns ?? {});
      else yield readRow(cells, line, columns, options, seen);
    }
  },
};

interface Columns {
  readonly kind: string | undefined;
  readonly kindAt: number;
  readonly timeAt: number;
  readonly noteAt: number;
  readonly values: readonly { readonly name: string; readonly at: number; readonly unit: string }[];
  readonly count: number;
}

function findColumns(header: readonly string[], mapping: ColumnMapping): Columns {
  const names = header.map((name) =>
    name
      .replace(/^\uFEFF/, '')
      .trim()
      .toLowerCase(),
  );
  const find = (said: string | undefined, usual: readonly string[]) =>
    said === undefined
      ? names.findIndex((name) => usual.includes(name))
      : names.indexOf(said.trim().toLowerCase());
  const [timeAt, noteAt] = [find(mapping.timeColumn, timeNames), find(mapping.noteColumn, noteNames)];
  const kindAt = mapping.kind === undefined ? find(mapping.kindColumn, kindNames) : -1;
  const said = Object.entries(mapping.values ?? {}).map(([name, { column, unit }]) => ({
    name,
    unit,
    at: names.indexOf(column.trim().toLowerCase()),
  }));
  const rest = names.flatMap((name, at) =>
    [timeAt, noteAt, kindAt].includes(at) || name === '' ? [] : [{ name: valueName(name), unit: '1', at }],
  );
  return {
    kind: mapping.kind,
    kindAt,
    timeAt,
    noteAt,
    values: said.length > 0 ? said : rest,
    count: header.length,
  };
}

function readRow(
  cells: readonly string[],
  line: number,
  columns: Columns,
  options: ImportOptions,
  seen: Map<string, number>,
): ImportItem {
  if (cells.length === 0) return skip('a row that is far too long: a quote was never closed');
  if (columns.timeAt < 0) return skip('the table has no column with the time; say which one it is');
  if (cells.length !== columns.count)
    return skip(`a row with another number of cells than the header has (${columns.count})`);
  const occurredMs = readTime(cells[columns.timeAt] ?? '', options.zone);
  if (occurredMs === undefined) return skip('a time that can not be read');
  const values: Record<string, StoredValue> = {};
  for (const { name, at, unit } of columns.values) {
    const value = at < 0 ? undefined : readValue(cells[at] ?? '', unit);
    if (value) values[name] = value;
  }
  const kind = columns.kind ?? (valueName(cells[columns.kindAt] ?? '') || 'note');
  const note = columns.noteAt < 0 ? '' : (cells[columns.noteAt] ?? '').slice(0, 4000);
  const entry: UnderstoodEntry = { kind, occurredMs, values, note, tags: [] };
  // A table has no ids: a row is named by its content, and the second of two equal rows by its count.
  const content = JSON.stringify([kind, ...cells]);
  const count = (seen.get(content) ?? 0) + 1;
  seen.set(content, count);
  return {
    item: 'entry',
    externalId: `${content.slice(0, 200)}#${count}.${content.length}.${line > 0 ? digits(content) : 0}`,
    zone: options.zone,
    entry,
  };
}

/** A time: RFC 3339, or a date with or without a time of day, in the given zone. */
export function readTime(text: string, zone: string): number | undefined {
  const trimmed = text.trim();
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})$/.test(trimmed)) {
    const ms = Date.parse(trimmed.replace(' ', 'T').replace(/\s/, ''));
    return Number.isNaN(ms) ? undefined : ms;
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?.*)?$/.exec(trimmed);
  const european = /^(\d{1,2})\.(\d{1,2})\.(\d{4})(?:[, ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(trimmed);
  const parts = iso
    ? [iso[1], iso[2], iso[3]]
    : european
      ? [european[3], european[2], european[1]]
      : undefined;
  const clock = iso ?? european;
  if (!parts || !clock) return undefined;
  const day = parts.map((part, index) => (part ?? '').padStart(index === 0 ? 4 : 2, '0')).join('-');
  const hour = (clock[4] ?? '12').padStart(2, '0');
  if (Number.isNaN(Date.parse(`${day}T${hour}:${clock[5] ?? '00'}:00Z`))) return undefined;
  return instantOf(day, `${hour}:${clock[5] ?? '00'}`, zone) + Number(clock[6] ?? 0) * 1000;
}

// Formulas of spreadsheets stay text: they are never calculated.
function readValue(cell: string, unit: string): StoredValue | undefined {
  const text = cell.trim();
  if (text === '') return undefined;
  if (!/^-?\d{1,12}([.,]\d{1,9})?$/.test(text)) return { text: text.slice(0, 1000) };
  const amount = text.startsWith('-') ? `-${normalDecimal(text.slice(1))}` : normalDecimal(text);
  return /^[A-Z]{3}$/.test(unit) ? { amount, currency: unit } : { amount, unit };
}

function valueName(name: string): string {
  const slug = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^[_0-9]+|_+$/g, '');
  return slug.slice(0, 32);
}

// Tells long rows apart whose beginnings are alike (FNV-1a, 32 bits); the first 200 signs stand beside it.
function digits(text: string): string {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 0).toString(36);
}

function skip(reason: string): ImportItem {
  return { item: 'skip', reason };
}
