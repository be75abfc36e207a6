// The projections' rows in PostgreSQL: one read and one upsert per table and batch, whatever the batch's size.

import { fromJson } from '@bufbuild/protobuf';
import { type RawBuilder, sql } from 'kysely';
import { builtinKinds } from '#core/kinds/builtin.ts';
import type { KindDay, RowStore } from '#core/projection/apply.ts';
import { countedColumns, metricDayTable } from '#core/projection/daily.ts';
import { entryTable } from '#core/projection/entry.ts';
import { kindTable } from '#core/projection/kind.ts';
import type { Cell, ColumnType, Row, RowKey, Table } from '#core/projection/table.ts';
import { type KindDefined, KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Database, Tx } from '../db/database.ts';
import { allDone } from '../kernel/alldone.ts';
import { seal, unseal } from '../kernel/sealer.ts';

const arrayTypes: Record<ColumnType, string> = {
  text: 'text[]',
  integer: 'bigint[]',
  real: 'double precision[]',
  boolean: 'boolean[]',
  json: 'text[]',
  bytes: 'bytea[]',
};

/** The kinds that the owner has defined, once they have been read. */
export interface OwnKinds {
  known: ReadonlyMap<string, KindDefined> | undefined;
}

/** The rows of one user, seen through a connection or transaction. `dataKey` opens and seals sensitive rows. */
export function postgresRows(given: {
  db: Database | Tx;
  userId: string;
  dataKey: Uint8Array;
  ownKinds?: OwnKinds;
}): RowStore {
  const { db, userId, dataKey, ownKinds = { known: undefined } } = given;
  const select = async (table: Table, where: RawBuilder<unknown>): Promise<Row[]> => {
    const found = await sql<Record<string, unknown>>`
      select * from ${sql.table(table.name)} where user_id = ${userId} and ${where}`.execute(db);
    return found.rows.map((raw) => fromStored(table, raw, dataKey));
  };
  const put = (table: Table, rows: readonly Row[]) =>
    upsert(
      db,
      userId,
      table,
      rows.map((row) => toStored(table, row, dataKey)),
    );
  return {
    read: (table, keys) => (keys.length === 0 ? Promise.resolve([]) : select(table, keyIn(table, keys))),
    async write(table, writes) {
      if (writes.length === 0) return;
      if (table === kindTable) ownKinds.known = undefined;
      await put(
        table,
        writes.map(({ row }) => row),
      );
    },
    async entriesOf(days) {
      if (days.length === 0) return [];
      const found = await sql<Record<string, unknown>>`
        select ${sql.join(countedColumns.map((name) => sql.ref(name)))}, sealed from entry
        where user_id = ${userId} and (kind, day) in
          (select * from unnest(${column(days, 'kind')}::text[], ${column(days, 'day')}::text[]))`.execute(
        db,
      );
      return found.rows.map((raw) => fromStored(entryTable, raw, dataKey));
    },
    async definitionsOf(kinds) {
      ownKinds.known ??= await readOwnKinds(db, userId);
      const own = ownKinds.known;
      return new Map(
        kinds.flatMap((kind) => {
          const definition = own.get(kind) ?? builtinKinds.get(kind);
          return definition ? [[kind, definition] as const] : [];
        }),
      );
    },
    together: (works) => allDone(works.map((work) => work())),
    // Rows that are there again are written over, and only the others deleted, so that neither statement waits for the other.
    async replaceMetricDays(days, rows) {
      const kept = rows.map((row) => `${row.metric} ${row.day}`);
      await allDone([
        sql`delete from metric_day where user_id = ${userId} and (kind, day) in
          (select * from unnest(${column(days, 'kind')}::text[], ${column(days, 'day')}::text[]))
          and metric || ' ' || day <> all(${sql.val(kept)}::text[])`.execute(db),
        rows.length > 0 ? put(metricDayTable, rows) : undefined,
      ]);
    },
  };
}

async function readOwnKinds(db: Database | Tx, userId: string): Promise<ReadonlyMap<string, KindDefined>> {
  const own = await sql<{ kind: string; definition: string }>`
    select kind, definition from kind where user_id = ${userId}`.execute(db);
  return new Map(own.rows.map((row) => [row.kind, fromJson(KindDefinedSchema, JSON.parse(row.definition))]));
}

/** A stored row as projections know it, of those columns that were read: json parsed, sealed columns opened. */
export function fromStored(table: Table, raw: Record<string, unknown>, dataKey: Uint8Array): Row {
  const row: Record<string, Cell> = {};
  for (const [name, type] of Object.entries(table.columns)) {
    if (raw[name] === undefined) continue;
    row[name] = type === 'json' ? JSON.parse(raw[name] as string) : (raw[name] as Cell);
  }
  if (!(raw.sealed instanceof Uint8Array)) return row;
  const opened = JSON.parse(Buffer.from(unseal(dataKey, raw.sealed)).toString('utf8')) as Record<
    string,
    Cell
  >;
  for (const [name, cell] of Object.entries(opened))
    row[name] = table.columns[name] === 'bytes' ? Buffer.from(cell as string, 'base64') : cell;
  return row;
}

type StoredRow = Record<string, unknown>;

function toStored(table: Table, row: Row, dataKey: Uint8Array): StoredRow {
  if (!table.sealed || row.secret !== true) return { ...row, sealed: null };
  const secret = Object.fromEntries(table.sealed.map((name) => [name, sealable(row[name] ?? null)]));
  const blanked = Object.fromEntries(table.sealed.map((name) => [name, blank(table.columns[name])]));
  return { ...row, ...blanked, sealed: seal(dataKey, Buffer.from(JSON.stringify(secret))) };
}

// Bytes are not JSON: they are sealed as base64, and told by their column's type when they are opened.
function sealable(cell: Cell): Cell {
  return cell instanceof Uint8Array ? Buffer.from(cell).toString('base64') : cell;
}

// Text is searched and json is read before rows are opened, so these are empty and not null.
function blank(type: ColumnType | undefined): Cell {
  if (type === 'text') return '';
  return type === 'json' ? {} : null;
}

// One array per column: the statement is the same for one row and for five hundred.
async function upsert(
  db: Database | Tx,
  userId: string,
  table: Table,
  rows: readonly StoredRow[],
): Promise<void> {
  const columns: [string, ColumnType][] = Object.entries(table.columns);
  if (table.sealed) columns.push(['sealed', 'bytes']);
  const names = sql.join(columns.map(([name]) => sql.ref(name)));
  const arrays = sql.join(
    columns.map(([name, type]) => {
      const cells = rows.map((row) => (type === 'json' ? JSON.stringify(row[name]) : (row[name] ?? null)));
      return sql`${sql.val(cells)}::${sql.raw(arrayTypes[type])}`;
    }),
  );
  const updates = sql.join(columns.map(([name]) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`));
  await sql`
    insert into ${sql.table(table.name)} (user_id, ${names})
    select ${userId}::uuid, * from unnest(${arrays})
    on conflict (user_id, ${sql.join(table.key.map((name) => sql.ref(name)))}) do update set ${updates}`.execute(
    db,
  );
}

function keyIn(table: Table, keys: readonly RowKey[]): RawBuilder<unknown> {
  const [only, ...more] = table.key;
  if (only !== undefined && more.length === 0)
    return sql`${sql.ref(only)} = any(${sql.val(keys.map((key) => key[only]))}::text[])`;
  const columns = sql.join(table.key.map((name) => sql.ref(name)));
  const arrays = sql.join(table.key.map((name) => sql`${sql.val(keys.map((key) => key[name]))}::text[]`));
  return sql`(${columns}) in (select * from unnest(${arrays}))`;
}

function column(days: readonly KindDay[], name: 'kind' | 'day') {
  return sql.val(days.map((day) => day[name]));
}
