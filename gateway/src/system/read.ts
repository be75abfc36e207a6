// Reads projection rows for lists: one user's rows of a table, newest first, a page at a time.

import { type RawBuilder, sql } from 'kysely';
import type { Row, Table } from '#core/projection/table.ts';
import type { PageInfo, PageRequest } from '#gen/lifeos/common/v1/page_pb.ts';
import type { Gate } from './gate.ts';
import { cutPage, readPage } from './page.ts';
import { fromStored } from './projection.sql.ts';

/** A page of a table, by a time column and then the key, newest first. */
export async function readRows(
  gate: Pick<Gate, 'db' | 'dataKeyOf'>,
  given: {
    userId: string;
    table: Table;
    timeColumn: string;
    where: RawBuilder<unknown>;
    page: PageRequest | undefined;
  },
): Promise<{ rows: Row[]; page: PageInfo }> {
  const { table, timeColumn } = given;
  const idColumn = table.key[0] ?? '';
  const { size, after } = readPage(given.page);
  const beyond = after
    ? sql`and (${sql.ref(timeColumn)}, ${sql.ref(idColumn)}) < (${after.ms}, ${after.id})`
    : sql``;
  const found = await sql<Record<string, unknown>>`
    select * from ${sql.table(table.name)} where user_id = ${given.userId} and ${given.where} ${beyond}
    order by ${sql.ref(timeColumn)} desc, ${sql.ref(idColumn)} desc limit ${size + 1}`.execute(gate.db);
  const dataKey = await gate.dataKeyOf(given.userId);
  const rows = found.rows.map((raw) => fromStored(table, raw, dataKey));
  return cutPage(rows, size, (row) => ({ ms: row[timeColumn] as number, id: row[idColumn] as string }));
}

/** All rows that fit, up to a limit. Conditions and order may name only columns that are never sealed. */
export async function readAll(
  gate: Pick<Gate, 'db' | 'dataKeyOf'>,
  given: {
    userId: string;
    table: Table;
    where: RawBuilder<unknown>;
    orderBy: RawBuilder<unknown>;
    limit: number;
  },
): Promise<Row[]> {
  const { table, userId } = given;
  const found = await sql<Record<string, unknown>>`
    select * from ${sql.table(table.name)} where user_id = ${userId} and ${given.where}
    order by ${given.orderBy} limit ${given.limit}`.execute(gate.db);
  const dataKey = await gate.dataKeyOf(userId);
  return found.rows.map((raw) => fromStored(table, raw, dataKey));
}

/** One row by its key, or nothing. */
export async function readRow(
  gate: Pick<Gate, 'db' | 'dataKeyOf'>,
  given: { userId: string; table: Table; where: RawBuilder<unknown> },
): Promise<Row | undefined> {
  const found = await sql<Record<string, unknown>>`
    select * from ${sql.table(given.table.name)} where user_id = ${given.userId} and ${given.where} limit 1`.execute(
    gate.db,
  );
  const raw = found.rows[0];
  return raw ? fromStored(given.table, raw, await gate.dataKeyOf(given.userId)) : undefined;
}
