// Metrics and their days. Everything here is made from days that are counted up already; a year of a million entries is 365 rows.

import { kindOfMetric } from '#core/projection/daily.ts';
import { DayFold, type KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { definitionsOf } from '../rows.ts';
import type { MetricView, SeriesStep } from '../views.ts';
import type { Answers } from './answers.ts';

// Amounts in another unit or currency than most days have are left out: adding them would be a lie.
const mainUnit = (metric: string) =>
  `(SELECT unit FROM metric_known WHERE metric = ${metric} ORDER BY days DESC, unit LIMIT 1)`;

const known = `SELECT metric, kind, unit, days,
    (SELECT min(day) FROM metric_day WHERE metric = known.metric) AS first,
    (SELECT max(day) FROM metric_day WHERE metric = known.metric) AS last
  FROM metric_known AS known WHERE unit = ${mainUnit('known.metric')} ORDER BY days DESC`;

const ofRange = `FROM metric_day WHERE metric = ?1 AND day BETWEEN ?2 AND ?3 AND unit = ${mainUnit('?1')}`;
const byDay = `SELECT day, value, count ${ofRange} ORDER BY day`;

// The first day of the period that a day belongs to. Weeks begin on Monday.
const periodOf: Record<Exclude<SeriesStep, 'day'>, string> = {
  week: "date(day, 'weekday 0', '-6 days')",
  month: "substr(day, 1, 7) || '-01'",
};
// Of the last day, SQLite gives the other columns of the row that has the maximum.
const folded: Record<MetricView['fold'], string> = {
  sum: 'sum(value) AS value',
  mean: 'sum(value * count) / sum(count) AS value',
  last: 'max(day), value',
};

export const metricAnswers: Answers<'metrics' | 'series'> = {
  async metrics(sql) {
    const rows = await sql.all(known);
    const definitions = await definitionsOf(sql);
    const views = rows.map((row): MetricView => {
      const metric = row.metric as string;
      const definition = definitions.get(row.kind as string);
      return {
        metric,
        title: titleOf(metric, row.kind as string, definition),
        kindTitle: definition?.title ?? (row.kind as string),
        domain: definition?.domain ?? 0,
        unit: row.unit as string,
        fold: foldOf(metric, definition),
        firstDay: row.first as string,
        lastDay: row.last as string,
        dayCount: Number(row.days),
      };
    });
    return views.map((view) => (isAlone(view, views) ? view : withKind(view)));
  },

  async series(sql, { metric, fromDay, toDay, step = 'day' }) {
    const text = step === 'day' ? byDay : await grouped();
    const rows = await sql.all(text, [metric, fromDay, toDay]);
    return rows.map((row) => ({
      day: row.day as string,
      value: Number(row.value),
      count: Number(row.count),
    }));

    async function grouped(): Promise<string> {
      const kind = kindOfMetric(metric);
      const fold = foldOf(metric, (await definitionsOf(sql, [kind])).get(kind));
      const period = periodOf[step as keyof typeof periodOf];
      return `SELECT ${period} AS day, sum(count) AS count, ${folded[fold]} ${ofRange} GROUP BY 1 ORDER BY 1`;
    }
  },
};

function titleOf(metric: string, kind: string, definition: KindDefined | undefined): string {
  const name = metric.slice(metric.lastIndexOf('.') + 1);
  const title = definition?.title ?? kind;
  const own = definition?.values.find((value) => value.name === name)?.title;
  if (name === 'done') return title;
  return own || (name === 'count' ? `${title}, how often` : name);
}

// Runs and walks both have a distance: then it says of what.
function isAlone({ metric, title }: MetricView, views: readonly MetricView[]): boolean {
  return !views.some((other) => other.title === title && other.metric !== metric);
}

function withKind(view: MetricView): MetricView {
  return { ...view, title: `${view.kindTitle}, ${view.title.toLowerCase()}` };
}

function foldOf(metric: string, definition: KindDefined | undefined): MetricView['fold'] {
  const name = metric.slice(metric.lastIndexOf('.') + 1);
  const fold = definition?.values.find((value) => value.name === name)?.fold;
  if (fold === DayFold.MEAN) return 'mean';
  return fold === DayFold.LAST ? 'last' : 'sum';
}
