// SQLite in this worker: real files of the browser (OPFS) where it has them, else IndexedDB. Everything goes through one queue,
// so that a transaction is never entered by somebody else's statement.

import * as SQLite from '@journeyapps/wa-sqlite';

/** A value in a statement or a row. */
export type SqlValue = string | number | bigint | Uint8Array | null;

/** Statements on the open database, within `exclusively`. */
export interface Sql {
  /** Rows as objects by column name. */
  all(text: string, values?: readonly SqlValue[]): Promise<Record<string, SqlValue>[]>;
  /** Runs one statement once for each list of values. */
  run(text: string, ...lists: readonly (readonly SqlValue[])[]): Promise<void>;
}

/** The open database. */
export interface Database {
  readonly storage: 'opfs' | 'indexeddb';
  /** Reads, one after the other. */
  read<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  /** Reads and writes in one transaction: all of it is kept, or nothing. */
  transact<T>(work: (sql: Sql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How a database is opened: production gives wasm and VFS of the browser, tests those of Node. */
export interface SqliteHandle {
  readonly api: SQLiteAPI;
  readonly db: number;
  readonly storage: Database['storage'];
}

/** Wraps an open handle. */
export function wrapDatabase({ api, db, storage }: SqliteHandle): Database {
  const statements = new Map<string, number>();
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  const sql: Sql = {
    async all(text, values = []) {
      const rows: Record<string, SqlValue>[] = [];
      const statement = await prepared(text);
      try {
        bind(statement, values);
        const names = api.column_names(statement);
        while ((await api.step(statement)) === SQLite.SQLITE_ROW) {
          const cells = api.row(statement) as SqlValue[];
          rows.push(Object.fromEntries(names.map((name, index) => [name, owned(cells[index] ?? null)])));
        }
      } finally {
        await api.reset(statement);
      }
      return rows;
    },
    async run(text, ...lists) {
      const statement = await prepared(text);
      for (const values of lists.length === 0 ? [[]] : lists) {
        try {
          bind(statement, values);
          while ((await api.step(statement)) === SQLite.SQLITE_ROW);
        } finally {
          await api.reset(statement);
        }
      }
    },
  };
  const prepared = async (text: string): Promise<number> => {
    const kept = statements.get(text);
    if (kept !== undefined) return kept;
    for await (const statement of api.statements(db, text, { unscoped: true })) {
      statements.set(text, statement);
      return statement;
    }
    throw new Error('An empty statement.');
  };
  const bind = (statement: number, values: readonly SqlValue[]) =>
    values.forEach((value, index) => void api.bind(statement, index + 1, value));
  return {
    storage,
    read: (work) => inTurn(() => work(sql)),
    transact: (work) =>
      inTurn(async () => {
        await sql.run('BEGIN IMMEDIATE');
        try {
          const result = await work(sql);
          await sql.run('COMMIT');
          return result;
        } catch (error) {
          await sql.run('ROLLBACK').catch(() => undefined);
          throw error;
        }
      }),
    close: () =>
      inTurn(async () => {
        for (const statement of statements.values()) await api.finalize(statement);
        await api.close(db);
      }),
  };
}

// The engine gives a view of its own memory, which the next statement overwrites.
function owned(value: SqlValue): SqlValue {
  return value instanceof Uint8Array ? value.slice() : value;
}
