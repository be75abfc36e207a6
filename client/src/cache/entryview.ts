// Entries as screens show them: rows of the projection, and intents that are still in the outbox.

import { fromBinary } from '@bufbuild/protobuf';
import { entryTable } from '#core/projection/entry.ts';
import { project } from '#core/projection/project.ts';
import type { Row } from '#core/projection/table.ts';
import { DeciderKind, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import {
  DecisionSchema,
  type Intent,
  IntentSchema,
  type Reason,
  Verdict,
} from '#gen/lifeos/event/v1/event_pb.ts';
import type { OutboxState } from '../sync/merge.ts';
import type { Sql, SqlValue } from './database.ts';
import { intentAsEvent } from './optimistic.ts';
import { definitionsOf } from './rows.ts';
import { withVersions } from './versioned.ts';
import type { EntryView, ReasonView, SyncState } from './views.ts';

const shownStates: Partial<Record<OutboxState, SyncState>> = {
  here: 'here',
  sending: 'sending',
  accepted: 'sending',
};

const pendingOf = `SELECT subject, state FROM outbox
  WHERE subject IN (SELECT value FROM json_each(?)) AND state <> 'refused' ORDER BY place`;
const agreedOf =
  'SELECT approval_id FROM approval WHERE approval_id IN (SELECT value FROM json_each(?)) AND state = ?';

/** Rows of the projection with their sync state. */
export async function entryViews(sql: Sql, rows: readonly Row[]): Promise<EntryView[]> {
  const definitions = await definitionsOf(sql);
  const ids = JSON.stringify(rows.map((row) => row.entry_id));
  const pending = new Map((await sql.all(pendingOf, [ids])).map((row) => [row.subject, row.state]));
  const versioned = await withVersions(sql, rows);
  return rows.map((row) => {
    const entryId = row.entry_id as string;
    const view = entryView(row, definitions, shownStates[pending.get(entryId) as OutboxState] ?? 'synced');
    return versioned.has(entryId) ? { ...view, hasVersions: true } : view;
  });
}

/** An entry that is not in the projection: held or refused, with what a screen needs to say so. */
export interface OutboxEntry extends EntryView {
  readonly options: readonly string[];
  readonly askedMs: number;
}

/** The entries that wait for the owner or were refused. */
export async function outboxEntries(sql: Sql): Promise<OutboxEntry[]> {
  const rows = await sql.all(
    "SELECT * FROM outbox WHERE state IN ('asked', 'held', 'refused') ORDER BY place",
  );
  const definitions = await definitionsOf(sql);
  if (rows.length === 0) return [];
  const ids = JSON.stringify(rows.map((row) => row.id));
  const agreed = new Set(
    (await sql.all(agreedOf, [ids, ApprovalState.APPROVED])).map((row) => row.approval_id),
  );
  return rows.flatMap((row) => {
    const intent = fromBinary(IntentSchema, row.intent as Uint8Array);
    const entry = entryRow(intent);
    if (!entry) return [];
    // The owner has agreed here already; the gateway has yet to hear it.
    const state = row.state === 'refused' ? 'refused' : agreed.has(intent.id) ? 'here' : 'waiting';
    const reasons = reasonsOf(row);
    const first = reasons.views[0];
    return [
      {
        ...entryView(entry, definitions, state),
        ...(first && state !== 'here' ? { reason: first } : {}),
        options: reasons.options,
        askedMs: Number(intent.time?.wallMs ?? 0n),
      },
    ];
  });
}

/** An intent that is held, as the entry it would become. */
export async function heldView(sql: Sql, intent: Intent): Promise<EntryView | null> {
  const row = entryRow(intent);
  return row ? entryView(row, await definitionsOf(sql), 'waiting') : null;
}

/** A reason in plain words. */
export function reasonView(reason: Reason): ReasonView {
  return {
    by: reason.by?.name ?? '',
    isRule: reason.by?.kind === DeciderKind.RULE,
    text: reason.text,
    advice: reason.advice,
  };
}

function entryView(row: Row, definitions: ReadonlyMap<string, KindDefined>, state: SyncState): EntryView {
  const definition = definitions.get(row.kind as string);
  return {
    entryId: row.entry_id as string,
    eventId: row.event_id as string,
    kind: row.kind as string,
    title: definition?.title ?? (row.kind as string),
    domain: ((row.domain as number) || (definition?.domain ?? 0)) as EntryView['domain'],
    occurredMs: row.occurred_ms as number,
    zone: row.zone as string,
    day: row.day as string,
    spanMs: row.span_ms as number | null,
    values: row.values_json as EntryView['values'],
    note: row.note as string,
    typed: row.typed as string,
    tags: [...new Set([...(row.tags as string[]), ...(row.rule_tags as string[])])],
    actor: row.actor as string,
    state,
  };
}

function entryRow(intent: Intent): Row | undefined {
  const touch = project(intentAsEvent(intent)).find((candidate) => candidate.table === entryTable);
  const row = touch?.fold(undefined);
  return row?.event_id === '' ? undefined : row;
}

function reasonsOf(row: Readonly<Record<string, SqlValue>>): {
  views: ReasonView[];
  options: readonly string[];
} {
  if (row.refusal instanceof Uint8Array) {
    const refusal = fromBinary(RefusalSchema, row.refusal);
    const by = refusal.by;
    const view = {
      by: by?.name ?? '',
      isRule: by?.kind === DeciderKind.RULE,
      text: refusal.what,
      advice: refusal.advice,
    };
    return { views: [view], options: [] };
  }
  if (!(row.decision instanceof Uint8Array)) return { views: [], options: [] };
  const asking = fromBinary(DecisionSchema, row.decision).reasons.filter(
    (reason) => reason.verdict === Verdict.ASK,
  );
  return { views: asking.map(reasonView), options: asking[0]?.options ?? [] };
}
