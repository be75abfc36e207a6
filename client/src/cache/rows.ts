// The projections' rows on this device: what folding a page of the log reads and writes.

import { fromJson } from '@bufbuild/protobuf';
import { builtinKinds } from '#core/kinds/builtin.ts';
import { inTurn, type RowStore } from '#core/projection/apply.ts';
import { countedColumns } from '#core/projection/daily.ts';
import { entryTable } from '#core/projection/entry.ts';
import { type KindDefined, KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Sql } from './database.ts';
import { listOf, replaceMetricDays } from './metricdays.ts';
import { fromStored, readRows, writeRows } from './stored.ts';
import { indexWords } from './words.ts';

/** What metrics are made of, and no more: the other columns of a full day cost more to read than the day to count. */
const entriesOfDays = `SELECT ${countedColumns.map((name) => `entry.${name}`).join(', ')}
  FROM json_each(?) AS wanted CROSS JOIN entry ON entry.kind = wanted.value ->> 0 AND entry.day = wanted.value ->> 1`;

/** The rows within a transaction. */
export function sqliteRows(sql: Sql): RowStore {
  return {
    read: (table, keys) => readRows(sql, table, keys),
    async write(table, writes) {
      await writeRows(sql, table, writes);
      if (table === entryTable) await indexWords(sql, writes);
    },
    async entriesOf(days) {
      const read = await sql.all(entriesOfDays, [listOf(days)]);
      return read.map((raw) => fromStored(entryTable, raw));
    },
    definitionsOf: (kinds) => definitionsOf(sql, kinds),
    replaceMetricDays: (days, rows) => replaceMetricDays(sql, days, rows),
    together: inTurn,
  };
}

/** Definitions of kinds, the owner's own before the built-in ones. Without `kinds`, all of them. */
export async function definitionsOf(sql: Sql, kinds?: readonly string[]): Promise<Map<string, KindDefined>> {
  const own =
    kinds === undefined
      ? await sql.all('SELECT kind, definition FROM kind')
      : await sql.all('SELECT kind, definition FROM kind WHERE kind IN (SELECT value FROM json_each(?))', [
          JSON.stringify(kinds),
        ]);
  const definitions = new Map<string, KindDefined>();
  for (const [kind, definition] of builtinKinds)
    if (kinds === undefined || kinds.includes(kind)) definitions.set(kind, definition);
  for (const row of own)
    definitions.set(row.kind as string, definitionOf(row.kind as string, row.definition as string));
  return definitions;
}

// Nearly every answer asks for all of them, and they hardly ever change: the last text of each kind is read once.
const lastRead = new Map<string, { readonly text: string; readonly definition: KindDefined }>();

function definitionOf(kind: string, text: string): KindDefined {
  const known = lastRead.get(kind);
  if (known?.text === text) return known.definition;
  const definition = fromJson(KindDefinedSchema, JSON.parse(text));
  lastRead.set(kind, { text, definition });
  return definition;
}
