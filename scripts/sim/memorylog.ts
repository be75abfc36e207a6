// A log store in memory: what PostgreSQL does for the gate, without PostgreSQL. One writer at a time, all or nothing, and a disk that
// fails when it is told to.

import { chainStart } from '#core/log/chain.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { eventMessage } from '#gateway/system/event.ts';
import type { Head, LogStore, OpenLog, StoredAnswer, StoredEvent } from '#gateway/system/logstore.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { memoryRows } from './memoryrows.ts';

const noHead: Head = { seq: 0, hash: chainStart, rules_version: 0, clock_wall_ms: 0, clock_counter: 0 };

export interface MemoryLog extends LogStore {
  readonly stored: readonly StoredEvent[];
  answerTo(intentId: string): StoredAnswer | undefined;
  dump(): Record<string, unknown[]>;
  /** Goes back to an older copy of itself, as a server restored from a backup: what was committed by the time `seq` was the head. */
  restore(seq: number): Promise<number>;
}

/** @param given.diskFails is asked before each write whether it fails. @param given.written hears of what was kept. */
export function createMemoryLog(given: {
  dataKey: Uint8Array;
  diskFails: () => boolean;
  written: (events: readonly Event[]) => void;
}): MemoryLog {
  let head = noHead;
  let stored: StoredEvent[] = [];
  let commits: number[] = [];
  // With the head at which each was kept, so that an older copy can be made of it.
  let answers = new Map<string, { answer: StoredAnswer; seq: number }>();
  let marks = new Map<string, { mark: string; seq: number }>();
  let rows = memoryRows();
  let turn: Promise<unknown> = Promise.resolve();
  const write = () => {
    if (given.diskFails()) throw new Error('The disk failed.');
  };
  const log: MemoryLog = {
    get stored() {
      return stored;
    },
    answerTo: (id) => answers.get(id)?.answer,
    readHead: async () => head,
    events: async (_user, { afterSeq, limit }) => stored.slice(afterSeq, afterSeq + limit),
    eventsBefore: async (_user, { beforeSeq, limit }) =>
      stored.slice(Math.max(0, beforeSeq - 1 - limit), beforeSeq - 1).reverse(),
    async foundations() {
      const { document = [], kind = [] } = rows.dump();
      const ids = new Set([
        ...document.map((row) => row.event_id),
        ...kind.map((row) => `${row.stamp}`.slice(-36)),
      ]);
      return stored.filter((event) => ids.has(event.id));
    },
    hashAt: async (_user, seq) => stored[seq - 1]?.hash,
    write(_userId, _dataKey, work) {
      const mine = turn.then(async () => {
        const appended: StoredEvent[] = [];
        const newAnswers = new Map<string, StoredAnswer>();
        const newMarks = new Map<string, string>();
        let next: { head: Head; events: readonly Event[] } | undefined;
        const open: OpenLog = {
          head,
          rows,
          knownIds: async (ids) =>
            ids.filter((id) => answers.has(id) || stored.some((event) => event.id === id)),
          eventsById: async (ids) => stored.filter((event) => ids.includes(event.id)),
          answers: async (ids) => ids.flatMap((id) => answers.get(id)?.answer ?? []),
          markOf: async (deviceId) => marks.get(deviceId)?.mark,
          async keepMark(deviceId, mark) {
            newMarks.set(deviceId, mark);
          },
          async append(events) {
            write();
            appended.push(...events);
          },
          async keepAnswers(kept) {
            write();
            for (const answer of kept) newAnswers.set(answer.intent_id, answer);
          },
          async close(closed, events) {
            next = { head: closed, events };
          },
        };
        try {
          const result = await work(open);
          write();
          rows.keep();
          stored = [...stored, ...appended];
          if (next) head = next.head;
          commits.push(head.seq);
          const { seq } = head;
          for (const [id, answer] of newAnswers) answers.set(id, { answer, seq });
          for (const [id, mark] of newMarks) marks.set(id, { mark, seq });
          if (next) given.written(next.events);
          return result;
        } catch (error) {
          rows.undo();
          throw error;
        }
      });
      turn = mine.catch(() => undefined);
      return mine;
    },
    dump: () => rows.dump(),
    async restore(wanted) {
      await turn;
      const seq = commits.findLast((committed) => committed <= wanted) ?? 0;
      commits = commits.filter((committed) => committed <= seq);
      stored = stored.slice(0, seq);
      const newest = stored.at(-1);
      head = {
        ...head,
        seq: stored.length,
        hash: newest?.hash ?? chainStart,
        rules_version: head.rules_version + 1,
      };
      answers = new Map([...answers].filter(([, kept]) => kept.seq <= stored.length));
      marks = new Map([...marks].filter(([, kept]) => kept.seq <= stored.length));
      rows = memoryRows();
      await applyEvents(
        rows,
        stored.map((event) => eventMessage(event, given.dataKey)),
      );
      rows.keep();
      return seq;
    },
  };
  return log;
}
