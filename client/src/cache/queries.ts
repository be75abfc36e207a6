// Answers to what screens ask, from projections and outbox. Every answer is made in one read of the database.

import { fromBinary } from '@bufbuild/protobuf';
import { approvalTable } from '#core/projection/approval.ts';
import { addDays } from '#core/projection/day.ts';
import { documentTable, documentVersionTable } from '#core/projection/document.ts';
import { entryTable } from '#core/projection/entry.ts';
import { importTable } from '#core/projection/import.ts';
import { proposalTable } from '#core/projection/proposal.ts';
import type { Row } from '#core/projection/table.ts';
import { toolCallTable } from '#core/projection/toolcall.ts';
import { ApprovalState, ToolCallState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { ProposalState } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import type { Sql } from './database.ts';
import { entryViews, heldView, outboxEntries } from './entryview.ts';
import { definitionsOf, fromStored } from './rows.ts';
import type { ApprovalView, DocumentView, MetricView, Queries, QueryName, ToolCallView } from './views.ts';
import { whyOf } from './why.ts';

type Answers = { [Q in QueryName]: (sql: Sql, args: Queries[Q]['args']) => Promise<Queries[Q]['answer']> };

const isShown = "removed = 0 AND event_id <> ''";
/** Days of a habit that are handed over: enough for a year's streak and its picture. */
const habitDays = 400;
const answeredMax = 50;

export const answers: Answers = {
  async entriesOfDay(sql, { day }) {
    const rows = await sql.all(
      `SELECT * FROM entry WHERE day = ? AND ${isShown} ORDER BY occurred_ms DESC, entry_id DESC`,
      [day],
    );
    const logged = await entryViews(
      sql,
      rows.map((raw) => fromStored(entryTable, raw)),
    );
    const held = (await outboxEntries(sql)).filter((entry) => entry.day === day);
    return [...logged, ...held].sort((a, b) => b.occurredMs - a.occurredMs);
  },

  async entry(sql, { entryId }) {
    const rows = await sql.all(`SELECT * FROM entry WHERE entry_id = ? AND ${isShown}`, [entryId]);
    const [logged] = await entryViews(
      sql,
      rows.map((raw) => fromStored(entryTable, raw)),
    );
    const held = async () => (await outboxEntries(sql)).find((entry) => entry.entryId === entryId);
    return { entryId, entry: logged ?? (await held()) ?? null };
  },

  async journal(sql, { query, limit, before }) {
    const match = ftsQuery(query);
    // The plus keeps SQLite on the index by time, where it stops after `limit`: sorting what a common word finds in 100,000 entries
    // takes seconds.
    const found = '+entry_id IN (SELECT entry_id FROM entry_words WHERE entry_words MATCH ?) AND';
    const rows = await sql.all(
      `SELECT * FROM entry WHERE ${match === '' ? '' : found} ${isShown} AND (occurred_ms, entry_id) < (?, ?)
       ORDER BY occurred_ms DESC, entry_id DESC LIMIT ?`,
      [
        ...(match === '' ? [] : [match]),
        before?.occurredMs ?? Number.MAX_SAFE_INTEGER,
        before?.entryId ?? '',
        limit,
      ],
    );
    return entryViews(
      sql,
      rows.map((raw) => fromStored(entryTable, raw)),
    );
  },

  async habits(sql, { today }) {
    const definitions = [...(await definitionsOf(sql)).values()].filter(
      (kind) => kind.habit && !kind.archived,
    );
    const habits = [];
    for (const { kind, title, domain, habit } of definitions) {
      const days = await sql.all(
        'SELECT day FROM metric_day WHERE metric = ? AND value > 0 AND day >= ? ORDER BY day',
        [`${kind}.done`, addDays(today, -habitDays)],
      );
      const ticks = await sql.all(`SELECT entry_id FROM entry WHERE kind = ? AND day = ? AND ${isShown}`, [
        kind,
        today,
      ]);
      habits.push({
        kind,
        title,
        domain,
        times: habit?.times ?? 1,
        periodDays: habit?.periodDays ?? 1,
        doneDays: days.map((row) => row.day as string),
        todayEntryIds: ticks.map((row) => row.entry_id as string),
      });
    }
    return habits.sort((a, b) => a.title.localeCompare(b.title));
  },

  kinds: async (sql) => [...(await definitionsOf(sql)).values()],

  async metrics(sql) {
    const rows = await sql.all(
      `SELECT metric, kind, min(unit) AS unit, min(day) AS first, max(day) AS last, count(*) AS days FROM metric_day
       GROUP BY metric ORDER BY days DESC`,
    );
    const definitions = await definitionsOf(sql);
    return rows.map((row): MetricView => {
      const metric = row.metric as string;
      const definition = definitions.get(row.kind as string);
      const valueName = metric.slice(metric.lastIndexOf('.') + 1);
      const kindTitle = definition?.title ?? (row.kind as string);
      const valueTitle = definition?.values.find((value) => value.name === valueName)?.title;
      return {
        metric,
        title:
          valueTitle ??
          (valueName === 'count' ? `${kindTitle}, how often` : valueName === 'done' ? kindTitle : valueName),
        kindTitle,
        domain: definition?.domain ?? 0,
        unit: row.unit as string,
        firstDay: row.first as string,
        lastDay: row.last as string,
        dayCount: Number(row.days),
      };
    });
  },

  async series(sql, { metric, fromDay, toDay }) {
    const rows = await sql.all(
      'SELECT day, value, count FROM metric_day WHERE metric = ? AND day BETWEEN ? AND ? ORDER BY day',
      [metric, fromDay, toDay],
    );
    return rows.map((row) => ({
      day: row.day as string,
      value: Number(row.value),
      count: Number(row.count),
    }));
  },

  async approvals(sql) {
    const stored = (
      await sql.all(`SELECT * FROM approval WHERE event_id <> '' ORDER BY asked_ms DESC LIMIT 500`)
    ).map((raw) => fromStored(approvalTable, raw));
    const answeredHere = new Set(
      (await sql.all('SELECT approval_id FROM approval WHERE state <> ?', [ApprovalState.OPEN])).map(
        (row) => row.approval_id,
      ),
    );
    const views = await Promise.all(stored.map((row) => approvalView(sql, row)));
    const local = (await outboxEntries(sql)).filter(
      (entry) => entry.state === 'waiting' && !answeredHere.has(entry.eventId),
    );
    const known = new Set(views.map((view) => view.approvalId));
    const asked = local.filter((entry) => !known.has(entry.eventId)).map(localApproval);
    const open = [...asked, ...views.filter((view) => view.state === 'open')];
    return [...open, ...views.filter((view) => view.state !== 'open').slice(0, answeredMax)];
  },

  async proposals(sql) {
    const rows = await sql.all("SELECT * FROM proposal WHERE event_id <> '' ORDER BY made_ms DESC LIMIT 200");
    const texts = await sql.all('SELECT document_id, content FROM document');
    const contentById = new Map(texts.map((row) => [row.document_id, row.content as string]));
    return rows.map((raw) => {
      const row = fromStored(proposalTable, raw);
      return {
        proposalId: row.proposal_id as string,
        title: row.title as string,
        reason: row.reason as string,
        state: proposalStates[row.state as ProposalState] ?? 'expired',
        evidence: row.evidence as Queries['proposals']['answer'][number]['evidence'],
        documentTitle: row.document_title as string,
        basedOnVersion: row.based_on_version as number,
        currentContent: contentById.get(row.document_id as string) ?? '',
        content: row.content as string,
        madeMs: row.made_ms as number,
      };
    });
  },

  async documents(sql, { type }) {
    const rows =
      type === undefined
        ? await sql.all('SELECT * FROM document ORDER BY title')
        : await sql.all('SELECT * FROM document WHERE type = ? ORDER BY title', [type]);
    return rows.map((raw) => documentView(fromStored(documentTable, raw)));
  },

  async documentVersions(sql, { documentId }) {
    const rows = await sql.all('SELECT * FROM document_version WHERE document_id = ? ORDER BY version DESC', [
      documentId,
    ]);
    return rows.map((raw) => documentView(fromStored(documentVersionTable, raw)));
  },

  why: whyOf,

  async toolCalls(sql, { limit }) {
    const rows = await sql.all('SELECT * FROM tool_call ORDER BY prepared_ms DESC LIMIT ?', [limit]);
    return rows.map((raw): ToolCallView => {
      const row = fromStored(toolCallTable, raw);
      return {
        callId: row.call_id as string,
        tool: row.tool as string,
        state: callStates[row.state as ToolCallState] ?? 'unknown',
        failure: row.failure as string,
        preparedMs: row.prepared_ms as number,
        durationMs: row.duration_ms as number,
      };
    });
  },

  async imports(sql) {
    const rows = await sql.all('SELECT * FROM import_report ORDER BY started_ms DESC LIMIT 50');
    return rows.map((raw) => {
      const row = fromStored(importTable, raw);
      return {
        importId: row.import_id as string,
        importer: row.importer as string,
        fileName: row.file_name as string,
        startedMs: row.started_ms as number,
        finished: row.finished as boolean,
        readCount: row.read_count as number,
        takenCount: row.taken_count as number,
        knownCount: row.known_count as number,
        skipped: row.skipped as unknown as { reason: string; count: number }[],
      };
    });
  },

  isPaused: async (sql) => (await sql.all('SELECT paused FROM pause'))[0]?.paused === 1,
};

const approvalStates: Partial<Record<ApprovalState, ApprovalView['state']>> = {
  [ApprovalState.OPEN]: 'open',
  [ApprovalState.APPROVED]: 'approved',
  [ApprovalState.DENIED]: 'denied',
  [ApprovalState.EXPIRED]: 'expired',
};

const proposalStates: Partial<Record<ProposalState, 'open' | 'approved' | 'denied' | 'expired'>> = {
  [ProposalState.OPEN]: 'open',
  [ProposalState.APPROVED]: 'approved',
  [ProposalState.DENIED]: 'denied',
  [ProposalState.EXPIRED]: 'expired',
};

const callStates: Partial<Record<ToolCallState, ToolCallView['state']>> = {
  [ToolCallState.PREPARED]: 'prepared',
  [ToolCallState.STARTED]: 'started',
  [ToolCallState.SUCCEEDED]: 'succeeded',
  [ToolCallState.FAILED]: 'failed',
};

async function approvalView(sql: Sql, row: Row): Promise<ApprovalView> {
  const held = row.held_intent as Uint8Array;
  return {
    approvalId: row.approval_id as string,
    title: row.title as string,
    askedBy: row.asked_by as string,
    options: row.options as string[],
    state: approvalStates[row.state as ApprovalState] ?? 'expired',
    askedMs: row.asked_ms as number,
    expiresMs: row.expires_ms as number | null,
    answer: row.answer as string,
    held: held.length > 0 ? await heldView(sql, fromBinary(IntentSchema, held)) : null,
    isLocal: false,
  };
}

function localApproval(entry: Awaited<ReturnType<typeof outboxEntries>>[number]): ApprovalView {
  return {
    approvalId: entry.eventId,
    title: entry.reason?.text ?? '',
    askedBy: entry.reason?.by ?? '',
    options: entry.options,
    state: 'open',
    askedMs: entry.askedMs,
    expiresMs: null,
    answer: '',
    held: entry,
    isLocal: true,
  };
}

function documentView(row: Row): DocumentView {
  return {
    documentId: row.document_id as string,
    type: row.type as DocumentView['type'],
    title: row.title as string,
    version: row.version as number,
    content: row.content as string,
    active: row.active as boolean,
    note: row.note as string,
    restoresVersion: row.restores_version as number,
    wallMs: row.wall_ms as number,
    eventId: row.event_id as string,
  };
}

// All words must occur; the last may be a beginning, since the person is still typing. Quoting keeps FTS5's own signs out.
function ftsQuery(query: string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ');
}
