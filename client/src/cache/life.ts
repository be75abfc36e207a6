// The page's end of the worker: a Life.

import { bodyOf, encodeBody } from '#core/log/body.ts';
import type { Draft, Drafted, Life } from '../app/life.ts';
import { DeviceFull } from './full.ts';
import type { CallName, Calls, FromWorker, ToWorker } from './messages.ts';
import type { SyncStatus } from './views.ts';

/** A life, and how to let go of it. */
export interface WorkerLife extends Life {
  token(): Promise<string | undefined>;
  close(): Promise<void>;
}

const starting: SyncStatus = {
  kind: 'starting',
  outboxCount: 0,
  refusedCount: 0,
  seq: 0,
  headSeq: 0,
  pastSeq: 0,
  trouble: '',
  lastAnswerMs: null,
  storage: 'unknown',
};

export function openWorkerLife(given: {
  userId: string;
  deviceId: Promise<string>;
  baseUrl: string;
}): WorkerLife {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  const [changes, statuses] = [createListeners(), createListeners()];
  let status = starting;
  let calls = 0;
  // Everything waits for the opening, which waits for the device's id.
  const ready = given.deviceId.then((deviceId) => {
    worker.postMessage({
      to: 'open',
      userId: given.userId,
      baseUrl: given.baseUrl,
      deviceId,
    } satisfies ToWorker);
  });
  const post = (message: ToWorker) => void ready.then(() => worker.postMessage(message));
  const call = <C extends CallName>(name: C, args: Calls[C]['args']): Promise<Calls[C]['answer']> => {
    const { promise, resolve, reject } = Promise.withResolvers<Calls[C]['answer']>();
    open.set(++calls, { resolve, reject });
    post({ to: 'call', id: calls, name, args } as ToWorker);
    return promise;
  };
  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    if (data.from === 'changed') return changes.call();
    if (data.from === 'status') {
      status = data.status;
      return statuses.call();
    }
    const waiting = open.get(data.id);
    open.delete(data.id);
    if (data.from === 'answer') waiting?.resolve(data.value as never);
    else waiting?.reject(data.isFull ? new DeviceFull() : new Error(data.message));
  });
  // A page that is looked at again, after a sleep or from another one, tries at once instead of when its wait is over.
  const seen = () => {
    if (document.visibilityState === 'visible') void call('poke', {});
  };
  document.addEventListener('visibilitychange', seen);
  // Asks the browser not to clear this data when space is short; it may say no, and then the gateway has everything that was sent.
  void navigator.storage?.persist?.().catch(() => false);
  return {
    ask: (name, args) => call('ask', { name, args }) as Promise<never>,
    async propose(drafts: readonly Draft[]): Promise<Drafted[]> {
      const bytes = drafts.map((draft) => ({
        body: encodeBody(bodyOf(draft.kind, draft.value as never)),
        causeId: draft.causeId ?? '',
      }));
      return call('propose', { drafts: bytes, zone: Intl.DateTimeFormat().resolvedOptions().timeZone });
    },
    drop: (intentId) => call('drop', { intentId }),
    onChange: changes.add,
    status: { get: () => status, onChange: statuses.add },
    dismiss: (name) => call('dismiss', { name }),
    syncNow: () => void call('poke', {}),
    token: () => call('token', {}),
    async close() {
      document.removeEventListener('visibilitychange', seen);
      await call('close', {});
      worker.terminate();
    },
  };
}

function createListeners(): { add(listener: () => void): () => void; call(): void } {
  const listeners = new Set<() => void>();
  return {
    add(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    call() {
      for (const listener of listeners) listener();
    },
  };
}
