// The memory of this device's hybrid clock: the last stamp it made, and the greatest it has seen in the log. What the log holds was
// taken by a gateway that refuses stamps from far ahead, so it is followed also by a device whose own clock is years behind:
// otherwise what the person writes now would lose against what they have read.

import { type ClockState, clockAtRest, observe } from '#core/log/clock.ts';
import type { HybridTime } from '#gen/lifeos/common/v1/time_pb.ts';
import type { Sql } from './database.ts';
import { getMeta, setMeta } from './meta.ts';

/** The state to stamp from. */
export async function readClock(sql: Sql): Promise<ClockState> {
  return later(await read(sql, 'clock'), await read(sql, 'seen'));
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

/**
 * Goes back to the greatest of some stamps: the gateway found the last ones too far ahead, and what is stamped next must not follow
 * those. Stamps that are too far ahead of this device's own clock are passed over.
 */
export async function setClockBack(
  sql: Sql,
  times: readonly (HybridTime | undefined)[],
  nowMs: number,
): Promise<void> {
  const state = times.reduce(
    (known, time) =>
      time ? observe(known, { wallMs: Number(time.wallMs), counter: time.counter }, nowMs) : known,
    clockAtRest,
  );
  await setMeta(sql, 'clock', textOf(state));
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
