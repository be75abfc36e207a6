// Tries again for a while. Tabs of one device share a database: what one needs may be in another's hand for a moment, or in the
// hand of a page that is just going away.

export interface Patience {
  /** How long it is tried, in milliseconds. */
  readonly forMs: number;
  /** Whether waiting may help. */
  readonly isWorthIt: (error: unknown) => boolean;
  readonly now: () => number;
  /** From 0 to 1: tabs that want the same must not ask in step. */
  readonly random: () => number;
  readonly wait: (ms: number) => Promise<void>;
}

/** First wait and longest wait, in milliseconds: a commit takes a few, and a person notices some hundred. */
const firstMs = 5;
const longestMs = 200;

/** What `work` gives, however often it takes. Fails as the last attempt failed. */
export async function patiently<T>(work: () => Promise<T>, patience: Patience): Promise<T> {
  const end = patience.now() + patience.forMs;
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (!patience.isWorthIt(error) || patience.now() >= end) throw error;
      const ceilingMs = Math.min(longestMs, firstMs * 2 ** Math.min(attempt, 10));
      await patience.wait(ceilingMs * (0.5 + patience.random() / 2));
    }
  }
}

/** The clock and the dice of this worker. */
export const inThisWorker: Pick<Patience, 'now' | 'random' | 'wait'> = {
  now: Date.now,
  random: Math.random,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
