// What became of one entry over time, and the versions between which the person may choose.

import { fromBinary } from '@bufbuild/protobuf';
import { actorText } from '#core/projection/entry.ts';
import { type Event, EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { shown } from '../../sync/merge.ts';
import { type Change, changesOf, type FieldName, versionsOf } from '../changes.ts';
import type { Sql } from '../database.ts';
import { ownDevice } from '../marks.ts';
import { intentAsEvent } from '../optimistic.ts';
import { listed } from '../outbox.ts';
import type { ChangeView, WriterView } from '../views.ts';
import type { Answers } from './answers.ts';

const recordedAbout = 'SELECT subject, event FROM mirror WHERE subject IN (SELECT value FROM json_each(?))';
const waitingAbout = `SELECT subject, intent FROM outbox
  WHERE subject IN (SELECT value FROM json_each(?)) AND state IN (${listed(shown)})`;

export const versionAnswers: Answers<'versions'> = {
  async versions(sql, { entryId }) {
    const events = (await eventsAbout(sql, [entryId])).get(entryId) ?? [];
    const changes = changesOf(events);
    const writerOf = await writers(sql);
    return {
      entryId,
      versions: versionsOf(events).map(({ deviceId, ...version }) => ({
        ...version,
        writer: writerOf(deviceId),
      })),
      changes: changes.map((change) => changeView(change, writerOf(change.deviceId))),
    };
  },
};

/** Events about entries, by entry, in no order: from the log, and what only this device has so far. */
export async function eventsAbout(sql: Sql, entryIds: readonly string[]): Promise<Map<string, Event[]>> {
  const asked = JSON.stringify(entryIds);
  const recorded = (await sql.all(recordedAbout, [asked])).map(
    (row) => [row.subject as string, fromBinary(EventSchema, row.event as Uint8Array)] as const,
  );
  const waiting = (await sql.all(waitingAbout, [asked])).map(
    (row) =>
      [row.subject as string, intentAsEvent(fromBinary(IntentSchema, row.intent as Uint8Array))] as const,
  );
  const events = new Map<string, Event[]>();
  for (const [subject, event] of [...recorded, ...waiting]) {
    const known = events.get(subject);
    if (known) known.push(event);
    else events.set(subject, [event]);
  }
  return events;
}

function changeView({ event, wallMs, recordedMs, fields, after }: Change, writer: WriterView): ChangeView {
  const body = event.body?.kind;
  const what =
    body?.case === 'entryRecorded'
      ? 'logged'
      : body?.case !== 'entryRemoved'
        ? 'changed'
        : body.value.restored
          ? 'restored'
          : 'removed';
  return {
    eventId: event.id,
    what,
    wallMs,
    recordedMs: recordedMs ?? null,
    actor: actorText(event),
    writer,
    changed: Object.keys(fields) as FieldName[],
    after,
  };
}

// Devices by their ids: the names are in the log, which is here.
async function writers(sql: Sql): Promise<(deviceId: string) => WriterView> {
  const own = await ownDevice(sql);
  const names = new Map<string, string>();
  for (const row of await sql.all("SELECT event FROM mirror WHERE subject = '' ORDER BY seq")) {
    const body = fromBinary(EventSchema, row.event as Uint8Array).body?.kind;
    if (body?.case === 'deviceAdded') names.set(body.value.deviceId, body.value.name);
  }
  return (deviceId) => ({ deviceId, name: names.get(deviceId) ?? '', isThis: deviceId === own });
}
