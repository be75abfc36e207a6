// A year over a million entries, on the device: what screens ask, against plain SQL over the same rollups, against reading the entries
// themselves, and against a device that is empty.

import { addDays } from '#core/projection/day.ts';
import { inBrowser } from './browser.ts';
import { type Comparison, percentile } from './measure.ts';
import type { Measured } from './year.worker.ts';

export interface YearFigures extends Measured {
  readonly events: number;
  readonly fillMs: number;
  readonly sizeBytes: number;
  readonly opens: Readonly<Record<'full' | 'empty' | 'fullDay', number[]>>;
  readonly memory: number;
}

const years = 10;
const rounds = 300;

export async function benchYear(entries: number): Promise<Comparison[]> {
  const lastDay = addDays(new Date().toISOString().slice(0, 10), -1);
  const plan = { seed: 1, years, entries, lastDay };
  const figures = await inBrowser('year', (page) =>
    page.evaluate(([given, times]) => window.benchYear(given, times), [plan, rounds] as const),
  );
  process.stderr.write('\r\x1b[K');
  tell(figures, entries);
  return compare(figures, entries);
}

function tell({ events, fillMs, sizeBytes, memory, times, points }: YearFigures, entries: number): void {
  const megabytes = (bytes: number) => `${Math.round(bytes / 1e6).toLocaleString('en')} MB`;
  const ms = (list: readonly number[] | undefined) =>
    `${percentile(list ?? [], 0.5).toFixed(1)} ms p50, ${percentile(list ?? [], 0.95).toFixed(1)} ms p95`;
  console.log(
    [
      `a life of ${entries.toLocaleString('en')} entries over ${years} years in a browser (${events.toLocaleString('en')} events, OPFS)`,
      `  first sync ${Math.round(fillMs / 1000)} s (${Math.round((events / fillMs) * 1000).toLocaleString('en')} events a second), ${megabytes(sizeBytes)} on the disk, ${megabytes(memory)} of memory in page and worker`,
      `  a year (${points.year} points): ${ms(times.year?.ours)}; ten years (${points.tenYears} points): ${ms(times.tenYears?.ours)}`,
      `  search: ${ms(times.search?.ours)}; which metrics there are: ${ms(times.metrics?.ours)}; a day: ${ms(times.today?.ours)}`,
      '',
    ].join('\n'),
  );
}

function compare({ times, opens, settings }: YearFigures, entries: number): Comparison[] {
  const at = `${entries.toLocaleString('en')} entries`;
  const one = (
    what: string,
    ours: readonly [string, readonly number[] | undefined],
    peer: readonly [string, readonly number[] | undefined],
    [share, least, goal]: readonly [share: number, least: number, goal: string],
  ): Comparison => ({
    what: `${what}, ${share === 0.5 ? 'p50' : 'p95'} (${at}; ${settings})`,
    ours: { name: ours[0], secondsPerUnit: percentile(ours[1] ?? [], share) / 1000 },
    peer: { name: peer[0], secondsPerUnit: percentile(peer[1] ?? [], share) / 1000 },
    goal,
    isMet: (ratio) => ratio >= least,
    isWatched: share === 0.5 && least < 50,
  });
  const views = (['year', 'tenYears'] as const).flatMap((view) => {
    const name = view === 'year' ? 'year view' : 'ten-year view';
    const own = ['LifeOS: the answer as the screen gets it', times[view]?.ours] as const;
    const raw = ['SQLite: one statement over the rollups', times[view]?.raw] as const;
    return [
      one(name, own, raw, [0.5, 0.667, 'at least 0.67']),
      one(name, own, raw, [0.95, 0.667, 'at least 0.67']),
      one(name, own, ['SQLite: one statement over the entries', times[view]?.scan], [0.5, 50, 'at least 50']),
    ];
  });
  const search = [
    ['LifeOS: the newest 50 entries with these words', times.search?.ours],
    ['FTS5: one statement for the same rows', times.search?.raw],
  ] as const;
  return [
    ...views,
    one('search', ...search, [0.5, 0.5, 'at least 0.5']),
    one('search', ...search, [0.95, 0.5, 'at least 0.5']),
    one(
      'cold open to the first answer of Today, nothing written yet',
      ['LifeOS: with all entries', opens.full],
      ['LifeOS: with none', opens.empty],
      [0.5, 0.833, 'at least 0.83'],
    ),
    one(
      'cold open to the first answer of a full day',
      ['LifeOS: with all entries, of that day some hundreds', opens.fullDay],
      ['LifeOS: with none', opens.empty],
      [0.5, 0, 'none: the day itself is read and drawn up'],
    ),
  ];
}
