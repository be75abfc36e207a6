// Slows down guessing: a name that was tried too often must wait. Kept in memory: a restart forgives, a guesser gains little.

import { overLimit, Refused } from '#core/decide/refusal.ts';
import { limits } from '../kernel/limits.ts';

export interface Tries {
  /** Refuses when the name has to wait. */
  check(name: string): void;
  /** Counts a wrong try. */
  count(name: string): void;
  /** Forgets the name's wrong tries. */
  forgive(name: string): void;
}

// A guesser who invents names must not fill the memory.
const namesMax = 10_000;

export function createTries(now: () => number): Tries {
  const wrong = new Map<string, { count: number; sinceMs: number }>();
  const current = (name: string) => {
    const tries = wrong.get(name);
    if (tries && now() - tries.sinceMs > limits.signInWindowMs) wrong.delete(name);
    return wrong.get(name);
  };
  return {
    check(name) {
      const tries = current(name);
      if (!tries || tries.count < limits.signInTriesMax) return;
      const waitMs = limits.signInWindowMs - (now() - tries.sinceMs);
      const minutes = Math.ceil(waitMs / 60_000);
      throw new Refused(
        overLimit(
          'signInTriesMax',
          'Too many wrong passwords.',
          `Wait ${minutes} minutes, or use a passkey.`,
          waitMs,
        ),
      );
    },
    count(name) {
      const tries = current(name) ?? { count: 0, sinceMs: now() };
      if (wrong.size >= namesMax) wrong.clear();
      wrong.set(name, { ...tries, count: tries.count + 1 });
    },
    forgive: (name) => void wrong.delete(name),
  };
}
