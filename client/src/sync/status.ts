// How the device stands with its gateway, computed from facts: what the line last told, the cursor, the outbox. It can't look
// well while something is stuck.

import type { SyncStatus } from '../cache/views.ts';
import type { LineState } from './engine.ts';

/** What is known. */
export interface SyncFacts {
  readonly line: LineState | undefined;
  readonly unanswered: number;
  readonly refused: number;
  readonly seq: number;
  readonly headSeq: number;
  readonly lastAnswerMs: number | null;
  readonly storage: SyncStatus['storage'];
}

export function statusOf(facts: SyncFacts): SyncStatus {
  return {
    kind: kindOf(facts),
    outboxCount: facts.unanswered,
    refusedCount: facts.refused,
    seq: facts.seq,
    headSeq: facts.headSeq,
    trouble: facts.line?.kind === 'trouble' ? facts.line.words : '',
    lastAnswerMs: facts.lastAnswerMs,
    storage: facts.storage,
  };
}

function kindOf({ line, unanswered, seq, headSeq }: SyncFacts): SyncStatus['kind'] {
  if (!line) return 'starting';
  if (line.kind !== 'connected') return line.kind;
  return unanswered > 0 || seq < headSeq ? 'sending' : 'synced';
}
