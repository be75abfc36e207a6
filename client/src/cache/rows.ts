// The projections' rows in SQLite.

import { fromJson } from '@bufbuild/protobuf';
import { builtinKinds } from '#core/kinds/builtin.ts';
import type { KindDay, RowStore } from '#core/projection/apply.ts';
import { metricDayTable } from '#core/projection/daily.ts';
import { entryTable, type StoredValue } from '#core/projection/entry.ts';
import type { Cell, Row, RowKey, Table } from '#core/projection/table.ts';
import { type KindDefined, KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Sql, SqlValue } from './database.ts';

/** What metrics are made of, and no more: the other columns of a full day cost more to read than the day to count. */
const entriesOfDay = `SELECT entry_id, kind, day, occurred_ms, values_json, removed, event_id FROM entry
  WHERE kind = ? AND day = ?`;

/** The rows within a transaction. */
export function sqliteRows(sql: Sql): RowStore {
  return {
    async read(table, keys) {
      const where = table.key.map((column) => `${column} = ?`).join(' AND ');
      const found: Row[] = [];
      for (const key of keys) {
        const [raw] = await sql.all(`SELECT * FROM ${table.name} WHERE ${where}`, keyValues(table, key));
        if (raw) found.push(fromStored(table, raw));
      }
      return found;
    },
    async write(table, writes) {
      if (writes.length === 0) return;
      await upsert(
        sql,
        table,
        writes.map(({ row }) => row),
      );
      if (table === entryTable) await indexWords(sql, writes);
    },
    async entriesOf(days) {
      const found: Row[] = [];
      for (const { kind, day } of days) {
        const rows = await sql.all(entriesOfDay, [kind, day]);
        found.push(...rows.map((raw) => fromStored(entryTable, raw)));
      }
      return found;
    },
    definitionsOf: (kinds) => definitionsOf(sql, kinds),
    async replaceMetricDays(days, rows) {
      await sql.run('DELETE FROM metric_day WHERE kind = ? AND day = ?', ...days.map(kindDayValues));
      if (rows.length > 0) await upsert(sql, metricDayTable, rows);
    },
  };
}

/** Definitions of kinds, the owner's own before the built-in ones. Without `kinds`, all of them. */
export async function definitionsOf(sql: Sql, kinds?: readonly string[]): Promise<Map<string, KindDefined>> {
  const definitions = new Map<string, KindDefined>();
  const isAsked = (kind: string) => kinds === undefined || kinds.includes(kind);
  for (const [kind, definition] of builtinKinds) if (isAsked(kind)) definitions.set(kind, definition);
  for (const row of await sql.all('SELECT kind, definition FROM kind')) {
    const kind = row.kind as string;
    if (isAsked(kind))
      definitions.set(kind, fromJson(KindDefinedSchema, JSON.parse(row.definition as string)));
  }
  return definitions;
}

/** A stored row as projections know it. */
export function fromStored(table: Table, raw: Readonly<Record<string, SqlValue>>): Row {
  const row: Record<string, Cell> = {};
  for (const [name, type] of Object.entries(table.columns)) {
    const value = raw[name] ?? null;
    if (type === 'json') row[name] = JSON.parse(value as string);
    else if (type === 'boolean') row[name] = value === 1;
    else row[name] = typeof value === 'bigint' ? Number(value) : value;
  }
  return row;
}

async function upsert(sql: Sql, table: Table, rows: readonly Row[]): Promise<void> {
  const names = Object.keys(table.columns);
  const marks = names.map(() => '?').join(', ');
  const text = `INSERT OR REPLACE INTO ${table.name} (${names.join(', ')}) VALUES (${marks})`;
  await sql.run(text, ...rows.map((row) => names.map((name) => toStored(table, name, row[name] ?? null))));
}

function toStored(table: Table, name: string, cell: Cell): SqlValue {
  const type = table.columns[name];
  if (type === 'json') return JSON.stringify(cell);
  if (type === 'boolean') return cell === true ? 1 : 0;
  return cell as SqlValue;
}

// Search finds what a person would look for: their words, tags, and texts of values. What was taken away is not found.
async function indexWords(sql: Sql, writes: readonly { row: Row; before: Row | undefined }[]): Promise<void> {
  const known = writes.filter(({ before }) => before !== undefined);
  if (known.length > 0) {
    await sql.run(
      'DELETE FROM entry_words WHERE entry_id = ?',
      ...known.map(({ row }) => [row.entry_id as string]),
    );
  }
  const shown = writes.filter(({ row }) => row.removed === false && row.event_id !== '');
  if (shown.length === 0) return;
  const lists = shown.map(({ row }) => [row.entry_id as string, wordsOf(row)]);
  await sql.run('INSERT INTO entry_words (entry_id, words) VALUES (?, ?)', ...lists);
}

function wordsOf(row: Row): string {
  const values = Object.entries(row.values_json as Record<string, StoredValue>).map(([name, value]) => {
    if ('text' in value) return value.text;
    if ('amount' in value) return `${value.amount} ${'unit' in value ? value.unit : value.currency}`;
    return name;
  });
  const tags = [...(row.tags as string[]), ...(row.rule_tags as string[])];
  return [row.kind, row.note, row.typed, ...tags, ...values].join(' ');
}

function keyValues(table: Table, key: RowKey): string[] {
  return table.key.map((column) => key[column] ?? '');
}

function kindDayValues({ kind, day }: KindDay): string[] {
  return [kind, day];
}
