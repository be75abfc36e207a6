// Rows as SQLite keeps them, and as projections know them. A page of the log touches hundreds of rows, so a table is read once and
// written once for it.

import type { RowStore } from '#core/projection/apply.ts';
import type { Cell, ColumnType, Row, RowKey, Table } from '#core/projection/table.ts';
import type { Sql, SqlValue } from './database.ts';

/** A row to be written, and the row as it was. */
export type Write = Parameters<RowStore['write']>[1][number];

export async function readRows(sql: Sql, table: Table, keys: readonly RowKey[]): Promise<Row[]> {
  if (keys.length === 0) return [];
  const [column = '', ...more] = table.key;
  if (more.length === 0) {
    const text = `SELECT * FROM ${table.name} WHERE ${column} IN (SELECT value FROM json_each(?))`;
    const raws = await sql.all(text, [JSON.stringify(keys.map((key) => key[column]))]);
    return raws.map((raw) => fromStored(table, raw));
  }
  const text = `SELECT * FROM ${table.name} WHERE ${table.key.map((name) => `${name} = ?`).join(' AND ')}`;
  const found: Row[] = [];
  for (const key of keys) {
    const values = table.key.map((name) => key[name] ?? '');
    for (const raw of await sql.all(text, values)) found.push(fromStored(table, raw));
  }
  return found;
}

/** Writes whole rows. Those that were not there before need no look for what they replace. */
export async function writeRows(sql: Sql, table: Table, writes: readonly Write[]): Promise<void> {
  const columns = columnsOf(table);
  const into = `INTO ${table.name} (${columns.map(([name]) => name).join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  const write = async (verb: string, chosen: readonly Write[]) => {
    if (chosen.length === 0) return;
    const lists = chosen.map(({ row }) => columns.map(([name, type]) => toStored(type, row[name] ?? null)));
    await sql.run(`${verb} ${into}`, ...lists);
  };
  await write(
    'INSERT',
    writes.filter(({ before }) => !before),
  );
  await write(
    'INSERT OR REPLACE',
    writes.filter(({ before }) => before),
  );
}

/** A stored row as projections know it; columns that were not read are left out. */
export function fromStored(table: Table, raw: Readonly<Record<string, SqlValue>>): Row {
  const row: Record<string, Cell> = {};
  for (const [name, type] of columnsOf(table)) {
    const value = raw[name];
    if (value === undefined) continue;
    if (type === 'json') row[name] = JSON.parse(value as string);
    else if (type === 'boolean') row[name] = value === 1;
    else row[name] = typeof value === 'bigint' ? Number(value) : value;
  }
  return row;
}

function toStored(type: ColumnType, cell: Cell): SqlValue {
  if (type === 'json') return JSON.stringify(cell);
  if (type === 'boolean') return cell === true ? 1 : 0;
  return cell as SqlValue;
}

const columnLists = new Map<Table, readonly (readonly [string, ColumnType])[]>();

function columnsOf(table: Table): readonly (readonly [string, ColumnType])[] {
  const known = columnLists.get(table) ?? Object.entries(table.columns);
  columnLists.set(table, known);
  return known;
}
