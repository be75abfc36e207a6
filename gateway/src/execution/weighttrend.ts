// What makes the weight-trend plugin run, and what becomes of its result: after a weight was logged, its smoothed trend is
// computed in the sandbox and comes back as an entry of its own.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { sql } from 'kysely';
import { valueMessage } from '#core/capture/understand.ts';
import { metricDayTable } from '#core/projection/daily.ts';
import { localDay } from '#core/projection/day.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { type Gate, readAll } from '../system/index.ts';
import { type Journal, sayAsTool, stepId } from './call.ts';

export const weightTrendTool = 'weight-trend';
export const weightTrendAction = 'trend';

/** How many days of weights are smoothed: after a year the oldest weigh less than a gram. */
const daysMax = 400;

/** Whether an event calls for a new trend. */
export function callsForTrend(event: Event): boolean {
  const body = event.body?.kind;
  return body?.case === 'entryRecorded' && body.value.kind === 'weight';
}

/** The last weights of a user, one a day, oldest first. */
export async function weightSeries(
  gate: Gate,
  userId: string,
): Promise<{ series: { day: string; valueKg: number }[] }> {
  const rows = await readAll(gate, {
    userId,
    table: metricDayTable,
    where: sql`metric = 'weight.mass'`,
    orderBy: sql`day desc`,
    limit: daysMax,
  });
  return { series: rows.reverse().map((row) => ({ day: row.day as string, valueKg: row.value as number })) };
}

/** What the plugin gives; its shape was checked by the runner against the manifest. */
interface Trend {
  readonly latestTrendKg: number;
  /** Absent while the readings span less than a week. */
  readonly weeklyChangeKg?: number;
}

/** Logs the trend: one entry a day, which a later call of that day writes anew. */
export async function recordTrend(
  journal: Pick<Journal, 'gate' | 'stamping'>,
  given: { userId: string; callId: string; causeId: string; output: unknown },
): Promise<void> {
  const { latestTrendKg, weeklyChangeKg } = given.output as Trend;
  const zone = await zoneOf(journal.gate, given.userId);
  const nowMs = journal.gate.kernel.now();
  await sayAsTool(journal, {
    userId: given.userId,
    tool: weightTrendTool,
    causeId: given.causeId,
    id: stepId(given.callId, 'result'),
    kind: 'entryRecorded',
    value: create(EntryRecordedSchema, {
      entryId: stepId(`${weightTrendTool}:${given.userId}`, localDay(nowMs, zone)),
      kind: 'weight-trend',
      occurredAt: timestampFromMs(nowMs),
      zone,
      values: [
        kilograms('trend', latestTrendKg),
        ...(weeklyChangeKg === undefined ? [] : [kilograms('weekly_change', weeklyChangeKg)]),
      ],
      source: { importer: weightTrendTool, externalId: given.callId },
    }),
  });
}

function kilograms(name: string, amount: number) {
  return valueMessage(name, { amount: amount.toFixed(2), unit: 'kg' });
}

async function zoneOf(gate: Gate, userId: string): Promise<string> {
  const found = await sql<{ zone: string }>`
    select zone from entry where user_id = ${userId} and kind = 'weight' order by occurred_ms desc limit 1`.execute(
    gate.db,
  );
  return found.rows[0]?.zone ?? 'UTC';
}
