// Which of some entries have versions to choose from, and what a change of one has seen. Most entries were never changed, and their rows
// say so: only the others are looked at.

import { create } from '@bufbuild/protobuf';
import { bodyOf, bodyType, decodeBody, encodeBody, storedBodyType } from '#core/log/body.ts';
import type { Row } from '#core/projection/table.ts';
import { EntryAmendedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { eventsAbout } from './answers/versions.ts';
import { seenBy, versionsOf } from './changes.ts';
import type { Sql } from './database.ts';
import type { DraftBytes } from './messages.ts';

/** The ids of those that have versions. A row keeps one stamp for its recording and one more for each field that was changed. */
export async function withVersions(sql: Sql, rows: readonly Row[]): Promise<ReadonlySet<string>> {
  const changed = rows.filter((row) => Object.keys(row.stamps as object).length > 1);
  if (changed.length === 0) return new Set();
  const events = await eventsAbout(
    sql,
    changed.map((row) => row.entry_id as string),
  );
  return new Set([...events].filter(([, about]) => versionsOf(about).length > 0).map(([entryId]) => entryId));
}

const amendedType = bodyType(bodyOf('entryAmended', create(EntryAmendedSchema)));

/** Drafts of changes, with what their writer had seen. */
export async function withSeen(sql: Sql, drafts: readonly DraftBytes[]): Promise<DraftBytes[]> {
  const told = [];
  for (const draft of drafts) {
    const body = storedBodyType(draft.body) === amendedType ? decodeBody(draft.body).kind : undefined;
    if (body?.case !== 'entryAmended') {
      told.push(draft);
      continue;
    }
    const events = (await eventsAbout(sql, [body.value.entryId])).get(body.value.entryId) ?? [];
    const seen = create(EntryAmendedSchema, { ...body.value, seen: seenBy(events) });
    told.push({ ...draft, body: encodeBody(bodyOf('entryAmended', seen)) });
  }
  return told;
}
