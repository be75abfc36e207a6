// A device's database on a disk, under Node: the product's statements on Node's own SQLite, with a file that outlives its process.

import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Sql, SqlValue } from '#client/cache/database.ts';

/** Opens or makes the file. A commit is on the disk when it returns, as in the browser. */
export function diskDatabase(path: string): Database {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA synchronous = FULL');
  const statements = new Map<string, StatementSync>();
  const prepared = (text: string) => {
    const kept = statements.get(text) ?? db.prepare(text);
    statements.set(text, kept);
    return kept;
  };
  const sql: Sql = {
    all: async (text, values = []) => prepared(text).all(...values) as Record<string, SqlValue>[],
    async run(text, ...lists) {
      for (const values of lists.length === 0 ? [[]] : lists) prepared(text).run(...values);
    },
  };
  let tail: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = tail.then(work);
    tail = turn.catch(() => undefined);
    return turn;
  };
  return {
    storage: 'opfs',
    read: (work) => inTurn(() => work(sql)),
    transact: (work) =>
      inTurn(async () => {
        db.exec('BEGIN IMMEDIATE');
        try {
          const result = await work(sql);
          db.exec('COMMIT');
          return result;
        } catch (error) {
          db.exec('ROLLBACK');
          throw error;
        }
      }),
    close: () => inTurn(async () => db.close()),
  };
}
