// Hybrid logical clock (Kulkarni, Demirbas et al., "Logical Physical Clocks", 2014).
//
// Invariants, property-tested:
//   1. every stamp is greater than every earlier stamp of this clock, also when the wall clock goes back;
//   2. after observing a stamp, every later stamp is greater than it;
//   3. a stamp is never further ahead of the wall clock than what was observed, plus the counter.
// A remote stamp far in the future is not observed (see driftMsMax): one broken clock must not drag all others along.

import { create } from '@bufbuild/protobuf';
import { type HybridTime, HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';

/** The largest counter within one millisecond; the next stamp borrows a millisecond. Same as the contract's limit. */
export const counterMax = 65_535;

/** How far ahead of our own wall clock a stamp may be, in milliseconds. A day covers wrong zones and dates typed by hand. */
export const driftMsMax = 24 * 3_600_000;

/** A clock's memory: the greatest stamp so far, without the device. */
export interface ClockState {
  readonly wallMs: number;
  readonly counter: number;
}

/** The state of a clock that has never stamped. */
export const clockAtRest: ClockState = { wallMs: 0, counter: 0 };

/** The state after one more stamp at the given wall time. */
export function tick(state: ClockState, nowMs: number): ClockState {
  if (nowMs > state.wallMs) return { wallMs: nowMs, counter: 0 };
  return next(state);
}

/** The state after seeing a stamp of another device. A stamp more than driftMsMax ahead of nowMs changes nothing. */
export function observe(state: ClockState, seen: ClockState, nowMs: number): ClockState {
  if (seen.wallMs > nowMs + driftMsMax) return state;
  return isAfter(seen, state) ? { wallMs: seen.wallMs, counter: seen.counter } : state;
}

/** A clock for one device; `state` is what the caller persists. */
export interface HybridClock {
  stamp(): HybridTime;
  observe(seen: HybridTime): void;
  readonly state: ClockState;
}

/** A clock that stamps for a device. `now` gives milliseconds since 1970; `state` is what it persisted before. */
export function createHybridClock(given: {
  deviceId: string;
  now: () => number;
  state?: ClockState;
}): HybridClock {
  let state = given.state ?? clockAtRest;
  return {
    stamp() {
      state = tick(state, Math.floor(given.now()));
      return create(HybridTimeSchema, {
        wallMs: BigInt(state.wallMs),
        counter: state.counter,
        deviceId: given.deviceId,
      });
    },
    observe(seen) {
      state = observe(state, { wallMs: Number(seen.wallMs), counter: seen.counter }, Math.floor(given.now()));
    },
    get state() {
      return state;
    },
  };
}

/**
 * When an event was stamped, as text that sorts as stamps do; what projections keep per field. Ties are broken by the event's id and
 * not by the device's, because two copies of one device may stamp alike, and every event must have its place all the same.
 */
export function stampText(event: { readonly time?: HybridTime | undefined; readonly id: string }): string {
  if (!event.time) return '';
  const { wallMs, counter } = event.time;
  return `${wallMs.toString().padStart(15, '0')}-${counter.toString().padStart(5, '0')}-${event.id}`;
}

function isAfter(a: ClockState, b: ClockState): boolean {
  return a.wallMs > b.wallMs || (a.wallMs === b.wallMs && a.counter > b.counter);
}

function next(state: ClockState): ClockState {
  return state.counter < counterMax
    ? { wallMs: state.wallMs, counter: state.counter + 1 }
    : { wallMs: state.wallMs + 1, counter: 0 };
}
