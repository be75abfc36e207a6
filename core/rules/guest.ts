// A worker that may be killed at any time, asked one question after another.
//
//   rest ──ask──▶ starting ──ready──▶ busy ──answer──▶ idle ──ask──▶ busy …
//                     └─ too late, crashed, called off ─┴──▶ rest   (the next question starts a new worker)
//
// Guests (rules, plugins) can hang inside native code, where no interrupt reaches them. Only ending the whole worker
// helps, so everything a worker holds must be cheap to build again.

/** What we need from a worker, be it a thread in Node or one in the browser. */
export interface GuestWorker {
  post(message: unknown): void;
  /** Called once. The first message of a worker is 'ready'; every later one answers a question. */
  listen(on: { message(message: unknown): void; crash(reason: string): void }): void;
  /** Ends it, whatever it is doing. May be called twice. */
  terminate(): void;
}

export type SpawnGuest = () => GuestWorker;

/** Why no answer came: too slow (and killed), ended by itself, called off, too many questions waiting, or closed. */
export type NoAnswer = 'timeout' | 'crashed' | 'aborted' | 'busy' | 'closed';

export type Answer<A> =
  | { readonly ok: true; readonly answer: A }
  | { readonly ok: false; readonly why: NoAnswer; readonly message: string };

/** Asks the worker one question. `timeoutMs` counts from when the worker is given it. */
export type Ask<Q, A> = (question: Q, timeoutMs: number, signal?: AbortSignal) => Promise<Answer<A>>;

export interface Guest<Q, A> {
  /**
   * Does some work with the worker to itself, after all work that came earlier. Between two questions of one turn nobody
   * else asks; a question without an answer costs the worker, and the next one starts a new one.
   */
  inTurn(work: (ask: Ask<Q, A>) => Promise<Answer<A>>): Promise<Answer<A>>;
  /** Turns taken and not ended yet. */
  readonly waiting: number;
  /** Kills the worker; everything that waits is answered 'closed'. */
  close(): void;
}

/**
 * @param given.startMsMax how long a worker may take until it is ready, in milliseconds
 * @param given.waitingMax how many turns may wait; the next one is answered 'busy' at once
 */
export function createGuest<Q, A>(given: {
  spawn: SpawnGuest;
  startMsMax: number;
  waitingMax: number;
}): Guest<Q, A> {
  let live: LiveWorker | undefined;
  let waiting = 0;
  let isClosed = false;
  let lastTurn: Promise<unknown> = Promise.resolve();

  const ask: Ask<Q, A> = async (question, timeoutMs, signal) => {
    if (isClosed) return closed;
    if (signal?.aborted) return aborted;
    const worker = live === undefined || live.hasEnded ? startWorker(given.spawn) : live;
    live = worker;
    const ready = await worker.next(given.startMsMax, signal, worker.isReady);
    const answered = ready.ok ? await worker.next(timeoutMs, signal, false, question) : ready;
    return answered as Answer<A>;
  };

  return {
    inTurn(work) {
      if (waiting >= given.waitingMax) return Promise.resolve(busy);
      waiting++;
      const turn = lastTurn.then(() => work(ask)).finally(() => waiting--);
      lastTurn = turn.catch(() => {}); // whoever took the turn learns of the error; the next one is not to blame
      return turn;
    },
    get waiting() {
      return waiting;
    },
    close() {
      isClosed = true;
      live?.end(closed);
      live = undefined;
    },
  };
}

const closed = { ok: false, why: 'closed', message: 'it was closed' } as const;
const aborted = { ok: false, why: 'aborted', message: 'it was called off' } as const;
const busy = {
  ok: false,
  why: 'busy',
  message: 'too many questions are waiting; try again in a moment',
} as const;

interface LiveWorker {
  readonly isReady: boolean;
  readonly hasEnded: boolean;
  /** The worker's next message, after posting one to it if given; at once when `skip` is set. */
  next(
    timeoutMs: number,
    signal: AbortSignal | undefined,
    skip: boolean,
    post?: unknown,
  ): Promise<Answer<unknown>>;
  /** Kills it; what it is being asked gets this answer. */
  end(answer: Answer<never>): void;
}

function startWorker(spawn: SpawnGuest): LiveWorker {
  const worker = spawn();
  let isReady = false;
  let ended: Answer<never> | undefined;
  let settle: (answer: Answer<unknown>) => void = () => {};

  const end = (answer: Answer<never>): void => {
    ended ??= answer;
    worker.terminate();
    settle(ended);
  };
  worker.listen({
    message(message) {
      isReady = true;
      settle({ ok: true, answer: message });
    },
    crash: (reason) => end({ ok: false, why: 'crashed', message: reason }),
  });

  return {
    get isReady() {
      return isReady;
    },
    get hasEnded() {
      return ended !== undefined;
    },
    async next(timeoutMs, signal, skip, post) {
      if (ended) return ended;
      if (skip) return { ok: true, answer: undefined };
      const tooLate = { ok: false, why: 'timeout', message: `no answer within ${timeoutMs} ms` } as const;
      const onAbort = () => end(aborted);
      let timer: ReturnType<typeof setTimeout> | undefined;
      try {
        return await new Promise<Answer<unknown>>((resolve) => {
          settle = resolve;
          // When our own thread was the slow one, the answer already waits behind this timer: the second, short
          // timer lets it be read first.
          timer = setTimeout(() => {
            timer = setTimeout(() => end(tooLate), 20);
          }, timeoutMs);
          signal?.addEventListener('abort', onAbort, { once: true });
          if (post !== undefined) worker.post(post);
        });
      } finally {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        settle = () => {};
      }
    },
    end,
  };
}
