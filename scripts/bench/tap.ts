// From a tap to the disk, in a real browser: what a person waits for before a line counts as saved (rules, stamp, outbox, rows,
// search, metrics, commit), against one bare INSERT of the same bytes into a database of the same kind on the same disk.

import { inBrowser } from './browser.ts';
import { type Comparison, percentile, type Timing } from './measure.ts';

/** Milliseconds for one entry, round by round. */
export interface TapTimes {
  readonly one: { ours: number[]; raw: number[] };
  readonly many: { ours: number[]; raw: number[] };
  /** The settings that make a commit durable. */
  readonly settings: string;
}

const rounds = 200;
const batch = 100;

export async function benchTap(): Promise<Comparison[]> {
  const { one, many, settings } = await inBrowser('tap', (page) =>
    page.evaluate((asked) => window.benchTap(asked), { rounds, batch }),
  );
  const compare = (what: string, times: TapTimes['one'], share: number) => ({
    what: `tap to disk, ${what} (Chromium, OPFS, ${settings})`,
    ours: timing('LifeOS: rules, stamp, outbox, rows, search, metrics', times.ours, share),
    peer: timing('wa-sqlite: one bare INSERT of the same bytes', times.raw, share),
  });
  const goal = { goal: 'at least 0.5', isMet: (ratio: number) => ratio >= 0.5 };
  const noGoal = (goal: string) => ({ goal: `none: ${goal}`, isMet: () => true });
  return [
    { ...compare('one entry, p50', one, 0.5), ...goal },
    { isWatched: false, ...compare('one entry, p95', one, 0.95), ...noGoal('the tail is the disk’s') },
    // A commit is paid once for all of them here, so what is left is the work for each.
    {
      ...compare(`${batch} entries at once, p50`, many, 0.5),
      ...noGoal('judged, folded and indexed one by one'),
    },
    {
      isWatched: false,
      ...compare(`${batch} entries at once, p95`, many, 0.95),
      ...noGoal('the same, on a bad day'),
    },
  ];
}

function timing(name: string, timesMs: readonly number[], share: number): Timing {
  return { name, secondsPerUnit: percentile(timesMs, share) / 1000 };
}
