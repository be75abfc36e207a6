// Applies events to whatever holds the rows: PostgreSQL on the gateway, SQLite on a device, a Map in tests. For a whole batch there is
// one time of reading and one of writing.

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
  /** Does work that does not depend on each other: at once where that saves waiting, else `inTurn`. */
  together<T>(works: readonly (() => Promise<T>)[]): Promise<T[]>;
}

/** Applies events in order. Returns the kinds and days whose metrics were recomputed. */
export async function applyEvents(store: RowStore, events: readonly Event[]): Promise<KindDay[]> {
  const touched = [...collect(events).values()];
  const guessed = daysOfNewEntries(touched);
  const [entries = [], ...befores] = await store.together([
    () => store.entriesOf(guessed),
    ...touched.map(
      ({ table, touches }) =>
        () =>
          store.read(
            table,
            [...touches.values()].map((touch) => touch.key),
          ),
    ),
  ]);
  const changes = touched.map((touch, index) => foldAll(touch, befores[index] ?? []));
  const days = staleDays(changes);
  const metrics = await metricsAfter(store, { days, guessed, entries, changes });
  await store.together([
    ...changes.map(
      ({ table, writes }) =>
        () =>
          store.write(table, writes),
    ),
    () => (days.length > 0 ? store.replaceMetricDays(days, metrics) : Promise.resolve()),
  ]);
  return days;
}

/** Recomputes the metrics of these kinds and days from their entries. */
export async function recompute(store: RowStore, days: readonly KindDay[]): Promise<void> {
  if (days.length === 0) return;
  await store.replaceMetricDays(days, await metricRows(store, days, await store.entriesOf(days)));
}

/** Does work one after the other: what `together` is where nothing is gained by doing more at once. */
export async function inTurn<T>(works: readonly (() => Promise<T>)[]): Promise<T[]> {
  const done: T[] = [];
  for (const work of works) done.push(await work());
  return done;
}

// Entries as they will be: those of the touched days, with what the events make of them put over. So metrics need not wait for the
// entries to be written.
async function metricsAfter(
  store: RowStore,
  given: {
    days: readonly KindDay[];
    guessed: readonly KindDay[];
    entries: readonly Row[];
    changes: readonly Changes[];
  },
): Promise<Row[]> {
  if (given.days.length === 0) return [];
  const known = new Set(given.guessed.map(dayText));
  const others = given.days.filter((at) => !known.has(dayText(at)));
  const rest = others.length > 0 ? await store.entriesOf(others) : [];
  const entryById = new Map([...given.entries, ...rest].map((row) => [row.entry_id as string, row]));
  for (const { table, writes } of given.changes)
    if (table === entryTable) for (const { row } of writes) entryById.set(row.entry_id as string, row);
  return metricRows(store, given.days, [...entryById.values()]);
}

async function metricRows(
  store: RowStore,
  days: readonly KindDay[],
  entries: readonly Row[],
): Promise<Row[]> {
  const byDay = Map.groupBy(entries, (row) => dayText({ kind: row.kind as string, day: row.day as string }));
  const definitions = await store.definitionsOf([...new Set(days.map((day) => day.kind))]);
  return days.flatMap((at) =>
    dailyRows({ ...at, definition: definitions.get(at.kind), entries: byDay.get(dayText(at)) ?? [] }),
  );
}

interface Touches {
  readonly table: Table;
  readonly touches: Map<string, Touched>;
}

interface Touched {
  readonly key: RowKey;
  readonly folds: ((row: Row | undefined) => Row)[];
  /** What the folds make of nothing, once that was asked. */
  first?: Row | undefined;
}

function foldedFrom(touched: Touched, before: Row | undefined): Row | undefined {
  const folded = () => touched.folds.reduce<Row | undefined>((now, fold) => fold(now), before);
  if (before) return folded();
  touched.first ??= folded();
  return touched.first;
}

function collect(events: readonly Event[]): Map<string, Touches> {
  const byTable = new Map<string, Touches>();
  for (const event of events) {
    for (const touch of project(event)) {
      const tables = byTable.get(touch.table.name) ?? { table: touch.table, touches: new Map() };
      byTable.set(touch.table.name, tables);
      const key = keyText(touch.table, touch.key);
      const known: Touched = tables.touches.get(key) ?? { key: touch.key, folds: [] };
      known.folds.push(touch.fold);
      tables.touches.set(key, known);
    }
  }
  return byTable;
}

/** What becomes of the rows of one table. */
interface Changes {
  readonly table: Table;
  readonly writes: readonly { row: Row; before: Row | undefined }[];
}

function foldAll({ table, touches }: Touches, befores: readonly Row[]): Changes {
  const beforeByKey = new Map(befores.map((row) => [keyText(table, row as RowKey), row]));
  const writes = [...touches].flatMap(([key, touched]) => {
    const before = beforeByKey.get(key);
    const row = foldedFrom(touched, before);
    return row ? [{ row, before }] : [];
  });
  return { table, writes };
}

// Where entries will be if nothing is known of them yet, as of most nothing is.
function daysOfNewEntries(touched: readonly Touches[]): KindDay[] {
  const days = new Map<string, KindDay>();
  for (const { table, touches } of touched) {
    if (table !== entryTable) continue;
    for (const touched of touches.values()) addDay(days, foldedFrom(touched, undefined));
  }
  return [...days.values()];
}

function staleDays(changes: readonly Changes[]): KindDay[] {
  const days = new Map<string, KindDay>();
  for (const { table, writes } of changes) {
    if (table !== entryTable) continue;
    for (const { row, before } of writes) for (const state of [before, row]) addDay(days, state);
  }
  return [...days.values()];
}

function addDay(days: Map<string, KindDay>, row: Row | undefined): void {
  if (!row || row.kind === '') return;
  const at = { kind: row.kind as string, day: row.day as string };
  days.set(dayText(at), at);
}

function dayText({ kind, day }: KindDay): string {
  return `${kind}\u0000${day}`;
}
