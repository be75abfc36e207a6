// Time and chance for sync, as arguments: the browser's own, or those of a simulation.

/** The clock that sync waits by. */
export interface Pace {
  /** Milliseconds since 1970, by this device. It may jump. */
  now(): number;
  /** Calls back after some milliseconds. Returns how to call it off. */
  after(ms: number, call: () => void): () => void;
  /** From 0 to 1. */
  random(): number;
}

export const browserPace: Pace = {
  now: Date.now,
  after(ms, call) {
    const timer = setTimeout(call, ms);
    return () => clearTimeout(timer);
  },
  random: Math.random,
};

/** A signal that fires with `outer`, or by itself when it has not been told to go on for `ms`: nothing is waited for without end. */
export function watchdog(
  pace: Pace,
  ms: number,
  outer: AbortSignal,
): { signal: AbortSignal; goOn(): void; end(): void } {
  const abort = new AbortController();
  const fire = () => abort.abort();
  let callOff = pace.after(ms, fire);
  outer.addEventListener('abort', fire);
  if (outer.aborted) fire();
  return {
    signal: abort.signal,
    goOn() {
      callOff();
      callOff = pace.after(ms, fire);
    },
    end() {
      callOff();
      outer.removeEventListener('abort', fire);
      fire();
    },
  };
}

/** Waits that a ring cuts short; a ring while nobody waits is remembered by the next wait. */
export interface Bell {
  ring(): void;
  wait(ms: number): Promise<void>;
}

export function createBell(pace: Pace, signal: AbortSignal): Bell {
  let wake: (() => void) | undefined;
  let rungMeanwhile = false;
  const ring = () => {
    if (wake) wake();
    else rungMeanwhile = true;
  };
  signal.addEventListener('abort', ring);
  return {
    ring,
    wait(ms) {
      if (rungMeanwhile || signal.aborted) {
        rungMeanwhile = false;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        let callOff = () => {};
        wake = () => {
          wake = undefined;
          callOff();
          resolve();
        };
        if (Number.isFinite(ms)) callOff = pace.after(ms, () => wake?.());
      });
    },
  };
}
