// The gateway's log is not the one this device has read: it was restored from an older copy. This device goes back to the last event
// that both have, and what the owner had written since is proposed again, under its old ids and stamps, so that nothing is lost and
// nothing doubled, whoever else brings it too.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { subjectOf } from '#core/projection/project.ts';
import {
  DecisionSchema,
  type Event,
  EventSchema,
  type Intent,
  IntentSchema,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database, Sql } from '../cache/database.ts';
import { writeCursor } from '../cache/meta.ts';
import { intentAsEvent } from '../cache/optimistic.ts';
import { forgetPlacesAfter, readPlaces } from '../cache/places.ts';
import { refold } from '../cache/refold.ts';
import { pageMs } from './limits.ts';
import { type Line, LineFailure, type Place } from './line.ts';
import type { OutboxState } from './merge.ts';
import { type Pace, watchdog } from './pace.ts';

const atStart: Place = { seq: 0, hash: new Uint8Array(0) };

export interface RewindParts {
  readonly database: Database;
  readonly line: Line;
  readonly pace: Pace;
  readonly signal: AbortSignal;
}

/** Goes back to what both have. Gives how many events are proposed again. */
export async function rewind(parts: RewindParts): Promise<number> {
  const common = await lastCommon(parts);
  return parts.database.transact((sql) => goBackTo(sql, common));
}

/** The last place at which both logs have the same hash; the beginning when there is none. */
async function lastCommon(parts: RewindParts): Promise<Place> {
  const places = [atStart, ...(await parts.database.read(readPlaces))];
  let [agrees, differs] = [0, places.length];
  while (differs - agrees > 1) {
    const middle = Math.floor((agrees + differs) / 2);
    if (await isOnTheWay(parts, places[middle] as Place)) agrees = middle;
    else differs = middle;
  }
  return places[agrees] as Place;
}

async function isOnTheWay({ line, pace, signal }: RewindParts, place: Place): Promise<boolean> {
  const dog = watchdog(pace, pageMs, signal);
  try {
    await line.read(place, 1, dog.signal);
    return true;
  } catch (error) {
    if (error instanceof LineFailure && error.kind === 'history') return false;
    throw error;
  } finally {
    dog.end();
  }
}

async function goBackTo(sql: Sql, place: Place): Promise<number> {
  const common = place.seq;
  const undone = (await sql.all('SELECT event FROM mirror WHERE seq > ? ORDER BY seq', [common])).map((row) =>
    fromBinary(EventSchema, row.event as Uint8Array),
  );
  await sql.run('DELETE FROM mirror WHERE seq > ?', [common]);
  const again = undone.flatMap(ownersIntent);
  if (again.length > 0)
    await sql.run(
      'INSERT OR IGNORE INTO outbox (id, subject, state, intent, decision) VALUES (?, ?, ?, ?, ?)',
      ...again.map(({ intent, state }) => [
        intent.id,
        subjectOf(intentAsEvent(intent)),
        state,
        toBinary(IntentSchema, intent),
        nothingSaid,
      ]),
    );
  // Whatever was answered by the log that is gone has to be asked again.
  await sql.run("UPDATE outbox SET state = 'here' WHERE state IN ('sending', 'accepted')");
  await sql.run("UPDATE outbox SET state = 'asked' WHERE state = 'held'");
  const subjects = new Map(undone.map((event) => [subjectOf(event), event]));
  for (const event of subjects.values()) await refold(sql, event);
  await forgetPlacesAfter(sql, common);
  await writeCursor(sql, {
    seq: common,
    headSeq: common,
    hash: place.hash,
    ...(common === 0 ? { oldestSeq: 0 } : {}),
  });
  return again.length;
}

const nothingSaid = toBinary(DecisionSchema, create(DecisionSchema, { verdict: Verdict.ALLOW }));

// What the owner said is proposed again, and so is what was held for them: it is in the question about it, and nowhere else. What tools
// and the gateway noted, they note again by themselves.
function ownersIntent(event: Event): { intent: Intent; state: OutboxState }[] {
  const body = event.body?.kind;
  if (body?.case === 'approvalRequested')
    return [{ intent: fromBinary(IntentSchema, body.value.heldIntent), state: 'asked' }];
  const author = event.actor?.kind.case;
  if (event.body === undefined || (author !== 'user' && author !== 'device')) return [];
  const { id, time, actor, causeId } = event;
  const intent = create(IntentSchema, {
    id,
    causeId,
    ...(time ? { time } : {}),
    ...(actor ? { actor } : {}),
    body: event.body,
  });
  return [{ intent, state: 'here' }];
}
