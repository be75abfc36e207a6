// Looks for patterns after entries have changed, and brings what evolution finds back through the gate: a pattern and a
// proposal, each said once.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { sql } from 'kysely';
import { uuidFromDigest } from '#core/log/ids.ts';
import type { Stamping } from '#core/log/stamp.ts';
import { metricDayTable } from '#core/projection/daily.ts';
import { localDay } from '#core/projection/day.ts';
import { documentTable } from '#core/projection/document.ts';
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
import { fromStored, type Gate, type Reaction, readAll } from '../system/index.ts';

const queue = 'look-for-patterns';
const tool = 'evolution';
/** Milliseconds between an entry and the look: a burst of entries, such as an import, is looked at once and not five hundred times. */
const lookDelayMs = 2_000;
/** Users of whom it is remembered when a look was last sent. */
const usersMax = 10_000;
/** Days that a suggestion waits. */
const proposalDays = 30;
/** Days of a metric that are looked at: a year and a bit, so that the same season can be compared. */
const daysMax = 400;
/** Protocols that a suggestion may change; nobody lives by this many. */
const protocolsMax = 1_000;

export async function startEvolution(given: {
  gate: Gate;
  jobs: Jobs;
  stamping: Stamping;
}): Promise<{ reaction: Reaction }> {
  const { gate, jobs } = given;
  await jobs.handle<{ userId: string }>(queue, ({ userId }) => look(gate, given.stamping, userId));
  const sentMs = new Map<string, number>();
  return {
    // A job begins a little after it was sent, and looks at all that is there by then: while one waits, another would find nothing more.
    // One that waited already may begin at any moment, so only a job that was put in line now spares the next ones.
    async reaction(tx, userId, events) {
      const nowMs = gate.kernel.now();
      if (!events.some(movesMetric) || nowMs - (sentMs.get(userId) ?? 0) < lookDelayMs / 2) return;
      if (sentMs.size >= usersMax) sentMs.clear();
      const isInLine = await jobs.send(tx, queue, { userId }, { key: userId, delayMs: lookDelayMs });
      if (isInLine) sentMs.set(userId, nowMs);
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
  const metrics = await metricSeries(gate, userId);
  const found = findPatterns({
    today,
    metrics,
    habits: await habitSeries(gate, userId, metrics),
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
  const found = await sql<Record<string, unknown>>`
    select * from (select *, row_number() over (partition by metric order by day desc) as age from metric_day
                   where user_id = ${userId}) recent
    where age <= ${daysMax} order by metric, day`.execute(gate.db);
  const dataKey = await gate.dataKeyOf(userId);
  const rows = found.rows.map((raw) => fromStored(metricDayTable, raw, dataKey));
  return [...Map.groupBy(rows, (row) => row.metric as string)].map(([metric, days]) => ({
    metric,
    unit: days.at(-1)?.unit as string,
    points: days.map((row) => ({ day: row.day as string, value: row.value as number })),
  }));
}

async function habitSeries(
  gate: Gate,
  userId: string,
  metrics: readonly MetricSeries[],
): Promise<HabitSeries[]> {
  const found = await sql<{ kind: string; title: string; definition: string }>`
    select kind, title, definition from kind where user_id = ${userId} and not archived`.execute(gate.db);
  return found.rows.flatMap(({ kind, title, definition }) => {
    const { habit } = JSON.parse(definition) as { habit?: { times?: number; periodDays?: number } };
    if (!habit) return [];
    const done = metrics.find(({ metric }) => metric === `${kind}.done`)?.points ?? [];
    const doneDays = done.filter(({ value }) => value > 0).map(({ day }) => day);
    return [{ kind, title, times: habit.times ?? 1, periodDays: habit.periodDays ?? 1, doneDays }];
  });
}

async function protocols(gate: Gate, userId: string): Promise<ProtocolText[]> {
  const rows = await readAll(gate, {
    userId,
    table: documentTable,
    where: sql`type = ${DocumentType.PROTOCOL} and active`,
    orderBy: sql`document_id`,
    limit: protocolsMax,
  });
  return rows.map((row) => ({
    documentId: row.document_id as string,
    title: row.title as string,
    version: row.version as number,
    content: row.content as string,
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
