// The page of the bench against Evolu: the same entries, the same batches, in turns, timed from the page that waits for them.

import { createEvolu, id, NonEmptyString, NonNegativeInt, SimpleName, String as Text } from '@evolu/common';
import { evoluWebDeps } from '@evolu/web';
import type { Plan } from '../demo/life.ts';
import type { PlainEntry } from './sync.worker.ts';
import { askWorker } from './workers.ts';

/** Milliseconds of each batch. */
export interface EvoluTimes {
  readonly ours: number[];
  readonly evolu: number[];
}

declare global {
  interface Window {
    benchEvolu(asked: { plan: Plan; batch: number }): Promise<EvoluTimes>;
  }
}

const schema = {
  entry: {
    id: id('Entry'),
    kind: NonEmptyString,
    occurredMs: NonNegativeInt,
    zone: NonEmptyString,
    note: Text,
    typed: Text,
    fields: Text,
  },
};

window.benchEvolu = async ({ plan, batch }) => {
  const worker = askWorker(new Worker(new URL('./sync.worker.ts', import.meta.url), { type: 'module' }));
  await worker.ask('beginCapture', { plan, batch });
  // No relay: only what is kept on this device is compared.
  const evolu = createEvolu(evoluWebDeps)(schema, { name: SimpleName.orThrow('bench'), transports: [] });
  await evolu.appOwner;
  const save = (entries: readonly PlainEntry[]) =>
    new Promise<void>((resolve, reject) => {
      evolu.subscribeError(() => reject(new Error(JSON.stringify(evolu.getError()))));
      entries.forEach((entry, index) => {
        // What is inserted in one go is one transaction; the last one tells when it is kept.
        const isLast = index === entries.length - 1;
        const result = evolu.insert('entry', entry as never, isLast ? { onComplete: resolve } : {});
        if (!result.ok) reject(new Error(JSON.stringify(result.error)));
      });
    });
  const times: EvoluTimes = { ours: [], evolu: [] };
  for (let round = -2; ; round++) {
    const entries = await worker.ask<PlainEntry[]>('nextBatch');
    if (entries.length === 0) return times;
    const ours = await timed(() => worker.ask('captureBatch'));
    const theirs = await timed(() => save(entries));
    if (round < 0) continue;
    times.ours.push(ours);
    times.evolu.push(theirs);
  }
};
document.title = 'ready';

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
