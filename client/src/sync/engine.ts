// Keeps this device and the gateway alike: pushes the outbox in batches, pulls the log by a stream from the cursor. One tab at
// a time does it; what it writes, all tabs see. Whatever breaks, it waits a little and goes on from what is stored, so nothing
// here needs to survive a crash.

import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import type { Database } from '../cache/database.ts';
import { readCursor, takeEvents } from '../cache/mirror.ts';
import { countOutbox, releaseTaken, settleOutcomes, takeForPush } from '../cache/outbox.ts';
import type { Tokens } from '../session/tokens.ts';
import { backoffMs } from './backoff.ts';

/** What a line to the gateway tells. */
export type LineState =
  | { readonly kind: 'connected' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signedOut' }
  | { readonly kind: 'trouble'; readonly words: string };

export interface SyncParts {
  readonly database: Database;
  readonly tokens: Tokens;
  readonly baseUrl: string;
  /** Called after something was written. */
  readonly changed: () => void;
  /** Called when the line changes, and whenever the gateway answered. */
  readonly line: (state: LineState) => void;
  readonly signal: AbortSignal;
}

export interface SyncEngine {
  /** There is something to push, or a reason to try at once. */
  poke(): void;
}

/** Milliseconds without any word on the stream before it counts as dead; the gateway speaks every 15 s. */
const silenceMs = 40_000;
const pushTimeoutMs = 30_000;

export function startSync(parts: SyncParts): SyncEngine {
  const transport = createConnectTransport({ baseUrl: parts.baseUrl, useBinaryFormat: true });
  const gateway = {
    log: createClient(LogService, transport),
    intents: createClient(IntentService, transport),
  };
  const bearer = async (): Promise<HeadersInit> => {
    const answer = await parts.tokens.get();
    if (answer.kind === 'token') return { authorization: `Bearer ${answer.token}` };
    throw new ConnectError(answer.kind, answer.kind === 'offline' ? Code.Unavailable : Code.Unauthenticated);
  };
  const pulling = createBell(parts.signal);
  const pushing = createBell(parts.signal);
  void forever(parts, pulling, async () => pull(parts, gateway.log, await bearer()));
  void forever(parts, pushing, async () => {
    try {
      while (await pushOnce(parts, gateway.intents, bearer));
    } catch (error) {
      await parts.database.transact(releaseTaken);
      parts.changed();
      throw error;
    }
    await pushing.wait(Number.POSITIVE_INFINITY);
  });
  return {
    poke() {
      pulling.ring();
      pushing.ring();
    },
  };
}

async function forever(parts: SyncParts, bell: Bell, work: () => Promise<void>): Promise<void> {
  let failures = 0;
  while (!parts.signal.aborted) {
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (parts.signal.aborted) return;
      parts.line(lineAfter(error, parts.tokens));
      await bell.wait(backoffMs(failures++, Math.random()));
    }
  }
}

async function pull(parts: SyncParts, log: Client<typeof LogService>, headers: HeadersInit): Promise<void> {
  const abort = new AbortController();
  const end = () => abort.abort();
  parts.signal.addEventListener('abort', end);
  let watchdog = setTimeout(end, silenceMs);
  try {
    const { seq } = await parts.database.read(readCursor);
    for await (const batch of log.subscribe({ afterSeq: BigInt(seq) }, { signal: abort.signal, headers })) {
      clearTimeout(watchdog);
      watchdog = setTimeout(end, silenceMs);
      const headSeq = Number(batch.headSeq);
      const taken = await parts.database.transact((sql) => takeEvents(sql, batch.events, headSeq));
      parts.line({ kind: 'connected' });
      if (taken > 0) parts.changed();
    }
  } finally {
    clearTimeout(watchdog);
    parts.signal.removeEventListener('abort', end);
  }
}

// Gives whether there may be more to push.
async function pushOnce(
  parts: SyncParts,
  client: Client<typeof IntentService>,
  bearer: () => Promise<HeadersInit>,
): Promise<boolean> {
  const { unanswered } = await parts.database.read(countOutbox);
  if (unanswered === 0) return false;
  const headers = await bearer();
  const intents = await parts.database.transact(takeForPush);
  parts.changed();
  const { outcomes } = await client.propose({ intents }, { timeoutMs: pushTimeoutMs, headers });
  await parts.database.transact((sql) => settleOutcomes(sql, outcomes));
  parts.line({ kind: 'connected' });
  parts.changed();
  return true;
}

function lineAfter(error: unknown, tokens: Tokens): LineState {
  const { code, rawMessage } = ConnectError.from(error);
  if (code === Code.Unauthenticated) {
    tokens.forget();
    return rawMessage === 'signedOut' ? { kind: 'signedOut' } : { kind: 'offline' };
  }
  const isAway =
    code === Code.Unavailable ||
    code === Code.Unknown ||
    code === Code.Canceled ||
    code === Code.DeadlineExceeded;
  return isAway ? { kind: 'offline' } : { kind: 'trouble', words: rawMessage };
}

interface Bell {
  ring(): void;
  wait(ms: number): Promise<void>;
}

// Waits can be cut short by a ring; a ring while nobody waits is remembered by the next wait.
function createBell(signal: AbortSignal): Bell {
  const waiting = new Set<() => void>();
  let rungMeanwhile = false;
  const ring = () => {
    rungMeanwhile = waiting.size === 0;
    for (const wake of waiting) wake();
  };
  signal.addEventListener('abort', ring);
  return {
    ring,
    wait(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      if (rungMeanwhile) resolve();
      rungMeanwhile = false;
      waiting.add(resolve);
      const timer = Number.isFinite(ms) ? setTimeout(resolve, ms) : undefined;
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(resolve);
      });
    },
  };
}
