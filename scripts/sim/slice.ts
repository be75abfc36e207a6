// Runs histories one after the other, or a share of them on every core. A history is its seed's alone, wherever it runs.

import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { runHistory } from './history.ts';

/** Every `step`th seed from `first`, below `end`. */
export interface Slice {
  readonly first: number;
  readonly end: number;
  readonly step: number;
}

export interface SliceTold {
  readonly entries: number;
  readonly events: number;
  readonly violation: { readonly seed: number; readonly words: string } | undefined;
}

/** Runs the histories of a slice, up to the first violation. */
export async function runSlice({ first, end, step }: Slice): Promise<SliceTold> {
  let [entries, events] = [0, 0];
  for (let seed = first; seed < end; seed += step) {
    const told = await runHistory(seed);
    entries += told.entries;
    events += told.events;
    if (told.violation !== undefined) return { entries, events, violation: { seed, words: told.violation } };
  }
  return { entries, events, violation: undefined };
}

/** Runs histories on all cores. The first violation ends them all. */
export async function runOnAllCores(first: number, count: number): Promise<SliceTold> {
  const step = Math.min(availableParallelism(), count);
  const workers: Worker[] = [];
  const running = Array.from({ length: step }, (_, core) => {
    const slice: Slice = { first: first + core, end: first + count, step };
    const worker = new Worker(new URL('./slice.worker.ts', import.meta.url), { workerData: slice });
    workers.push(worker);
    return new Promise<SliceTold>((resolve, reject) => {
      worker.once('message', resolve);
      worker.once('error', reject);
    });
  });
  try {
    const told = await Promise.all(running.map(async (one) => throwViolation(await one)));
    const sum = (of: (one: SliceTold) => number) => told.reduce((total, one) => total + of(one), 0);
    return { entries: sum((one) => one.entries), events: sum((one) => one.events), violation: undefined };
  } catch (thrown) {
    if (thrown instanceof Found) return thrown.told;
    throw thrown;
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

class Found extends Error {
  readonly told: SliceTold;

  constructor(told: SliceTold) {
    super('A promise was broken.');
    this.told = told;
  }
}

function throwViolation(told: SliceTold): SliceTold {
  if (told.violation) throw new Found(told);
  return told;
}
