// The hash chain. The byte layout is fixed by the contract (lifeos.event.v1.Proof), so that anyone can check a log with
// nothing but SHA-256. What is hashed are stored bytes: erasing a payload leaves its hash, and the chain stays whole.

import type { Proof } from '#gen/lifeos/event/v1/event_pb.ts';
import { uuidToBytes } from './ids.ts';

/** SHA-256 of bytes; node:crypto on the gateway, a small implementation or WebCrypto elsewhere. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array;

/** The hash before the first event: 32 zeros. */
export const chainStart: Uint8Array = new Uint8Array(32);

/** What one link covers. Hashes are 32 bytes; ids are UUIDs in text, causeId may be empty. */
export interface Link {
  readonly previousHash: Uint8Array;
  readonly seq: bigint;
  readonly id: string;
  readonly userId: string;
  readonly wallMs: bigint;
  readonly counter: number;
  readonly deviceId: string;
  readonly causeId: string;
  readonly bodyType: number;
  readonly storedActor: Uint8Array;
  readonly payloadHash: Uint8Array;
  readonly storedDecision: Uint8Array;
}

/** The hash of a link: 32 bytes. */
export function linkHash(link: Link, sha256: Sha256): Uint8Array {
  const bytes = new Uint8Array(32 + 8 + 16 + 16 + 8 + 4 + 16 + 16 + 4 + 32 + 32 + 32);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const put = (part: Uint8Array) => {
    bytes.set(part, at);
    at += part.length;
  };
  const putU64 = (value: bigint) => {
    view.setBigUint64(at, value);
    at += 8;
  };
  const putU32 = (value: number) => {
    view.setUint32(at, value);
    at += 4;
  };
  put(link.previousHash);
  putU64(link.seq);
  put(uuidToBytes(link.id));
  put(uuidToBytes(link.userId));
  putU64(link.wallMs);
  putU32(link.counter);
  put(uuidToBytes(link.deviceId));
  put(uuidToBytes(link.causeId));
  putU32(link.bodyType);
  put(sha256(link.storedActor));
  put(link.payloadHash);
  put(sha256(link.storedDecision));
  return sha256(bytes);
}

/** What a walk along the chain needs of each event. */
export interface ProvenEvent {
  readonly seq: bigint;
  readonly id: string;
  readonly wallMs: bigint;
  readonly counter: number;
  readonly deviceId: string;
  readonly causeId: string;
  readonly proof: Pick<
    Proof,
    'storedPayload' | 'payloadHash' | 'previousHash' | 'hash' | 'bodyType' | 'storedActor' | 'storedDecision'
  >;
}

/** Where a walk has got to. */
export interface ChainState {
  readonly seq: bigint;
  readonly hash: Uint8Array;
}

/** The state before the first event. */
export const chainAtStart: ChainState = { seq: 0n, hash: chainStart };

/** What a walk found: the state after the last event, or the first event that does not fit and why, in plain words. */
export type ChainWalk = { ok: true; state: ChainState } | { ok: false; seq: bigint; problem: string };

/** Checks events, in order, that follow `from`. An erased payload (no bytes) is accepted: its hash still counts. */
export function walkChain(given: {
  userId: string;
  from: ChainState;
  events: Iterable<ProvenEvent>;
  sha256: Sha256;
}): ChainWalk {
  let state = given.from;
  for (const event of given.events) {
    const problem = linkProblem(given.userId, state, event, given.sha256);
    if (problem !== undefined) return { ok: false, seq: event.seq, problem };
    state = { seq: event.seq, hash: event.proof.hash };
  }
  return { ok: true, state };
}

function linkProblem(
  userId: string,
  state: ChainState,
  event: ProvenEvent,
  sha256: Sha256,
): string | undefined {
  const { proof } = event;
  if (event.seq !== state.seq + 1n) return `Event ${state.seq + 1n} is missing.`;
  if (!sameBytes(proof.previousHash, state.hash)) return 'It does not follow the event before it.';
  if (proof.storedPayload.length > 0 && !sameBytes(sha256(proof.storedPayload), proof.payloadHash)) {
    return 'Its content was changed after it was written.';
  }
  const hash = linkHash({ ...event, ...proof, userId }, sha256);
  return sameBytes(hash, proof.hash)
    ? undefined
    : 'Its time, author or decision was changed after it was written.';
}

/** Whether two byte strings are the same. */
export function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}
