// Appends what was accepted: events and projections, in the open log of a user.

import type { ClockState } from '#core/log/clock.ts';
import { applyEvents, type RowStore } from '#core/projection/apply.ts';
import { entryTable } from '#core/projection/entry.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event, Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { type Accepted, acceptedEvent, linkEvents } from './event.ts';
import type { Head, OpenLog } from './logstore.ts';

/** Where accepted intents line up to be written. */
export interface Appender {
  readonly rows: RowStore;
  readonly head: Head;
  /** Puts an accepted intent in line. Nothing is written before `flush`. */
  push(intent: Intent, decision: Accepted['decision']): void;
  /** Writes what is in line; rows then show it. Gives the events in order. */
  flush(): Promise<Event[]>;
  /** Flushes, and closes the log with the gateway's clock. All events, in order. */
  finish(clock: ClockState): Promise<Event[]>;
}

export function openAppender(given: {
  log: OpenLog;
  userId: string;
  dataKey: Uint8Array;
  nowMs: number;
}): Appender {
  const { log, userId, dataKey } = given;
  const { rows } = log;
  let { head } = log;
  let waiting: { intent: Intent; decision: Accepted['decision'] }[] = [];
  const written: Event[] = [];
  const appender: Appender = {
    rows,
    get head() {
      return head;
    },
    push: (intent, decision) => void waiting.push({ intent, decision }),
    async flush() {
      if (waiting.length === 0) return [];
      const accepted = await withSensitivity(waiting, rows);
      waiting = [];
      const linked = linkEvents({ userId, dataKey, head, accepted, nowMs: given.nowMs });
      await log.append(linked.stored);
      const events = linked.stored.map((stored, index) => acceptedEvent(stored, accepted[index] as Accepted));
      await applyEvents(rows, events);
      head = { ...linked.head, rules_version: head.rules_version + (events.some(changesBook) ? 1 : 0) };
      written.push(...events);
      return events;
    },
    async finish(clock) {
      await appender.flush();
      if (written.length === 0) return [];
      head = { ...head, clock_wall_ms: clock.wallMs, clock_counter: clock.counter };
      await log.close(head, written);
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

// An entry of a sensitive kind is sealed, and so is whatever repeats its content.
async function withSensitivity(
  waiting: readonly { intent: Intent; decision: Accepted['decision'] }[],
  rows: RowStore,
): Promise<Accepted[]> {
  const kindByEntry = await amendedKinds(
    waiting.map(({ intent }) => intent),
    rows,
  );
  const kinds = waiting.map(({ intent }) => kindOf(intent, kindByEntry));
  const definitions = await rows.definitionsOf([...new Set(kinds.filter((kind) => kind !== ''))]);
  return waiting.map((item, index) => ({
    ...item,
    isSensitive: definitions.get(kinds[index] ?? '')?.sensitive ?? false,
  }));
}

async function amendedKinds(intents: readonly Intent[], rows: RowStore): Promise<Map<string, string>> {
  const ids = intents.flatMap(({ body }) =>
    body?.kind.case === 'entryAmended' ? [body.kind.value.entryId] : [],
  );
  const found = await rows.read(
    entryTable,
    [...new Set(ids)].map((id) => ({ entry_id: id })),
  );
  return new Map(found.map((row) => [row.entry_id as string, row.kind as string]));
}

function kindOf(intent: Intent, kindByEntry: ReadonlyMap<string, string>): string {
  const body = intent.body?.kind;
  if (body?.case === 'entryRecorded') return body.value.kind;
  if (body?.case === 'entryAmended') return body.value.kind || (kindByEntry.get(body.value.entryId) ?? '');
  return '';
}
