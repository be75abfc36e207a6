// How long to wait before trying again: doubling, capped, with full jitter (Brooker, "Exponential Backoff and Jitter", 2015), so
// that many devices do not knock at once when a gateway comes back.

/** First wait and longest wait, in milliseconds. The cap keeps the promise that a device converges within half a minute. */
const firstMs = 500;
const longestMs = 10_000;

/** The wait after a number of failures in a row. `random` is from 0 to 1. */
export function backoffMs(failures: number, random: number): number {
  const ceiling = Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10));
  return Math.round(ceiling * (0.5 + random / 2));
}
