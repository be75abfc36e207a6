// How the device stands with its gateway, computed from facts: what the line last told, the cursor, the outbox. It can't look
// well while something is stuck.

import type { SyncStatus } from '../cache/views.ts';
import type { LineState } from './engine.ts';
import { silenceMs } from './limits.ts';

/** What is known. */
export interface SyncFacts {
  readonly line: LineState | undefined;
  readonly unanswered: number;
  /** Answered, and not arrived yet. */
  readonly underWay: number;
  readonly refused: number;
  readonly seq: number;
  readonly headSeq: number;
  /** The oldest event that is here; 1 when everything is. */
  readonly oldestSeq: number;
  readonly lastAnswerMs: number | null;
  readonly nowMs: number;
  readonly storage: SyncStatus['storage'];
}

export function statusOf(facts: SyncFacts): SyncStatus {
  return {
    kind: kindOf(facts),
    outboxCount: facts.unanswered,
    refusedCount: facts.refused,
    seq: facts.seq,
    headSeq: facts.headSeq,
    pastSeq: Math.max(0, facts.oldestSeq - 1),
    trouble: troubleOf(facts.line),
    lastAnswerMs: facts.lastAnswerMs,
    storage: facts.storage,
  };
}

/** A life that could not be opened: there are no facts but that. */
export function closedStatus(words: string): SyncStatus {
  return {
    kind: 'closed',
    outboxCount: 0,
    refusedCount: 0,
    seq: 0,
    headSeq: 0,
    pastSeq: 0,
    trouble: words,
    lastAnswerMs: null,
    storage: 'unknown',
  };
}

/** Milliseconds without a word after which "connected" is no fact any more; the gateway speaks every 5 s. */
const staleMs = 2 * silenceMs;

function kindOf(facts: SyncFacts): SyncStatus['kind'] {
  const { line, lastAnswerMs, nowMs } = facts;
  if (!line) return 'starting';
  if (line.kind === 'inBetween' || line.kind === 'busy') return 'trouble';
  if (line.kind !== 'connected') return line.kind;
  if (lastAnswerMs === null || Math.abs(nowMs - lastAnswerMs) > staleMs) return 'offline';
  const isLevel =
    facts.unanswered + facts.underWay === 0 && facts.seq >= facts.headSeq && facts.oldestSeq === 1;
  return isLevel ? 'synced' : 'sending';
}

function troubleOf(line: LineState | undefined): string {
  if (line?.kind === 'inBetween') {
    return 'Something between this device and your LifeOS answers in its place, such as the sign-in page of a network. Open another page to sign in there; what you write is safe here meanwhile.';
  }
  return line?.kind === 'trouble' || line?.kind === 'busy' ? line.words : '';
}
