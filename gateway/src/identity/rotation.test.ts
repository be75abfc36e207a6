import fc from 'fast-check';
import { expect, test } from 'vitest';
import { graceMs, presentToken, type Rotation } from './rotation.ts';

const hashOf = (name: number) => Uint8Array.of(name >> 8, name & 0xff);
const begun: Rotation = { fresh: [hashOf(0)], used: [] };

/** Presents tokens one after the other, by the order in which they were given out; 0 is the first. Gives the answers. */
function play(steps: readonly { token: number; afterMs: number }[]) {
  let [rotation, nowMs, given] = [begun, 0, 1];
  return steps.map(({ token, afterMs }) => {
    nowMs += afterMs;
    const answer = presentToken(rotation, { hash: hashOf(token), next: hashOf(given), nowMs });
    if (answer.kind === 'rotated') {
      rotation = answer.next;
      given++;
    }
    return { kind: answer.kind, rotation, given };
  });
}

const kinds = (steps: readonly (readonly [token: number, afterMs: number])[]) =>
  play(steps.map(([token, afterMs]) => ({ token, afterMs }))).map(({ kind }) => kind);

test.each([
  ['a fresh token is taken', [[0, 0]], ['rotated']],
  [
    'so is the last one, while no successor was used',
    [
      [0, 0],
      [0, 3_600_000],
    ],
    ['rotated', 'rotated'],
  ],
  [
    'a retired one is told to try again',
    [
      [0, 0],
      [1, 0],
      [0, graceMs],
    ],
    ['rotated', 'rotated', 'tooLate'],
  ],
  [
    'an old one is stolen',
    [
      [0, 0],
      [1, 0],
      [0, graceMs + 1],
    ],
    ['rotated', 'rotated', 'stolen'],
  ],
  [
    'a sibling that nobody used is retired with the one that was',
    [
      [0, 0],
      [0, 0],
      [2, 9],
      [1, 1],
    ],
    ['rotated', 'rotated', 'rotated', 'tooLate'],
  ],
  [
    'the grace counts from its own use, not from the latest',
    [
      [0, 0],
      [1, 0],
      [2, graceMs],
      [0, 1],
    ],
    ['rotated', 'rotated', 'rotated', 'stolen'],
  ],
  ['a token that was never given out is unknown', [[9, 0]], ['unknown']],
  [
    'nobody gets more than eight successors',
    Array.from({ length: 9 }, () => [0, 0]),
    [...Array.from({ length: 8 }, () => 'rotated'), 'tooLate'],
  ],
] as const)('%s', (_promise, steps, wanted) => {
  expect(kinds(steps as never)).toEqual(wanted);
});

const step = fc.record({ token: fc.nat(12), afterMs: fc.oneof(fc.nat(5_000), fc.constant(graceMs + 1)) });

/** With two late calls a turn, a call that is eleven turns old is still within the grace. */
const lateMsMax = Math.floor(graceMs / 24);

test('whoever always goes on with the newest token stays signed in, however many older calls arrive within the grace', () => {
  const late = fc.record({ back: fc.integer({ min: 1, max: 10 }), afterMs: fc.nat(lateMsMax) });
  fc.assert(
    fc.property(fc.array(fc.array(late, { maxLength: 2 }), { maxLength: 12 }), (turns) => {
      let [rotation, nowMs] = [begun, 0];
      for (const [newest, lates] of turns.entries()) {
        const answer = presentToken(rotation, { hash: hashOf(newest), next: hashOf(newest + 1), nowMs });
        if (answer.kind !== 'rotated') throw new Error(answer.kind);
        rotation = answer.next;
        for (const { back, afterMs } of lates) {
          nowMs += afterMs;
          if (back > newest) continue;
          const told = presentToken(rotation, { hash: hashOf(newest - back), next: hashOf(999), nowMs });
          expect(told.kind).toBe('tooLate');
        }
      }
    }),
  );
});

test('an older token never changes what is known: within the grace it is refused, after it the session ends', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let before = begun;
      for (const { kind, rotation } of play(steps)) {
        if (kind !== 'rotated') expect(rotation).toBe(before);
        before = rotation;
        expect(rotation.fresh.length).toBeLessThanOrEqual(8);
        expect(rotation.fresh.length).toBeGreaterThan(0);
        expect(rotation.used.length).toBeLessThanOrEqual(20);
      }
    }),
  );
});
