// A user's projections in maps, with a way back: what was written since the last `keep` can be undone, as a transaction that fails does.

import { builtinKinds } from '#core/kinds/builtin.ts';
import { inTurn, type KindDay, type RowStore } from '#core/projection/apply.ts';
import { metricDayTable } from '#core/projection/daily.ts';
import { entryTable } from '#core/projection/entry.ts';
import { projectionTables } from '#core/projection/project.ts';
import { keyText, type Row, type RowKey, type Table } from '#core/projection/table.ts';

export interface MemoryRows extends RowStore {
  keep(): void;
  undo(): void;
  /** All rows by table, in order of their keys. */
  dump(): Record<string, Row[]>;
}

export function memoryRows(): MemoryRows {
  const tables = new Map(projectionTables.map((table) => [table.name, new Map<string, Row>()]));
  let undos: (() => void)[] = [];
  const rowsOf = (table: Table) => tables.get(table.name) as Map<string, Row>;
  const set = (table: Table, key: string, row: Row | undefined) => {
    const rows = rowsOf(table);
    const before = rows.get(key);
    undos.push(() => void (before ? rows.set(key, before) : rows.delete(key)));
    if (row) rows.set(key, row);
    else rows.delete(key);
  };
  const isOf = (row: Row, days: readonly KindDay[]) =>
    days.some(({ kind, day }) => row.kind === kind && row.day === day);
  return {
    read: async (table, keys) =>
      keys.map((key) => rowsOf(table).get(keyText(table, key))).filter((row) => row !== undefined),
    async write(table, writes) {
      for (const { row } of writes) set(table, keyText(table, row as RowKey), row);
    },
    entriesOf: async (days) => [...rowsOf(entryTable).values()].filter((row) => isOf(row, days)),
    definitionsOf: async (kinds) =>
      new Map(
        kinds.flatMap((kind) => {
          const definition = builtinKinds.get(kind);
          return definition ? [[kind, definition] as const] : [];
        }),
      ),
    async replaceMetricDays(days, rows) {
      for (const [key, row] of rowsOf(metricDayTable))
        if (isOf(row, days)) set(metricDayTable, key, undefined);
      for (const row of rows) set(metricDayTable, keyText(metricDayTable, row as RowKey), row);
    },
    together: inTurn,
    keep() {
      undos = [];
    },
    undo() {
      for (const undo of undos.reverse()) undo();
      undos = [];
    },
    dump: () =>
      Object.fromEntries(
        projectionTables.map((table) => [
          table.name,
          [...rowsOf(table)].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, row]) => row),
        ]),
      ),
  };
}
