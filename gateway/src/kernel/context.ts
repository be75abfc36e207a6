// What the gateway's parts are given: clock, randomness, log. Only main.ts makes one; tests make their own.

import { randomFillSync } from 'node:crypto';
import type { Logger } from 'pino';
import type { RandomBytes } from '#core/log/ids.ts';

export interface Kernel {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly random: RandomBytes;
  readonly log: Logger;
}

/** Randomness of the operating system. */
export const systemRandom: RandomBytes = (bytes) => randomFillSync(bytes);
