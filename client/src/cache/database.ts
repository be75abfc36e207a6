// SQLite in this worker: real files of the browser (OPFS) where it has them, else IndexedDB. Everything goes through one queue,
// so that a transaction is never entered by somebody else's statement.

import * as SQLite from '@journeyapps/wa-sqlite';
import { DeviceFull, isFull } from './full.ts';
import { inThisWorker, patiently } from './patience.ts';

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

/** How long a statement waits for another tab, in milliseconds: longer than the largest transaction of a first sync takes. */
const busyMs = 10_000;

/** Wraps an open handle. */
export function wrapDatabase({ api, db, storage }: SqliteHandle): Database {
  const { sql, finalize } = statementsOf(api, db);
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  const whenFree = <T>(work: () => Promise<T>): Promise<T> =>
    patiently(work, { ...inThisWorker, forMs: busyMs, isWorthIt: isBusy });
  const finish = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    try {
      const result = await work(sql);
      await sql.run('COMMIT');
      return result;
    } catch (error) {
      await sql.run('ROLLBACK').catch(() => undefined);
      throw isFull(error) ? new DeviceFull() : error;
    }
  };
  return {
    storage,
    // A read sees one state of the database, and can be begun again; so it is, when another tab writes.
    read: (work) =>
      inTurn(() =>
        whenFree(async () => {
          await sql.run('BEGIN');
          return finish(work);
        }),
      ),
    // IMMEDIATE takes the lock that writing needs; after it nothing is busy.
    transact: (work) =>
      inTurn(async () => {
        await whenFree(() => sql.run('BEGIN IMMEDIATE'));
        return finish(work);
      }),
    close: () =>
      inTurn(async () => {
        await finalize();
        await api.close(db);
      }),
  };
}

function isBusy(error: unknown): boolean {
  return error instanceof SQLite.SQLiteError && (error.code & 0xff) === SQLite.SQLITE_BUSY;
}

interface Prepared {
  readonly statement: number;
  names: readonly string[];
}

// Statements are prepared once: preparing costs more than running most of them.
function statementsOf(api: SQLiteAPI, db: number): { sql: Sql; finalize: () => Promise<void> } {
  const statements = new Map<string, Prepared>();
  const prepare = async (text: string): Promise<Prepared> => {
    const kept = statements.get(text);
    if (kept !== undefined) return kept;
    for await (const statement of api.statements(db, text, { unscoped: true })) {
      const made = { statement, names: api.column_names(statement) };
      statements.set(text, made);
      return made;
    }
    throw new Error('An empty statement.');
  };
  const bind = (statement: number, values: readonly SqlValue[]) =>
    values.forEach((value, index) => void api.bind(statement, index + 1, value));
  return {
    sql: {
      async all(text, values = []) {
        const rows: Record<string, SqlValue>[] = [];
        const prepared = await prepare(text);
        const { statement } = prepared;
        try {
          bind(statement, values);
          while ((await api.step(statement)) === SQLite.SQLITE_ROW) {
            const cells = api.row(statement) as SqlValue[];
            // A newer program in another tab may have given a table more columns.
            if (cells.length !== prepared.names.length) prepared.names = api.column_names(statement);
            const row: Record<string, SqlValue> = {};
            for (const [index, name] of prepared.names.entries()) row[name] = owned(cells[index] ?? null);
            rows.push(row);
          }
        } finally {
          await api.reset(statement);
        }
        return rows;
      },
      async run(text, ...lists) {
        const { statement } = await prepare(text);
        for (const values of lists.length === 0 ? [[]] : lists) {
          try {
            bind(statement, values);
            while ((await api.step(statement)) === SQLite.SQLITE_ROW);
          } finally {
            await api.reset(statement);
          }
        }
      },
    },
    async finalize() {
      for (const { statement } of statements.values()) await api.finalize(statement);
    },
  };
}

// The engine gives a view of its own memory, which the next statement overwrites.
function owned(value: SqlValue): SqlValue {
  return value instanceof Uint8Array ? value.slice() : value;
}
