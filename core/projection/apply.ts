// Applies events to whatever holds the rows: PostgreSQL on the gateway, SQLite on a device, a Map in tests. Rows are read once
// and written once for a whole batch.

import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { dailyRows } from './daily.ts';
import { entryTable } from './entry.ts';
import { project } from './project.ts';
import { keyText, type Row, type RowKey, type Table } from './table.ts';

/** One kind on one day: what a changed entry makes stale. */
export interface KindDay {
  readonly kind: string;
  readonly day: string;
}

/** What applying needs of a database. */
export interface RowStore {
  /** The rows with these keys, in any order; missing ones are left out. */
  read(table: Table, keys: readonly RowKey[]): Promise<Row[]>;
  /** Writes whole rows. `before` is the row as it was read, if there was one. */
  write(table: Table, rows: readonly { row: Row; before: Row | undefined }[]): Promise<void>;
  /** All entries of these kinds and days: at least the `countedColumns` of daily.ts. */
  entriesOf(days: readonly KindDay[]): Promise<Row[]>;
  /** The kinds' definitions, built-in ones included. */
  definitionsOf(kinds: readonly string[]): Promise<ReadonlyMap<string, KindDefined>>;
  /** Replaces the metric rows of these kinds and days. */
  replaceMetricDays(days: readonly KindDay[], rows: readonly Row[]): Promise<void>;
}

/** Applies events in order. Returns the kinds and days whose metrics were recomputed. */
export async function applyEvents(store: RowStore, events: readonly Event[]): Promise<KindDay[]> {
  const touched = collect(events);
  const stale = new Map<string, KindDay>();
  for (const { table, touches } of touched.values()) {
    const keys = [...touches.values()].map((touch) => touch.key);
    const beforeByKey = new Map(
      (await store.read(table, keys)).map((row) => [keyText(table, row as RowKey), row]),
    );
    const writes = [];
    for (const [key, { folds }] of touches) {
      const before = beforeByKey.get(key);
      let row = before;
      for (const fold of folds) row = fold(row);
      if (row) writes.push({ row, before });
      if (table === entryTable) for (const state of [before, row]) markStale(stale, state);
    }
    await store.write(table, writes);
  }
  await recompute(store, [...stale.values()]);
  return [...stale.values()];
}

/** Recomputes the metrics of these kinds and days from their entries. */
export async function recompute(store: RowStore, days: readonly KindDay[]): Promise<void> {
  if (days.length === 0) return;
  const entriesByDay = Map.groupBy(await store.entriesOf(days), (entry) => `${entry.kind}\u0000${entry.day}`);
  const definitions = await store.definitionsOf([...new Set(days.map((day) => day.kind))]);
  const rows = days.flatMap(({ kind, day }) =>
    dailyRows({
      kind,
      day,
      definition: definitions.get(kind),
      entries: entriesByDay.get(`${kind}\u0000${day}`) ?? [],
    }),
  );
  await store.replaceMetricDays(days, rows);
}

interface Touches {
  readonly table: Table;
  readonly touches: Map<string, { key: RowKey; folds: ((row: Row | undefined) => Row)[] }>;
}

function collect(events: readonly Event[]): Map<string, Touches> {
  const byTable = new Map<string, Touches>();
  for (const event of events) {
    for (const touch of project(event)) {
      const tables = byTable.get(touch.table.name) ?? { table: touch.table, touches: new Map() };
      byTable.set(touch.table.name, tables);
      const key = keyText(touch.table, touch.key);
      const known = tables.touches.get(key) ?? { key: touch.key, folds: [] };
      known.folds.push(touch.fold);
      tables.touches.set(key, known);
    }
  }
  return byTable;
}

function markStale(stale: Map<string, KindDay>, row: Row | undefined): void {
  if (!row || row.kind === '') return;
  const at = { kind: row.kind as string, day: row.day as string };
  stale.set(`${at.kind}\u0000${at.day}`, at);
}
