// The same declarations as DDL of both databases.

import type { ColumnType, Table } from './table.ts';

const postgresTypes: Record<ColumnType, string> = {
  text: 'text collate "C"',
  integer: 'bigint',
  real: 'double precision',
  boolean: 'boolean',
  json: 'text',
  bytes: 'bytea',
};

const sqliteTypes: Record<ColumnType, string> = {
  text: 'TEXT',
  integer: 'INTEGER',
  real: 'REAL',
  boolean: 'INTEGER',
  json: 'TEXT',
  bytes: 'BLOB',
};

/** Statements that make the table in PostgreSQL. `user_id` leads every key and index: users are independent. */
export function postgresDdl(table: Table): string[] {
  const columns = ['user_id uuid not null', ...columnLines(table, postgresTypes)];
  if (table.sealed) columns.push('sealed bytea');
  return [
    `create table if not exists ${table.name} (${columns.join(', ')}, primary key (user_id, ${table.key.join(', ')}))`,
    ...table.indexes.map(
      (index) =>
        `create index if not exists ${indexName(table, index)} on ${table.name} (user_id, ${index.join(', ')})`,
    ),
  ];
}

/** Statements that make the table in SQLite. */
export function sqliteDdl(table: Table): string[] {
  return [
    `CREATE TABLE IF NOT EXISTS ${table.name} (${columnLines(table, sqliteTypes).join(', ')}, ` +
      `PRIMARY KEY (${table.key.join(', ')})) WITHOUT ROWID`,
    ...table.indexes.map(
      (index) =>
        `CREATE INDEX IF NOT EXISTS ${indexName(table, index)} ON ${table.name} (${index.join(', ')})`,
    ),
  ];
}

function columnLines(table: Table, types: Record<ColumnType, string>): string[] {
  return Object.entries(table.columns).map(
    ([name, type]) => `${name} ${types[type]}${table.key.includes(name) ? ' not null' : ''}`,
  );
}

function indexName(table: Table, index: readonly string[]): string {
  return `${table.name}_by_${index.join('_')}`;
}
