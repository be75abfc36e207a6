import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { type OutboxSignal, type OutboxState, outboxStep } from './merge.ts';

const signals: readonly OutboxSignal[] = [
  'taken',
  'released',
  'accepted',
  'waiting',
  'denied',
  'arrived',
  'overdue',
  'dropped',
];
const run = (start: OutboxState, given: readonly OutboxSignal[]) => {
  let state: OutboxState | 'gone' = start;
  for (const signal of given) {
    if (state === 'gone') break;
    state = outboxStep(state, signal);
  }
  return state;
};

test('an intent leaves the outbox only when it has arrived, or when the person drops what was refused', () => {
  fc.assert(
    fc.property(
      fc.constantFrom<OutboxState>('here', 'asked'),
      fc.array(fc.constantFrom(...signals)),
      (start, given) => {
        if (run(start, given) !== 'gone') return;
        const wasDropped = given.includes('dropped') && given.includes('denied');
        expect(given.includes('arrived') || wasDropped).toBe(true);
      },
    ),
  );
});

test('what was accepted is never called refused or waiting by an answer that comes late', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom<OutboxSignal>('taken', 'released', 'waiting', 'denied', 'dropped')),
      (late) => {
        expect(run('sending', ['accepted', ...late])).toBe('accepted');
      },
    ),
  );
});

test('waits longer after each failure, never longer than the cap, and never all alike', () => {
  expect(backoffMs(0, 0)).toBeLessThan(backoffMs(3, 0));
  expect(backoffMs(100, 1)).toBe(10_000);
  expect(backoffMs(5, 0)).not.toBe(backoffMs(5, 1));
});
