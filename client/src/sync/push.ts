// Pushes the outbox in batches, one call at a time, so that the order of the person's entries is kept.

import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database, Sql } from '../cache/database.ts';
import { markAnswered, nextMark, stampingDevice } from '../cache/marks.ts';
import { readCursor } from '../cache/meta.ts';
import { countOutbox, releaseOverdue, releaseTaken, settleOutcomes, takeForPush } from '../cache/outbox.ts';
import { arrivalMs, pushMs } from './limits.ts';
import { type Line, LineFailure, type Mark } from './line.ts';
import { type Pace, watchdog } from './pace.ts';

export interface PushParts {
  readonly database: Database;
  readonly line: Line;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** The id that was given to this device; see cache/marks.ts. */
  readonly deviceId: string;
  readonly newMark: () => string;
  /** Called when the gateway has answered. */
  readonly answered: () => void;
  /** Called after something was written. */
  readonly changed: () => void;
}

/** Pushes until nothing waits for an answer. What was under way when the line broke is here again. */
export async function pushAll(parts: PushParts): Promise<void> {
  try {
    while (await pushOnce(parts));
  } catch (error) {
    await parts.database.transact(releaseTaken);
    parts.changed();
    throw error;
  }
}

/** Puts what should have arrived by now in line again. Gives whether there is something to push. */
export async function lookForOverdue(parts: PushParts): Promise<boolean> {
  const released = await parts.database.transact(async (sql) => {
    const { seq, headSeq } = await readCursor(sql);
    return seq < headSeq ? 0 : releaseOverdue(sql, parts.pace.now(), arrivalMs);
  });
  if (released > 0) parts.changed();
  return released > 0;
}

// Gives whether there may be more to push.
async function pushOnce(parts: PushParts): Promise<boolean> {
  const { unanswered } = await parts.database.read(countOutbox);
  if (unanswered === 0) return false;
  const call = await parts.database.transact((sql) => prepareCall(sql, parts));
  parts.changed();
  const dog = watchdog(parts.pace, pushMs, parts.signal);
  try {
    const outcomes = await parts.line.propose(call, dog.signal);
    const answered = await parts.database.transact(async (sql) => {
      await markAnswered(sql, call.mark);
      return settleOutcomes(sql, outcomes, parts.pace.now());
    });
    parts.answered();
    parts.changed();
    // Asking the same again at once would never end.
    if (answered === 0)
      throw new LineFailure('trouble', 'This LifeOS is newer than the page: reload it to go on.');
    return true;
  } finally {
    dog.end();
  }
}

async function prepareCall(sql: Sql, parts: PushParts): Promise<{ intents: Intent[]; mark: Mark }> {
  const deviceId = await stampingDevice(sql, parts.deviceId);
  return { intents: await takeForPush(sql), mark: await nextMark(sql, deviceId, parts.newMark) };
}
