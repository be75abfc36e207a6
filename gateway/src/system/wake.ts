// Wakes the streams of a user when their log grows, here or on another gateway. NOTIFY is only a hint: a stream also looks by
// itself now and then, so a lost wake-up costs a few seconds and never an event.

import type { OpenDatabase } from '../db/database.ts';

export interface WakeUps {
  /** Resolves when the user's log may have grown, after `ms`, or when the signal fires. */
  wait(userId: string, ms: number, signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export async function openWakeUps(database: Pick<OpenDatabase, 'listen'>): Promise<WakeUps> {
  const sleepers = new Map<string, Set<() => void>>();
  const stop = await database.listen('lifeos_log', (userId) => {
    for (const wake of sleepers.get(userId) ?? []) wake();
  });
  return {
    wait(userId, ms, signal) {
      const { promise, resolve } = Promise.withResolvers<void>();
      const mine = sleepers.get(userId) ?? new Set();
      sleepers.set(userId, mine);
      const timer = setTimeout(resolve, ms);
      mine.add(resolve);
      const leave = () => resolve();
      signal.addEventListener('abort', leave);
      if (signal.aborted) resolve();
      return promise.finally(() => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave); // a stream waits many times with one signal
        mine.delete(resolve);
        if (mine.size === 0 && sleepers.get(userId) === mine) sleepers.delete(userId);
      });
    },
    close: stop,
  };
}
