// Logs in PostgreSQL. One transaction for events, projections, answers and jobs, under the lock of the user's head row.

import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Transact } from '../db/pipeline.ts';
import { allDone } from '../kernel/alldone.ts';
import { limits } from '../kernel/limits.ts';
import {
  insertAnswers,
  insertEvents,
  lockHead,
  readHead,
  selectAnswers,
  selectEvents,
  selectEventsBefore,
  selectEventsById,
  selectFoundations,
  selectHash,
  selectKnownIds,
  selectMark,
  upsertMark,
  wakeStreams,
  writeHead,
} from './log.sql.ts';
import type { LogStore } from './logstore.ts';
import { type OwnKinds, postgresRows } from './projection.sql.ts';

/** Something that happens in the same transaction as the events that cause it, such as sending a job. */
export type Reaction = (tx: Tx, userId: string, events: readonly Event[]) => Promise<void>;

/** Users whose own kinds are kept in memory; each has a few dozen. */
const usersMax = 1_000;

/** @param given.reactions is looked at when events are written, so that it may be filled after the store was made */
export function createPostgresLog(given: {
  db: Database;
  transact: Transact;
  reactions: readonly Reaction[];
}): LogStore {
  const { db, transact } = given;
  const kindsByUser = new Map<string, { version: number; kinds: ReadonlyMap<string, KindDefined> }>();
  return {
    readHead: (userId) => readHead(db, userId),
    events: (userId, page) => selectEvents(db, userId, page),
    eventsBefore: (userId, page) => selectEventsBefore(db, userId, page),
    foundations: (userId) => selectFoundations(db, userId, limits.foundationsMax),
    hashAt: (userId, seq) => selectHash(db, userId, seq),
    async write(userId, dataKey, work) {
      // Set when the transaction begins, and taken for others to use only when it was kept.
      let learned: { version: number; kinds: ReadonlyMap<string, KindDefined> } | undefined;
      const result = await transact(async (tx) => {
        const head = await lockHead(tx, userId);
        const known = kindsByUser.get(userId);
        const ownKinds: OwnKinds = { known: known?.version === head.rules_version ? known.kinds : undefined };
        const rows = postgresRows({ db: tx, userId, dataKey, ownKinds });
        const done = await work({
          head,
          rows,
          knownIds: (ids) => selectKnownIds(tx, userId, ids),
          eventsById: (ids) => selectEventsById(tx, userId, ids),
          answers: (ids) => selectAnswers(tx, userId, ids),
          markOf: (deviceId) => selectMark(tx, userId, deviceId),
          keepMark: (deviceId, mark) => upsertMark(tx, userId, deviceId, mark),
          append: (events) => insertEvents(tx, userId, events),
          keepAnswers: (answers) => insertAnswers(tx, userId, answers),
          async close(next, events) {
            await allDone([
              writeHead(tx, userId, next),
              wakeStreams(tx, userId),
              ...given.reactions.map((reaction) => reaction(tx, userId, events)),
            ]);
            if (ownKinds.known) learned = { version: next.rules_version, kinds: ownKinds.known };
          },
        });
        return done;
      });
      if (learned) {
        if (kindsByUser.size >= usersMax) kindsByUser.clear();
        kindsByUser.set(userId, learned);
      }
      return result;
    },
  };
}
