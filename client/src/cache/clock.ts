// The memory of this device's hybrid clock: the last stamp it made, and the greatest it has seen in the log. What the log holds was
// taken by a gateway that refuses stamps from far ahead, so it is followed also by a device whose own clock is years behind:
// otherwise what the person writes now would lose against what they have read.

import { fromBinary } from '@bufbuild/protobuf';
import { type ClockState, clockAtRest, driftMsMax, observe } from '#core/log/clock.ts';
import type { HybridTime } from '#gen/lifeos/common/v1/time_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Sql } from './database.ts';
import { getMeta, setMeta } from './meta.ts';

/**
 * The state to stamp from. Stamps of this device that are more than a day ahead of both its own clock and the log were made while its
 * clock was wrong; the gateway refuses them, and what is stamped next must not follow them. Only while such a stamp is still to be
 * sent is it followed: it may be the present clock that is wrong, and then what is written now must not lose against it.
 */
export async function readClock(sql: Sql, nowMs: number): Promise<ClockState> {
  const [own, seen] = [await read(sql, 'clock'), await read(sql, 'seen')];
  if (own.wallMs <= Math.max(nowMs, seen.wallMs) + driftMsMax) return later(own, seen);
  return (await unsentStamps(sql)).reduce(later, seen);
}

/** Notes the last stamp that was made here. */
export async function writeClock(sql: Sql, state: ClockState): Promise<void> {
  await setMeta(sql, 'clock', textOf(state));
}

/** Notes stamps that came from the log. */
export async function noteSeen(sql: Sql, times: readonly (HybridTime | undefined)[]): Promise<void> {
  const before = await read(sql, 'seen');
  const after = times.reduce(
    (state, time) => (time ? later(state, { wallMs: Number(time.wallMs), counter: time.counter }) : state),
    before,
  );
  if (after !== before) await setMeta(sql, 'seen', textOf(after));
}

async function unsentStamps(sql: Sql): Promise<ClockState[]> {
  const rows = await sql.all("SELECT intent FROM outbox WHERE state <> 'refused'");
  return rows.flatMap((row) => {
    const { time } = fromBinary(IntentSchema, row.intent as Uint8Array);
    return time ? [{ wallMs: Number(time.wallMs), counter: time.counter }] : [];
  });
}

function later(a: ClockState, b: ClockState): ClockState {
  return observe(a, b, b.wallMs);
}

async function read(sql: Sql, name: string): Promise<ClockState> {
  const stored = await getMeta(sql, name);
  if (stored === undefined) return clockAtRest;
  const [wallMs, counter] = stored.split(' ').map(Number);
  return { wallMs: wallMs ?? 0, counter: counter ?? 0 };
}

function textOf({ wallMs, counter }: ClockState): string {
  return `${wallMs} ${counter}`;
}
