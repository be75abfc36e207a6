// Daily metrics. A day's row is a pure function of that day's entries of one kind, so it is recomputed for the days an event
// touches and equals a rebuild from zero by construction.

import { DayFold, type KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { JsonValue, Row, Table } from './table.ts';

export const metricDayTable: Table = {
  name: 'metric_day',
  key: ['metric', 'day'],
  columns: {
    metric: 'text',
    day: 'text',
    kind: 'text',
    value: 'real',
    count: 'integer',
    unit: 'text',
    secret: 'boolean',
  },
  indexes: [['kind', 'day']],
  sealed: ['value', 'unit'],
};

/** Columns of an entry that its metrics are made of: a store need not read the others. */
export const countedColumns: readonly string[] = [
  'entry_id',
  'kind',
  'day',
  'occurred_ms',
  'values_json',
  'removed',
  'event_id',
  'secret',
];

/** The metric that counts a kind's entries. */
export function countMetric(kind: string): string {
  return `${kind}.count`;
}

/** The kind whose entries a metric is made of: names of values have no points in them, those of kinds may. */
export function kindOfMetric(metric: string): string {
  return metric.slice(0, Math.max(0, metric.lastIndexOf('.')));
}

/** The rows of one kind on one day. Entries come in any order; removed ones and those not recorded yet are passed over. */
export function dailyRows(given: {
  kind: string;
  day: string;
  definition: KindDefined | undefined;
  entries: readonly Row[];
}): Row[] {
  const { kind, day } = given;
  const counted = given.entries
    .filter((entry) => entry.removed === false && entry.event_id !== '')
    .sort(inOrder);
  if (counted.length === 0) return [];
  const secret = counted.some((entry) => entry.secret === true);
  const rows: Row[] = [
    { metric: countMetric(kind), day, kind, value: counted.length, count: counted.length, unit: '1', secret },
  ];
  for (const [name, numbers] of numbersByName(counted)) {
    const fold = given.definition?.values.find((spec) => spec.name === name)?.fold ?? DayFold.SUM;
    rows.push({
      metric: `${kind}.${name}`,
      day,
      kind,
      value: foldDay(numbers.amounts, fold),
      count: numbers.amounts.length,
      unit: numbers.unit,
      secret,
    });
  }
  return rows;
}

interface Numbers {
  unit: string;
  readonly amounts: number[];
}

// Values in another unit or currency than the day's first are left out: adding them would be a lie.
function numbersByName(entries: readonly Row[]): Map<string, Numbers> {
  const byName = new Map<string, Numbers>();
  for (const entry of entries) {
    for (const [name, value] of Object.entries(entry.values_json as Record<string, JsonValue>)) {
      const number = numberOf(value);
      if (!number) continue;
      const known = byName.get(name);
      if (!known) byName.set(name, { unit: number.unit, amounts: [number.amount] });
      else if (known.unit === number.unit) known.amounts.push(number.amount);
    }
  }
  return byName;
}

function numberOf(value: JsonValue): { amount: number; unit: string } | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const stored = value as Record<string, JsonValue>;
  if (typeof stored.flag === 'boolean') return { amount: stored.flag ? 1 : 0, unit: '1' };
  if (typeof stored.amount !== 'string') return undefined;
  const amount = Number(stored.amount);
  if (!Number.isFinite(amount)) return undefined;
  return { amount, unit: String(stored.unit ?? stored.currency ?? '1') };
}

function foldDay(amounts: readonly number[], fold: DayFold): number {
  if (fold === DayFold.LAST) return amounts[amounts.length - 1] ?? 0;
  // Rounded to nine decimals, so that 0.1 + 0.2 shows as 0.3 and both sides store the same digits.
  const sum = amounts.reduce((total, amount) => total + amount, 0);
  const value = fold === DayFold.MEAN ? sum / amounts.length : sum;
  return Math.round(value * 1e9) / 1e9;
}

function inOrder(a: Row, b: Row): number {
  if (a.occurred_ms !== b.occurred_ms) return (a.occurred_ms as number) - (b.occurred_ms as number);
  return (a.entry_id as string) < (b.entry_id as string) ? -1 : 1;
}
