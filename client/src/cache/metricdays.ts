// Days of metrics as they are kept, and beside them how many days each metric has, so that nobody needs to count them to say which
// there are.

import type { KindDay } from '#core/projection/apply.ts';
import { metricDayTable } from '#core/projection/daily.ts';
import { keyText, type Row, type RowKey } from '#core/projection/table.ts';
import type { Sql, SqlValue } from './database.ts';
import { fromStored, writeRows } from './stored.ts';

/** A metric may come in several units, as money does. The unit with the most days is the metric's own. */
export const metricKnownDdl = `CREATE TABLE IF NOT EXISTS metric_known
  (metric TEXT NOT NULL, unit TEXT NOT NULL, kind TEXT NOT NULL, days INTEGER NOT NULL, PRIMARY KEY (metric, unit)) WITHOUT ROWID`;

const rowsOfDays = `SELECT metric_day.* FROM json_each(?) AS wanted CROSS JOIN metric_day
  ON metric_day.kind = wanted.value ->> 0 AND metric_day.day = wanted.value ->> 1`;
const countDays = `INSERT INTO metric_known (metric, unit, kind, days) VALUES (?, ?, ?, ?)
  ON CONFLICT (metric, unit) DO UPDATE SET days = days + excluded.days`;

/** Replaces the rows of these kinds and days; those that stay as they are, are not written. */
export async function replaceMetricDays(
  sql: Sql,
  days: readonly KindDay[],
  rows: readonly Row[],
): Promise<void> {
  const kept = await sql.all(rowsOfDays, [listOf(days)]);
  const before = new Map(kept.map((raw) => rowByKey(fromStored(metricDayTable, raw))));
  const after = new Map(rows.map(rowByKey));
  const gone = [...before].flatMap(([key, row]) => (after.has(key) ? [] : [row]));
  if (gone.length > 0)
    await sql.run(
      'DELETE FROM metric_day WHERE metric = ? AND day = ?',
      ...gone.map((row) => [row.metric as string, row.day as string]),
    );
  const changed = [...after].flatMap(([key, row]) =>
    isSame(before.get(key), row) ? [] : [{ row, before: before.get(key) }],
  );
  await writeRows(sql, metricDayTable, changed);
  await count(sql, [...before.values()], [...after.values()]);
}

/** Kinds and days as an argument for `json_each`. */
export function listOf(days: readonly KindDay[]): string {
  return JSON.stringify(days.map(({ kind, day }) => [kind, day]));
}

async function count(sql: Sql, before: readonly Row[], after: readonly Row[]): Promise<void> {
  const differences = new Map<string, [metric: string, unit: string, kind: string, days: number]>();
  for (const [rows, by] of [
    [before, -1],
    [after, 1],
  ] as const)
    for (const { metric, unit, kind } of rows) {
      const known = differences.get(`${metric} ${unit}`) ?? [
        metric as string,
        unit as string,
        kind as string,
        0,
      ];
      known[3] += by;
      differences.set(`${metric} ${unit}`, known);
    }
  const lists: SqlValue[][] = [...differences.values()].filter(([, , , by]) => by !== 0);
  if (lists.length === 0) return;
  await sql.run(countDays, ...lists);
  if (lists.some(([, , , by]) => Number(by) < 0)) await sql.run('DELETE FROM metric_known WHERE days <= 0');
}

function rowByKey(row: Row): [string, Row] {
  return [keyText(metricDayTable, row as RowKey), row];
}

function isSame(before: Row | undefined, row: Row): boolean {
  return (
    before !== undefined && Object.keys(metricDayTable.columns).every((name) => before[name] === row[name])
  );
}
