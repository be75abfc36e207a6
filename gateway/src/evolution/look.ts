// Looks for patterns after entries have changed, and brings what evolution finds back through the gate: a pattern and a
// proposal, each said once.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { sql } from 'kysely';
import { uuidFromDigest } from '#core/log/ids.ts';
import type { Stamping } from '#core/log/stamp.ts';
import { localDay } from '#core/projection/day.ts';
import { findPatterns, type HabitSeries, type MetricSeries, type ProtocolText } from '#evolution/index.ts';
import {
  EvidenceSchema,
  PatternFoundSchema,
  ProposalMadeSchema,
} from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { type Jobs, sayAsTool } from '../execution/index.ts';
import { sha256 } from '../kernel/sha256.ts';
import type { Gate, Reaction } from '../system/index.ts';

const queue = 'look-for-patterns';
const tool = 'evolution';
/** Days that a suggestion waits. */
const proposalDays = 30;
/** Days of a metric that are looked at: a year and a bit, so that the same season can be compared. */
const daysMax = 400;

export async function startEvolution(given: {
  gate: Gate;
  jobs: Jobs;
  stamping: Stamping;
}): Promise<{ reaction: Reaction }> {
  const { gate, jobs } = given;
  await jobs.handle<{ userId: string }>(queue, ({ userId }) => look(gate, given.stamping, userId));
  return {
    async reaction(tx, userId, events) {
      if (events.some(movesMetric)) await jobs.send(tx, queue, { userId }, userId);
    },
  };
}

function movesMetric(event: Event): boolean {
  const bodyCase = event.body?.kind.case;
  return bodyCase === 'entryRecorded' || bodyCase === 'entryAmended' || bodyCase === 'entryRemoved';
}

async function look(gate: Gate, stamping: Stamping, userId: string): Promise<void> {
  const nowMs = gate.kernel.now();
  const today = localDay(nowMs, await zoneOf(gate, userId));
  const found = findPatterns({
    today,
    metrics: await metricSeries(gate, userId),
    habits: await habitSeries(gate, userId),
    protocols: await protocols(gate, userId),
  });
  for (const pattern of found) {
    // The same finding has the same ids, so that looking again says nothing again.
    const patternId = idOf(userId, pattern.key);
    const evidence = create(EvidenceSchema, pattern.evidence);
    const say = { userId, tool, causeId: '' };
    await sayAsTool(
      { gate, stamping },
      {
        ...say,
        id: idOf(patternId, 'found'),
        kind: 'patternFound',
        value: create(PatternFoundSchema, {
          patternId,
          method: pattern.method,
          claim: pattern.claim,
          evidence,
        }),
      },
    );
    const { proposal } = pattern;
    const proposalId = idOf(patternId, 'proposal');
    await sayAsTool(
      { gate, stamping },
      {
        ...say,
        causeId: idOf(patternId, 'found'),
        id: idOf(patternId, 'proposed'),
        kind: 'proposalMade',
        value: create(ProposalMadeSchema, {
          proposalId,
          title: proposal.title,
          reason: proposal.reason,
          restsOn: patternId,
          evidence,
          documentId: proposal.documentId || idOf(userId, `protocol:${proposal.documentTitle}`),
          basedOnVersion: proposal.basedOnVersion,
          documentType: DocumentType.PROTOCOL,
          documentTitle: proposal.documentTitle,
          content: proposal.content,
          expiresAt: timestampFromMs(nowMs + proposalDays * 86_400_000),
        }),
      },
    );
  }
}

async function metricSeries(gate: Gate, userId: string): Promise<MetricSeries[]> {
  const found = await sql<{ metric: string; unit: string; days: string[]; numbers: number[] }>`
    select metric, min(unit) as unit, array_agg(day order by day) as days, array_agg(value order by day) as numbers
    from (select *, row_number() over (partition by metric order by day desc) as age from metric_day
          where user_id = ${userId}) recent
    where age <= ${daysMax} group by metric order by metric`.execute(gate.db);
  return found.rows.map(({ metric, unit, days, numbers }) => ({
    metric,
    unit,
    points: days.map((day, index) => ({ day, value: numbers[index] ?? 0 })),
  }));
}

async function habitSeries(gate: Gate, userId: string): Promise<HabitSeries[]> {
  const found = await sql<{ kind: string; title: string; definition: string; days: string[] | null }>`
    select kind.kind, kind.title, kind.definition,
      (select array_agg(day order by day) from metric_day
       where metric_day.user_id = kind.user_id and metric = kind.kind || '.done' and value > 0) as days
    from kind where kind.user_id = ${userId} and not archived`.execute(gate.db);
  return found.rows.flatMap(({ kind, title, definition, days }) => {
    const { habit } = JSON.parse(definition) as { habit?: { times?: number; periodDays?: number } };
    if (!habit) return [];
    return [
      { kind, title, times: habit.times ?? 1, periodDays: habit.periodDays ?? 1, doneDays: days ?? [] },
    ];
  });
}

async function protocols(gate: Gate, userId: string): Promise<ProtocolText[]> {
  const found = await sql<{ document_id: string; title: string; version: number; content: string }>`
    select document_id, title, version, content from document
    where user_id = ${userId} and type = ${DocumentType.PROTOCOL} and active`.execute(gate.db);
  return found.rows.map((row) => ({
    documentId: row.document_id,
    title: row.title,
    version: row.version,
    content: row.content,
  }));
}

async function zoneOf(gate: Gate, userId: string): Promise<string> {
  const found = await sql<{ zone: string }>`
    select zone from entry where user_id = ${userId} order by occurred_ms desc limit 1`.execute(gate.db);
  return found.rows[0]?.zone ?? 'UTC';
}

function idOf(scope: string, key: string): string {
  return uuidFromDigest(sha256(Buffer.from(`evolution:${scope}:${key}`)));
}
