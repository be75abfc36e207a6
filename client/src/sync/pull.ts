// Pulls the log: forwards by a stream from the cursor, backwards in pages while the past is not here yet. Proxies that hold a stream
// back until it ends are got past by reading a page first: whoever can ask, is level again before it listens.

import type { Database } from '../cache/database.ts';
import { readCursor } from '../cache/meta.ts';
import { takeEvents, takePast } from '../cache/mirror.ts';
import { pageEvents, pageMs, silenceMs } from './limits.ts';
import { type Heard, type Line, LineFailure } from './line.ts';
import { type Pace, watchdog } from './pace.ts';

export interface PullParts {
  readonly database: Database;
  readonly line: Line;
  readonly pace: Pace;
  readonly signal: AbortSignal;
  /** Called for every word of the gateway, with how many events were new here. */
  readonly heard: (fresh: number) => void;
}

/** Reads pages until this device is level with the log, then listens until the line breaks. Begins with the past when all is new. */
export async function pullForwards(parts: PullParts): Promise<void> {
  if ((await parts.database.read(readCursor)).oldestSeq === 0) await firstPage(parts);
  while ((await readPage(parts)) === pageEvents);
  await follow(parts);
}

/** Brings what is older than the oldest event here, until the beginning is reached. Gives whether there was anything to bring. */
export async function pullBackwards(parts: PullParts): Promise<boolean> {
  const { oldestSeq } = await parts.database.read(readCursor);
  if (oldestSeq <= 1) return false;
  const dog = watchdog(parts.pace, pageMs, parts.signal);
  try {
    for await (const page of parts.line.lookBack(oldestSeq, dog.signal)) {
      dog.goOn();
      parts.heard(await parts.database.transact((sql) => takePast(sql, page)));
      if (parts.signal.aborted) break;
    }
  } finally {
    dog.end();
  }
  return true;
}

// An older gateway can't be asked for its log backwards: then it is read forwards from the beginning, as ever.
async function firstPage(parts: PullParts): Promise<void> {
  const dog = watchdog(parts.pace, pageMs, parts.signal);
  try {
    for await (const page of parts.line.lookBack(0, dog.signal)) {
      parts.heard(await parts.database.transact((sql) => takePast(sql, page)));
      return; // today is here; the rest comes while it is in use
    }
    throw new LineFailure('offline');
  } catch (error) {
    if (!(error instanceof LineFailure && error.kind === 'unsupported')) throw error;
  } finally {
    dog.end();
  }
}

async function readPage(parts: PullParts): Promise<number> {
  const dog = watchdog(parts.pace, pageMs, parts.signal);
  try {
    const page = await parts.line.read(await parts.database.read(readCursor), pageEvents, dog.signal);
    await take(parts, page);
    return page.events.length;
  } finally {
    dog.end();
  }
}

async function follow(parts: PullParts): Promise<void> {
  const dog = watchdog(parts.pace, silenceMs, parts.signal);
  try {
    const from = await parts.database.read(readCursor);
    for await (const batch of parts.line.listen(from, dog.signal)) {
      dog.goOn();
      if (dog.signal.aborted) break;
      await take(parts, batch);
    }
  } finally {
    dog.end();
  }
  // A stream that ends by itself has told nothing about why: the next try does.
  throw new LineFailure('offline');
}

async function take(parts: PullParts, batch: Heard): Promise<void> {
  parts.heard(await parts.database.transact((sql) => takeEvents(sql, batch)));
}
