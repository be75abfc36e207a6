// Appends what was accepted: events, projections, answers and jobs in one transaction, under the user's lock.

import type { ClockState } from '#core/log/clock.ts';
import { applyEvents, type RowStore } from '#core/projection/apply.ts';
import { entryTable } from '#core/projection/entry.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event, Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Tx } from '../db/database.ts';
import { type Accepted, eventMessage, linkEvents } from './event.ts';
import { type Head, insertEvents, wakeStreams, writeHead } from './log.sql.ts';
import { postgresRows } from './projection.sql.ts';

/** Something that happens in the same transaction as the events that cause it, such as sending a job. */
export type Reaction = (tx: Tx, userId: string, events: readonly Event[]) => Promise<void>;

/** An open transaction on one user's log. */
export interface Appender {
  readonly rows: RowStore;
  readonly head: Head;
  /** Puts an accepted intent in line. Nothing is written before `flush`. */
  push(intent: Intent, decision: Accepted['decision']): void;
  /** Writes what is in line; rows then show it. Gives the events in order. */
  flush(): Promise<Event[]>;
  /** Flushes, runs the reactions, writes the head with the gateway's clock, and wakes the streams. All events, in order. */
  finish(clock: ClockState): Promise<Event[]>;
}

/** Opens an appender. The head must be locked already. */
export function openAppender(given: {
  tx: Tx;
  userId: string;
  dataKey: Uint8Array;
  head: Head;
  nowMs: number;
  reactions: readonly Reaction[];
}): Appender {
  const { tx, userId, dataKey } = given;
  const rows = postgresRows({ db: tx, userId, dataKey });
  let { head } = given;
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
      await insertEvents(tx, userId, linked.stored);
      const events = linked.stored.map((stored) => eventMessage(stored, dataKey));
      await applyEvents(rows, events);
      head = { ...linked.head, rules_version: head.rules_version + (events.some(changesRules) ? 1 : 0) };
      written.push(...events);
      return events;
    },
    async finish(clock) {
      await appender.flush();
      if (written.length === 0) return [];
      head = { ...head, clock_wall_ms: clock.wallMs, clock_counter: clock.counter };
      for (const reaction of given.reactions) await reaction(tx, userId, written);
      await writeHead(tx, userId, head);
      await wakeStreams(tx, userId);
      return written;
    },
  };
  return appender;
}

function changesRules(event: Event): boolean {
  const body = event.body?.kind;
  if (body?.case === 'pauseSet') return true;
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
