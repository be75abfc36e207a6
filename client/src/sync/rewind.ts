// The gateway's log is not the one this device has read: it was restored from an older copy. This device goes back to the last event
// that both have, and what the owner had written since is proposed again, under its old ids and stamps, so that nothing is lost and
// nothing doubled, whoever else brings it too.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { subjectOf } from '#core/projection/project.ts';
import {
  DecisionSchema,
  type Event,
  EventSchema,
  IntentSchema,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database, Sql } from '../cache/database.ts';
import { readCursor, writeCursor } from '../cache/meta.ts';
import { refold } from '../cache/refold.ts';
import type { Line } from './line.ts';

const noHash = new Uint8Array(0);

/** Goes back to what both have. Gives how many events are proposed again. */
export async function rewind(database: Database, line: Line, signal: AbortSignal): Promise<number> {
  const common = await lastCommon(database, line, signal);
  return database.transact((sql) => goBackTo(sql, common));
}

/** The greatest seq at which both logs hold the same event, 0 when there is none: histories agree up to it, and nowhere after. */
async function lastCommon(database: Database, line: Line, signal: AbortSignal): Promise<number> {
  const { seq, oldestSeq } = await database.read(readCursor);
  const { headSeq } = await line.read({ seq: 0, hash: noHash }, 1, signal);
  let [agrees, differs] = [Math.max(0, oldestSeq - 1), Math.min(seq, headSeq) + 1];
  while (differs - agrees > 1) {
    const middle = Math.floor((agrees + differs) / 2);
    if (await isSame(database, line, middle, signal)) agrees = middle;
    else differs = middle;
  }
  // Below what is here nothing can be compared. When not even the oldest event agrees, everything is read anew.
  return agrees < oldestSeq ? 0 : agrees;
}

async function isSame(database: Database, line: Line, seq: number, signal: AbortSignal): Promise<boolean> {
  const [row] = await database.read((sql) => sql.all('SELECT id FROM mirror WHERE seq = ?', [seq]));
  const { events } = await line.read({ seq: seq - 1, hash: noHash }, 1, signal);
  return events[0] !== undefined && events[0].id === row?.id;
}

async function goBackTo(sql: Sql, common: number): Promise<number> {
  const undone = (await sql.all('SELECT event FROM mirror WHERE seq > ? ORDER BY seq', [common])).map((row) =>
    fromBinary(EventSchema, row.event as Uint8Array),
  );
  await sql.run('DELETE FROM mirror WHERE seq > ?', [common]);
  const again = undone.filter(isOwners);
  if (again.length > 0)
    await sql.run(
      "INSERT OR IGNORE INTO outbox (id, subject, state, intent, decision) VALUES (?, ?, 'here', ?, ?)",
      ...again.map((event) => [
        event.id,
        subjectOf(event),
        toBinary(IntentSchema, asIntent(event)),
        allowed(event),
      ]),
    );
  // Whatever was answered by the log that is gone has to be asked again.
  await sql.run("UPDATE outbox SET state = 'here' WHERE state IN ('sending', 'accepted')");
  await sql.run("UPDATE outbox SET state = 'asked' WHERE state = 'held'");
  const subjects = new Map(undone.map((event) => [subjectOf(event), event]));
  for (const event of subjects.values()) await refold(sql, event);
  await writeCursor(sql, {
    seq: common,
    headSeq: common,
    hash: noHash,
    ...(common === 0 ? { oldestSeq: 0 } : {}),
  });
  return again.length;
}

// What the owner said is proposed again; what tools and the gateway noted, they note again by themselves.
function isOwners(event: Event): boolean {
  const author = event.actor?.kind.case;
  return (author === 'user' || author === 'device') && event.body !== undefined;
}

function asIntent(event: Event) {
  const { id, time, actor, causeId, body } = event;
  return create(IntentSchema, {
    id,
    causeId,
    ...(time ? { time } : {}),
    ...(actor ? { actor } : {}),
    ...(body ? { body } : {}),
  });
}

function allowed(event: Event): Uint8Array {
  return toBinary(DecisionSchema, event.decision ?? create(DecisionSchema, { verdict: Verdict.ALLOW }));
}
