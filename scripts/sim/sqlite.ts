// A device's database in a simulation: the same statements on Node's own SQLite, in memory. It can be told to fail or to be switched
// off at the nth statement; what was not committed is then gone, as on a disk.

import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Sql, SqlValue } from '#client/cache/database.ts';

/** Thrown when the device is switched off; nothing runs on it after that. */
export class SwitchedOff extends Error {}
/** Thrown when the disk fails once. */
export class DiskFailed extends Error {}

/** The tables that are not folded from others. */
const ownTables = ['meta', 'mirror', 'outbox', 'place'];
export type SavedTables = Record<string, readonly Record<string, SqlValue>[]>;

export interface SimDatabase extends Database {
  /** Statements until something happens; undefined when nothing does. */
  trouble: { in: number; what: 'off' | 'disk' } | undefined;
  isOff: boolean;
  /** Reads as a watcher does: nothing happens to it, and it makes nothing happen. */
  look: Database['read'];
  /** Everything that a copy of the file would hold, and a database that is one. */
  copy(): SavedTables;
  become(copy: SavedTables): void;
}

export function simDatabase(): SimDatabase {
  const db = new DatabaseSync(':memory:');
  const statements = new Map<string, StatementSync>();
  let tail: Promise<unknown> = Promise.resolve();
  const prepared = (text: string) => {
    const kept = statements.get(text) ?? db.prepare(text);
    statements.set(text, kept);
    return kept;
  };
  const strike = () => {
    if (database.isOff) throw new SwitchedOff();
    if (!database.trouble || --database.trouble.in > 0) return;
    const { what } = database.trouble;
    database.trouble = undefined;
    if (what === 'disk') throw new DiskFailed('The disk failed.');
    database.isOff = true;
    throw new SwitchedOff();
  };
  const looking: Pick<Sql, 'all'> = {
    all: async (text, values = []) => prepared(text).all(...values) as Record<string, SqlValue>[],
  };
  const sql: Sql = {
    async all(text, values = []) {
      strike();
      return prepared(text).all(...values) as Record<string, SqlValue>[];
    },
    async run(text, ...lists) {
      for (const values of lists.length === 0 ? [[]] : lists) {
        strike();
        prepared(text).run(...values);
      }
    },
  };
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  const database: SimDatabase = {
    storage: 'opfs',
    trouble: undefined,
    isOff: false,
    read: (work) => inTurn(() => work(sql)),
    look: (work) => inTurn(() => work(looking as Sql)),
    transact: (work) =>
      inTurn(async () => {
        if (database.isOff) throw new SwitchedOff();
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(sql);
          strike();
          db.exec('COMMIT');
          return result;
        } catch (error) {
          db.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => inTurn(async () => db.close()),
    copy: () =>
      Object.fromEntries(
        ownTables.map((table) => [table, db.prepare(`SELECT * FROM ${table}`).all()]),
      ) as SavedTables,
    become(copy) {
      for (const [table, rows] of Object.entries(copy)) {
        db.exec(`DELETE FROM ${table}`);
        for (const row of rows) {
          const names = Object.keys(row);
          const marks = names.map(() => '?').join(', ');
          db.prepare(`INSERT INTO ${table} (${names.join(', ')}) VALUES (${marks})`).run(
            ...Object.values(row),
          );
        }
      }
    },
  };
  return database;
}
