// Walks a user's hash chain page by page, so that a log of any length needs little memory.

import { chainAtStart, walkChain } from '#core/log/chain.ts';
import { sha256 } from '../kernel/sha256.ts';
import type { LogReader, StoredEvent } from './logstore.ts';

const pageEvents = 1000;

/** What the walk found, as VerifyResponse tells it. */
export interface Verified {
  readonly intact: boolean;
  readonly eventCount: bigint;
  readonly headHash: Uint8Array;
  readonly brokenSeq: bigint;
  readonly problem: string;
}

export async function verifyLog(log: LogReader, userId: string): Promise<Verified> {
  const head = await log.readHead(userId);
  let state = chainAtStart;
  while (state.seq < BigInt(head.seq)) {
    const stored = await log.events(userId, { afterSeq: Number(state.seq), limit: pageEvents });
    if (stored.length === 0) return broken(state.seq + 1n, `Event ${state.seq + 1n} is missing.`, state.hash);
    const walk = walkChain({ userId, from: state, events: stored.map(provenEvent), sha256 });
    if (!walk.ok) return broken(walk.seq, walk.problem, state.hash);
    state = walk.state;
  }
  return { intact: true, eventCount: state.seq, headHash: state.hash, brokenSeq: 0n, problem: '' };
}

function provenEvent(stored: StoredEvent) {
  return {
    seq: BigInt(stored.seq),
    id: stored.id,
    wallMs: BigInt(stored.wall_ms),
    counter: stored.counter,
    deviceId: stored.device_id,
    causeId: stored.cause_id ?? '',
    proof: {
      storedPayload: stored.payload ?? new Uint8Array(0),
      payloadHash: stored.payload_hash,
      previousHash: stored.previous_hash,
      hash: stored.hash,
      bodyType: stored.body_type,
      storedActor: stored.actor,
      storedDecision: stored.decision,
    },
  };
}

function broken(brokenSeq: bigint, problem: string, headHash: Uint8Array): Verified {
  return { intact: false, eventCount: brokenSeq - 1n, headHash, brokenSeq, problem };
}
