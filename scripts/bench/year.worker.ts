// A device's database in a browser: filled as a new device is, then asked as screens ask, in turns with plain SQL.

import type { Database, Sql, SqlValue } from '#client/cache/database.ts';
import { takePast } from '#client/cache/mirror.ts';
import { openDatabase } from '#client/cache/open.ts';
import { answers } from '#client/cache/queries.ts';
import { ftsQuery } from '#client/cache/words.ts';
import { addDays } from '#core/projection/day.ts';
import { pastPage } from './events.ts';
import { answerWith } from './workers.ts';

/** Milliseconds of each round, by what was asked and how. */
export interface Measured {
  readonly times: Record<string, Record<string, number[]>>;
  readonly points: Record<string, number>;
  readonly settings: string;
}

let database: Database;

answerWith({
  async open(name: string) {
    const opening = await openDatabase(name);
    if (opening.kind === 'closed') throw opening.error;
    database = opening.database;
  },
  close: () => database.close(),
  async take({ page, oldestSeq, headSeq }: { page: Uint8Array[]; oldestSeq: number; headSeq: number }) {
    const past = pastPage(page, oldestSeq, headSeq);
    const began = performance.now();
    await database.transact((sql) => takePast(sql, past));
    return performance.now() - began;
  },
  size: async () =>
    Number(
      (await all('SELECT page_count * page_size AS n FROM pragma_page_count(), pragma_page_size()'))[0]?.n,
    ),
  /** What the first screen asks for first, of its own day. */
  day: (day: string) => database.read((sql) => answers.entriesOfDay(sql, { day })),
  measure,
});

const all = (text: string, values: readonly SqlValue[] = []) => database.read((sql) => sql.all(text, values));

const rollupByDay =
  'SELECT day, value, count FROM metric_day WHERE metric = ? AND day BETWEEN ? AND ? ORDER BY day';
const rollupByMonth = `SELECT substr(day, 1, 7) AS month, sum(value) AS value, sum(count) AS count FROM metric_day
  WHERE metric = ? AND day BETWEEN ? AND ? GROUP BY 1 ORDER BY 1`;
// The same year from the entries themselves, without rollups: every entry of the kind, and its number out of its JSON.
const scan = (
  group: string,
) => `SELECT ${group} AS period, sum(json_extract(values_json, ?)) AS value, count(*) AS count
  FROM entry WHERE kind = ? AND day BETWEEN ? AND ? AND removed = 0 AND event_id <> '' GROUP BY 1 ORDER BY 1`;
const found = `SELECT entry.* FROM entry_words JOIN entry ON entry.entry_id = entry_words.entry_id
  WHERE entry_words MATCH ? ORDER BY entry_words.rowid DESC LIMIT 50`;

async function measure({ lastDay, rounds }: { lastDay: string; rounds: number }): Promise<Measured> {
  const [year, ten] = [addDays(lastDay, -364), addDays(lastDay, -3652)];
  const ask =
    <T>(work: (sql: Sql) => Promise<T>) =>
    () =>
      database.read(work);
  // What a tracker writes all day when there is one, else meals.
  const known = await database.read((sql) => answers.metrics(sql, {}));
  const kind = known.some((one) => one.metric === 'screen.minutes') ? 'screen' : 'meal';
  const value = kind === 'screen' ? 'minutes' : 'energy';
  const metric = `${kind}.${value}`;
  const series = (fromDay: string, step: 'day' | 'month') =>
    ask((sql) => answers.series(sql, { metric, fromDay, toDay: lastDay, step }));
  const searches = ['coffee', 'budg', 'lentils', 'mara river', 'spent eur lunch', 'tomatoes', 're'];
  let turn = 0;
  const search = () => searches[Math.floor(turn++ / 2) % searches.length] ?? '';
  const rivals: Record<string, Record<string, () => Promise<unknown>>> = {
    year: {
      ours: series(year, 'day'),
      raw: () => all(rollupByDay, [metric, year, lastDay]),
    },
    tenYears: {
      ours: series(ten, 'month'),
      raw: () => all(rollupByMonth, [metric, ten, lastDay]),
    },
    search: {
      ours: () => database.read((sql) => answers.journal(sql, { query: search(), limit: 50 })),
      raw: () => all(found, [ftsQuery(search())]),
    },
    metrics: { ours: ask((sql) => answers.metrics(sql, {})) },
    today: { ours: ask((sql) => answers.entriesOfDay(sql, { day: lastDay })) },
  };
  const times: Measured['times'] = {};
  for (const [what, ways] of Object.entries(rivals)) times[what] = await inTurns(ways, rounds);
  // Reading the entries themselves takes long, so it is done a few times only.
  for (const [what, fromDay, group] of [
    ['year', year, 'day'],
    ['tenYears', ten, 'substr(day, 1, 7)'],
  ] as const) {
    const values = [`$.${value}.amount`, kind, fromDay, lastDay];
    times[what] = { ...times[what], ...(await inTurns({ scan: () => all(scan(group), values) }, 3)) };
  }
  return {
    times,
    points: { year: (await series(year, 'day')()).length, tenYears: (await series(ten, 'month')()).length },
    settings: await settings(),
  };
}

async function inTurns(
  ways: Readonly<Record<string, () => Promise<unknown>>>,
  rounds: number,
): Promise<Record<string, number[]>> {
  const times: Record<string, number[]> = Object.fromEntries(Object.keys(ways).map((way) => [way, []]));
  // Whoever comes second finds the pages that the first has read: so they change places.
  const inOrder = Object.entries(ways);
  for (let round = -1; round < rounds; round++)
    for (const [way, work] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      const ms = await timed(work);
      if (round >= 0) times[way]?.push(ms);
    }
  return times;
}

async function settings(): Promise<string> {
  const said = [];
  for (const name of ['journal_mode', 'synchronous']) {
    const [row] = await all(`PRAGMA ${name}`);
    said.push(`${name} ${Object.values(row ?? {})[0]}`);
  }
  return said.join(', ');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
