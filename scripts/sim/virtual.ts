// Time that passes only when everybody waits. Timers fire in the order of their times, and between two of them everything that can go
// on without time goes on to its end; nothing in a simulation may wait for anything else.

export interface VirtualTime {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls back after some milliseconds. Returns how to call it off. */
  after(ms: number, call: () => void): () => void;
  /** Waits; ends early, as a failure, when the signal fires. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Lets time pass, up to and including a time. */
  runUntil(ms: number): Promise<void>;
}

interface Timer {
  readonly at: number;
  readonly order: number;
  call: (() => void) | undefined;
}

export function createVirtualTime(startMs: number): VirtualTime {
  let nowMs = startMs;
  let order = 0;
  const timers: Timer[] = []; // a binary heap, by time, then by order
  const time: VirtualTime = {
    now: () => nowMs,
    after(ms, call) {
      const timer: Timer = { at: nowMs + Math.max(0, ms), order: order++, call };
      push(timers, timer);
      return () => {
        timer.call = undefined;
      };
    },
    sleep(ms, signal) {
      return new Promise((resolve, reject) => {
        const callOff = time.after(ms, resolve);
        const fail = () => {
          callOff();
          reject(new Error('The wait was called off.'));
        };
        if (signal?.aborted) fail();
        signal?.addEventListener('abort', fail, { once: true });
      });
    },
    async runUntil(ms) {
      await settled();
      for (let timer = timers[0]; timer && timer.at <= ms; timer = timers[0]) {
        pop(timers);
        if (!timer.call) continue;
        nowMs = Math.max(nowMs, timer.at);
        timer.call();
        await settled();
      }
      nowMs = Math.max(nowMs, ms);
    },
  };
  return time;
}

// All promise reactions have run when the event loop comes round.
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}

function push(heap: Timer[], timer: Timer): void {
  let at = heap.length;
  heap.push(timer);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (isBefore(heap[parent] as Timer, timer)) break;
    heap[at] = heap[parent] as Timer;
    at = parent;
  }
  heap[at] = timer;
}

function pop(heap: Timer[]): void {
  const last = heap.pop();
  if (!last || heap.length === 0) return;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && isBefore(heap[child + 1] as Timer, heap[child] as Timer)) child++;
    if (isBefore(last, heap[child] as Timer)) break;
    heap[at] = heap[child] as Timer;
    at = child;
  }
  heap[at] = last;
}
