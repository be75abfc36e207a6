// Keeps this device and the gateway alike. Three loops: one pushes the outbox, one follows the log, one brings its past. Whatever
// breaks, a loop waits a little and goes on from what is stored, so nothing here needs to survive a crash. One tab at a time does it;
// what it writes, all tabs see.

import { hexOfBytes } from '#core/log/hex.ts';
import type { RandomBytes } from '#core/log/ids.ts';
import type { Database } from '../cache/database.ts';
import { becomeAnother } from '../cache/marks.ts';
import { backoffMs } from './backoff.ts';
import { overdueLookMs, pastShownMs } from './limits.ts';
import { type FailureKind, type Line, LineFailure } from './line.ts';
import { type Bell, createBell, type Pace } from './pace.ts';
import { pullBackwards, pullForwards } from './pull.ts';
import { lookForOverdue, pushAll } from './push.ts';
import { rewind } from './rewind.ts';

/** Failures that sync mends by itself, so that nobody is told of them. */
type Mended = 'history' | 'copied' | 'unsupported';

/** What the line to the gateway last told. */
export type LineState =
  | { readonly kind: 'connected' }
  | { readonly kind: Exclude<FailureKind, Mended>; readonly words: string };

export interface SyncParts {
  readonly database: Database;
  readonly line: Line;
  readonly pace: Pace;
  /** Makes device ids and marks. */
  readonly random: RandomBytes;
  readonly deviceId: string;
  /** Called after something was written. */
  readonly changed: () => void;
  /** Called when the line changes, and whenever the gateway answered. */
  readonly tell: (state: LineState) => void;
  readonly signal: AbortSignal;
}

export interface SyncEngine {
  /** There is something to push, or a reason to try at once. */
  poke(): void;
  /** Settles when all has ended after the signal. */
  readonly ended: Promise<void>;
}

export function startSync(parts: SyncParts): SyncEngine {
  const bells = [0, 1, 2].map(() => createBell(parts.pace, parts.signal)) as [Bell, Bell, Bell];
  const [pushing, pulling, lookingBack] = bells;
  const push = { ...parts, newMark: () => newMark(parts), answered: () => parts.tell({ kind: 'connected' }) };
  const pull = {
    ...parts,
    heard(fresh: number) {
      parts.tell({ kind: 'connected' });
      if (fresh === 0) return;
      parts.changed();
      lookingBack.ring();
    },
  };
  // While the past arrives, page after page, screens ask anew now and then and not after every page: asking costs more than taking.
  let shownMs = 0;
  const past = {
    ...parts,
    heard() {
      const nowMs = parts.pace.now();
      if (Math.abs(nowMs - shownMs) < pastShownMs) return;
      shownMs = nowMs;
      parts.tell({ kind: 'connected' });
      parts.changed();
    },
  };
  const loops = [
    forever(parts, pushing, async () => {
      await pushAll(push);
      await pushing.wait(overdueLookMs);
      await lookForOverdue(push);
    }),
    forever(parts, pulling, () => pullForwards(pull)),
    forever(parts, lookingBack, async () => {
      if (await pullBackwards(past)) parts.changed();
      await lookingBack.wait(Number.POSITIVE_INFINITY);
    }),
  ];
  return {
    poke() {
      for (const bell of bells) bell.ring();
    },
    ended: Promise.all(loops).then(() => undefined),
  };
}

async function forever(parts: SyncParts, bell: Bell, work: () => Promise<void>): Promise<void> {
  let failures = 0;
  while (!parts.signal.aborted) {
    const began = parts.pace.now();
    try {
      await work();
      failures = 0;
    } catch (error) {
      if (parts.signal.aborted) return;
      // A line that held for a while was a good one: the next try comes soon.
      if (Math.abs(parts.pace.now() - began) > steadyMs) failures = 0;
      const failure = await heal(parts, error);
      if (failure === undefined) continue;
      parts.tell({ kind: failure.kind, words: failure.message });
      await bell.wait(Math.max(failure.retryAfterMs, backoffMs(failures++, parts.pace.random())));
    }
  }
}

/** Milliseconds after which a line counts as having held. */
const steadyMs = 30_000;

type Told = LineFailure & { readonly kind: Exclude<FailureKind, Mended> };

// Mends what can be mended here, and gives what has to be waited for instead.
async function heal(parts: SyncParts, error: unknown): Promise<Told | undefined> {
  const failure = error instanceof LineFailure ? error : new LineFailure('trouble', wordsOf(error));
  try {
    if (failure.kind === 'history') {
      await rewind(parts);
      parts.changed();
      return undefined;
    }
    if (failure.kind === 'copied') {
      await parts.database.transact((sql) => becomeAnother(sql, parts.pace.now(), parts.random));
      parts.changed();
      return undefined;
    }
  } catch (again) {
    return (again instanceof LineFailure ? again : new LineFailure('trouble', wordsOf(again))) as Told;
  }
  return (failure.kind === 'unsupported' ? new LineFailure('trouble', failure.message) : failure) as Told;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function newMark({ random }: SyncParts): string {
  return hexOfBytes(random(new Uint8Array(16)));
}
