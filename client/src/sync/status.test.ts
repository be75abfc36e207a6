import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LineState } from './engine.ts';
import { type SyncFacts, statusOf } from './status.ts';

const nowMs = 1_800_000_000_000;
const line = fc.constantFrom<LineState | undefined>(
  undefined,
  { kind: 'connected' },
  { kind: 'offline', words: '' },
  { kind: 'inBetween', words: '' },
  { kind: 'busy', words: 'Too much at once.' },
  { kind: 'signedOut', words: '' },
  { kind: 'trouble', words: 'A rule could not be read.' },
);
const facts: fc.Arbitrary<SyncFacts> = fc.record({
  line,
  unanswered: fc.nat(2),
  underWay: fc.nat(2),
  refused: fc.nat(2),
  seq: fc.nat(3),
  headSeq: fc.nat(3),
  oldestSeq: fc.nat(2),
  lastAnswerMs: fc.option(fc.nat(60_000).map((ago) => nowMs - ago)),
  nowMs: fc.constant(nowMs),
  storage: fc.constant('opfs' as const),
});

test('it says "synced" only when everything is on both sides, and the gateway said so a moment ago', () => {
  fc.assert(
    fc.property(facts, (given) => {
      if (statusOf(given).kind !== 'synced') return;
      expect(given.line?.kind).toBe('connected');
      expect(given.unanswered + given.underWay).toBe(0);
      expect(given.seq).toBeGreaterThanOrEqual(given.headSeq);
      expect(given.oldestSeq).toBe(1);
      expect(nowMs - (given.lastAnswerMs ?? 0)).toBeLessThan(30_000);
    }),
  );
});

test('a silent line is offline, however well it was before', () => {
  const fine: SyncFacts = {
    line: { kind: 'connected' },
    unanswered: 0,
    underWay: 0,
    refused: 0,
    seq: 3,
    headSeq: 3,
    oldestSeq: 1,
    lastAnswerMs: nowMs,
    nowMs,
    storage: 'opfs',
  };
  expect(statusOf(fine).kind).toBe('synced');
  expect(statusOf({ ...fine, nowMs: nowMs + 30_000 }).kind).toBe('offline');
  expect(statusOf({ ...fine, line: { kind: 'inBetween', words: '' } }).trouble).toContain('sign-in page');
});
