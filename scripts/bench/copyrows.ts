// The rows that taking events or writing down leaves behind, read from one database and put into another by plain INSERTs: the least
// that anybody must do who wants the same rows, tables and indexes.

import type { Database, Sql, SqlValue } from '#client/cache/database.ts';

/** Rows of one piece of work, ready to be bound. */
type Rows = readonly { readonly insert: string; readonly lists: SqlValue[][] }[];

/** Copies, piece by piece, what has come since the last piece. */
export interface RowCopy {
  /** Gives the milliseconds of the INSERTs alone, and how many rows there were. */
  next(transactions: number): Promise<{ ms: number; rows: number }>;
}

/** After a first sync, which goes backwards in time; or after captures that go forwards. */
export function copyRows(from: Database, to: Database, way: 'past' | 'captured'): RowCopy {
  const isPast = way === 'past';
  let [events, day] = isPast ? [Number.MAX_SAFE_INTEGER, '9999'] : [0, '0000'];
  let words = isPast ? 2n ** 62n : -(2n ** 62n);
  const ahead = isPast ? '<' : '>';
  const [log, place] = isPast ? ['mirror', 'seq'] : ['outbox', 'place'];

  async function read(sql: Sql): Promise<Rows> {
    const logged = await sql.all(`SELECT * FROM ${log} WHERE ${place} ${ahead} ? ORDER BY ${place}`, [
      events,
    ]);
    const entries = await sql.all(
      `SELECT entry.* FROM ${log} CROSS JOIN entry ON entry.entry_id = ${log}.subject AND entry.event_id = ${log}.id
       WHERE ${place} ${ahead} ? ORDER BY ${place}`,
      [events],
    );
    const found = await sql.all(
      `SELECT rowid, entry_id, words FROM entry_words WHERE rowid ${ahead} ? ORDER BY rowid`,
      [words],
    );
    // The last day may get more entries in the next piece: its metrics are not final yet.
    const reach = isPast ? 0 : -1;
    const reached = String(entries.at(reach)?.day ?? day);
    const days = await sql.all(
      `SELECT * FROM metric_day WHERE day ${ahead} ? AND ? ${ahead} day ORDER BY day`,
      [day, reached],
    );
    if (days.length > 0) day = String(days.at(reach)?.day);
    events = Number(logged.at(reach)?.[place] ?? events);
    const last = found.at(reach)?.rowid;
    if (last !== undefined) words = BigInt(last as number);
    return [
      rowsOf(log, logged),
      rowsOf('entry', entries),
      rowsOf('entry_words', found),
      rowsOf('metric_day', days),
    ];
  }

  return {
    async next(transactions) {
      const tables = await from.read(read);
      let ms = 0;
      for (let n = 0; n < transactions; n++) {
        const began = performance.now();
        await to.transact(async (sql) => {
          for (const { insert, lists } of tables) {
            const part = lists.slice(share(lists, n, transactions), share(lists, n + 1, transactions));
            if (part.length > 0) await sql.run(insert, ...part);
          }
        });
        ms += performance.now() - began;
      }
      return { ms, rows: tables.reduce((sum, { lists }) => sum + lists.length, 0) };
    },
  };
}

function share(lists: readonly unknown[], n: number, of: number): number {
  return Math.floor((lists.length * n) / of);
}

function rowsOf(table: string, rows: readonly Record<string, SqlValue>[]): Rows[number] {
  const names = Object.keys(rows[0] ?? {});
  return {
    insert: `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
    lists: rows.map((row) => names.map((name) => row[name] ?? null)),
  };
}
