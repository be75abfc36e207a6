// Appends what was accepted: events and projections, in the open log of a user.

import type { ClockState } from '#core/log/clock.ts';
import { applyEvents, type RowStore } from '#core/projection/apply.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { allDone } from '../kernel/alldone.ts';
import { type Accepted, acceptedEvent, linkEvents } from './event.ts';
import type { Head, OpenLog } from './logstore.ts';
import type { Secrecy, Told } from './secrecy.ts';

/** An accepted intent that is to be written. */
export type Line = Told & Pick<Accepted, 'decision'>;

/** Where accepted intents line up to be written. */
export interface Appender {
  readonly rows: RowStore;
  readonly head: Head;
  /** Puts an accepted intent in line. Rows show it after `flush`. */
  push(line: Line): Promise<void>;
  /** Writes what is in line; rows then show it. */
  flush(): Promise<void>;
  /** Flushes, and closes the log with the gateway's clock. All events, in order. */
  finish(clock: ClockState): Promise<Event[]>;
}

export function openAppender(given: {
  log: OpenLog;
  userId: string;
  dataKey: Uint8Array;
  secrecy: Secrecy;
  nowMs: number;
}): Appender {
  const { log, userId, dataKey } = given;
  const { rows } = log;
  let { head } = log;
  let waiting: Line[] = [];
  const written: Event[] = [];
  // Links what is in line to the chain. What it gives writes it: the log and the tables know nothing of each other, so neither waits.
  const line = async (): Promise<() => Promise<unknown>> => {
    if (waiting.length === 0) return async () => undefined;
    const secret = await given.secrecy.of(waiting);
    const accepted = waiting.map((next, index): Accepted => ({ ...next, isSecret: secret[index] ?? false }));
    waiting = [];
    const linked = linkEvents({ userId, dataKey, head, accepted, nowMs: given.nowMs });
    const events = linked.stored.map((stored, index) => acceptedEvent(stored, accepted[index] as Accepted));
    head = { ...linked.head, rules_version: head.rules_version + (events.some(changesBook) ? 1 : 0) };
    written.push(...events);
    return () => allDone([log.append(linked.stored), applyEvents(rows, events)]);
  };
  const appender: Appender = {
    rows,
    get head() {
      return head;
    },
    async push(line) {
      waiting.push(line);
      // What follows in this batch may be of this kind, and then it is sealed or not by this definition.
      if (line.intent.body?.kind.case === 'kindDefined') await appender.flush();
    },
    async flush() {
      const writing = await line();
      await writing();
    },
    async finish(clock) {
      const writing = await line();
      if (written.length === 0) return [];
      head = { ...head, clock_wall_ms: clock.wallMs, clock_counter: clock.counter };
      await allDone([writing(), log.close(head, written)]);
      return written;
    },
  };
  return appender;
}

// What is kept in memory by the head's version: rules, policies, the pause, and the owner's kinds.
function changesBook(event: Event): boolean {
  const body = event.body?.kind;
  if (body?.case === 'pauseSet' || body?.case === 'kindDefined') return true;
  return (
    body?.case === 'documentVersioned' &&
    (body.value.type === DocumentType.RULE || body.value.type === DocumentType.POLICY)
  );
}
