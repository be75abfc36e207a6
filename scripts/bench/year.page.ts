// The page of the year bench: fills a life through the path that a new device takes, then asks it what screens ask.

import { addDays } from '#core/projection/day.ts';
import type { Plan } from '../demo/life.ts';
import { askWorker } from './workers.ts';
import type { YearFigures } from './year.ts';
import type { Measured } from './year.worker.ts';

declare global {
  interface Window {
    /** See browser.ts. */
    benchMemory(): Promise<number>;
    benchYear(plan: Plan, rounds: number): Promise<YearFigures>;
  }
}

const newWorker = () =>
  askWorker(new Worker(new URL('./year.worker.ts', import.meta.url), { type: 'module' }));

window.benchYear = async (plan, rounds) => {
  const filled = await fill(plan);
  const empty = newWorker();
  await empty.ask('open', 'empty');
  await empty.ask('close');
  empty.end();
  // Cold opens in turns, each in a new worker, as when the app is started.
  const opens: YearFigures['opens'] = { full: [], empty: [], fullDay: [] };
  for (let round = -1; round < 11; round++)
    for (const name of ['full', 'empty'] as const) {
      const { todayMs, dayMs } = await coldOpen(name, plan.lastDay);
      if (round < 0) continue;
      opens[name].push(todayMs);
      if (name === 'full') opens.fullDay.push(dayMs);
    }
  const worker = newWorker();
  await worker.ask('open', 'full');
  const measured = await worker.ask<Measured>('measure', { lastDay: plan.lastDay, rounds });
  const memory = await window.benchMemory();
  await worker.ask('close');
  worker.end();
  return { ...filled, ...measured, opens, memory };
};
document.title = 'ready';

async function fill(plan: Plan): Promise<{ events: number; fillMs: number; sizeBytes: number }> {
  const source = askWorker(new Worker(new URL('./source.worker.ts', import.meta.url), { type: 'module' }));
  const events = await source.ask<number>('make', plan);
  const worker = newWorker();
  await worker.ask('open', 'full');
  let [left, fillMs] = [events, 0];
  for (;;) {
    const page = await source.ask<Uint8Array[] | undefined>('newest');
    if (!page) break;
    fillMs += await worker.ask<number>('take', { page, oldestSeq: left - page.length + 1, headSeq: events });
    left -= page.length;
    if (left % 10_000 < page.length)
      console.info(
        `filling: ${events - left} of ${events} events, ${Math.round(((events - left) / fillMs) * 1000)} a second`,
      );
  }
  source.end();
  const sizeBytes = await worker.ask<number>('size');
  await worker.ask('close');
  worker.end();
  return { events, fillMs, sizeBytes };
}

// To the answer of a Today on which nothing is written yet, and to that of the life's last day, with all its entries.
async function coldOpen(name: string, lastDay: string): Promise<{ todayMs: number; dayMs: number }> {
  const began = performance.now();
  const worker = newWorker();
  await worker.ask('open', name);
  await worker.ask('day', addDays(lastDay, 1));
  const todayMs = performance.now() - began;
  await worker.ask('day', lastDay);
  const dayMs = performance.now() - began;
  await worker.ask('close');
  worker.end();
  return { todayMs, dayMs };
}
