// How fast a device takes a long history, and how fast it saves much at once, against plain INSERTs of the very same rows: what is on
// top of them is decoding, folding, counting, judging, and looking what is there already.

import { inBrowser } from './browser.ts';
import { type Comparison, percentile } from './measure.ts';
import type { PieceTimes } from './sync.worker.ts';

const lastDay = '2026-11-20';
/** As dense as a life of a million entries in ten years. */
const perYear = 100_000;
const syncEntries = 60_000;
const captures = { entries: 10_000, batch: 100, pieceBatches: 10 };

export async function benchSync(): Promise<Comparison[]> {
  const plan = { seed: 1, years: syncEntries / perYear, entries: syncEntries, lastDay };
  const times = await inBrowser('sync', (page) =>
    page.evaluate((asked) => window.benchSync(asked), { plan, piecePages: 10 }),
  );
  return [
    compare(times, {
      what: `first sync of ${times.events.toLocaleString('en')} events in pages of 500`,
      name: 'LifeOS: events to rows, words and metrics',
      least: 0.5,
    }),
  ];
}

export async function benchCapture(): Promise<Comparison[]> {
  const { entries, batch, pieceBatches } = captures;
  const plan = { seed: 2, years: entries / perYear, entries, lastDay };
  const times = await inBrowser('sync', (page) =>
    page.evaluate((asked) => window.benchCapture(asked), { plan, batch, pieceBatches }),
  );
  const evolu = await inBrowser('evolu', (page) =>
    page.evaluate((asked) => window.benchEvolu(asked), { plan, batch }),
  );
  console.log(
    'LiveStore was not run: npm installs it only beside 19 packages of Effect that it wants as peers.\n',
  );
  const name = 'LifeOS: rules, stamps, outbox, rows, words and metrics';
  const what = `capture of ${entries.toLocaleString('en')} entries, ${batch} at once`;
  const perEntry = (list: readonly number[]) => percentile(list, 0.5) / 1000 / batch;
  return [
    compare(times, { what, name, least: 0.6 }),
    {
      what: `${what}, as the page sees it (Chromium, OPFS)`,
      ours: { name, secondsPerUnit: perEntry(evolu.ours) },
      peer: { name: 'Evolu 7.4: insert, its log and its table', secondsPerUnit: perEntry(evolu.evolu) },
      goal: 'at least 1',
      isMet: (ratio) => ratio >= 1,
    },
  ];
}

// Turns of a piece each: the median of the pieces' ratios is not disturbed by one that the machine was busy in.
function compare(
  times: PieceTimes,
  { what, name, least }: { what: string; name: string; least: number },
): Comparison {
  const perEvent = (list: readonly number[]) => (percentile(list, 0.5) / 1000) * (list.length / times.events);
  const perRow = (times.rows / times.events).toFixed(1);
  return {
    what: `${what} (Chromium, OPFS, ${times.settings})`,
    ours: { name, secondsPerUnit: perEvent(times.ours) },
    peer: {
      name: `wa-sqlite: INSERTs of the same rows, ${perRow} an event`,
      secondsPerUnit: perEvent(times.raw),
    },
    goal: `at least ${least}`,
    isMet: (ratio) => ratio >= least,
  };
}
