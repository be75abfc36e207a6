// What a client writes: entries of many kinds on many days, changes of what any device wrote, taking away and bringing back, answers to
// questions, a few at once now and then.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { Database, Sql } from '#client/cache/database.ts';
import type { DraftBytes } from '#client/cache/messages.ts';
import { valueMessage } from '#core/capture/understand.ts';
import { type BodyCase, type BodyOf, bodyOf, encodeBody } from '#core/log/body.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  EntryAmendedSchema,
  EntryRecordedSchema,
  EntryRemovedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';

/** Entries are spread over this many days, so that a day stays as full as a person's is. */
const daysMax = 300;
const dayMs = 86_400_000;

/** Tells this process's entries from those it wrote before it was killed. */
const run = process.pid;
let count = 0;

/** What this client writes next. */
export async function nextDrafts(database: Database, who: string): Promise<DraftBytes[]> {
  const dice = Math.random();
  if (dice < 0.2) return database.read((sql) => change(sql, who));
  if (dice < 0.22) return (await database.read(answer)) ?? [entry(who)];
  if (dice < 0.27) return [entry(who), entry(who), entry(who)];
  return [entry(who)];
}

function entry(who: string): DraftBytes {
  const occurredMs = Date.now() - Math.floor(Math.random() * daysMax) * dayMs;
  const dice = Math.random();
  const [kind, values] =
    dice < 0.03
      ? (['weight', [valueMessage('mass', { amount: '81.2', unit: 'kg' })]] as const)
      : dice < 0.05
        ? (['coffee', []] as const) // a rule asks about it in the afternoon
        : dice < 0.3
          ? (['mood', [valueMessage('score', { amount: String(1 + (count % 10)), unit: '' })]] as const)
          : (['note', []] as const);
  return draft(
    'entryRecorded',
    create(EntryRecordedSchema, {
      entryId: crypto.randomUUID(),
      kind,
      occurredAt: timestampFromMs(occurredMs),
      zone: 'UTC',
      note: `${who} wrote ${run} ${count++}`,
      values: [...values],
    }),
  );
}

async function change(sql: Sql, who: string): Promise<DraftBytes[]> {
  const rows = await sql.all(
    "SELECT entry_id, removed FROM entry WHERE event_id <> '' AND kind = 'note' ORDER BY entry_id DESC LIMIT 1 OFFSET ?",
    [Math.floor(Math.random() * 40)],
  );
  const row = rows[0];
  if (!row) return [entry(who)];
  const entryId = row.entry_id as string;
  return Math.random() < 0.25
    ? [draft('entryRemoved', create(EntryRemovedSchema, { entryId, restored: row.removed === 1 }))]
    : [
        draft(
          'entryAmended',
          create(EntryAmendedSchema, { entryId, note: `${who} changed this, ${count++}` }),
        ),
      ];
}

async function answer(sql: Sql): Promise<DraftBytes[] | undefined> {
  const [row] = await sql.all("SELECT approval_id FROM approval WHERE state = ? AND event_id <> '' LIMIT 1", [
    ApprovalState.OPEN,
  ]);
  if (!row) return undefined;
  const state = Math.random() < 0.5 ? ApprovalState.APPROVED : ApprovalState.DENIED;
  return [
    draft(
      'approvalDecided',
      create(ApprovalDecidedSchema, { approvalId: row.approval_id as string, state, answer: 'yes' }),
    ),
  ];
}

function draft<C extends BodyCase>(kind: C, value: BodyOf<C>): DraftBytes {
  return { body: encodeBody(bodyOf(kind, value)), causeId: '' };
}
