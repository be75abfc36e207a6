// Between the stored form of an event and the contract's. Stored bytes are the truth; messages are made from them.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { bodyType, decodeBody, encodeBody } from '#core/log/body.ts';
import { linkHash } from '#core/log/chain.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import {
  type Decision,
  DecisionSchema,
  type Event,
  EventSchema,
  type Intent,
  type Proof,
  ProofSchema,
} from '#gen/lifeos/event/v1/event_pb.ts';
import { seal, unseal } from '../kernel/sealer.ts';
import { sha256 } from '../kernel/sha256.ts';
import type { Head, StoredEvent } from './log.sql.ts';

/** An intent that may be appended: its actor is set, its decision made. */
export interface Accepted {
  readonly intent: Intent;
  readonly decision: Decision;
  readonly isSensitive: boolean;
}

/** Links accepted intents to the chain. Returns what to store and the new head. */
export function linkEvents(given: {
  userId: string;
  dataKey: Uint8Array;
  head: Head;
  accepted: readonly Accepted[];
  nowMs: number;
}): { stored: StoredEvent[]; head: Head } {
  let { seq, hash } = given.head;
  const stored = given.accepted.map((accepted) => {
    seq += 1;
    const event = storedEvent({ ...given, accepted, seq, previousHash: hash });
    hash = event.hash;
    return event;
  });
  return { stored, head: { ...given.head, seq, hash } };
}

/** A stored event as the contract carries it. */
export function eventMessage(
  stored: StoredEvent,
  dataKey: Uint8Array,
  options?: { withProof: boolean },
): Event {
  const { payload } = stored;
  return create(EventSchema, {
    seq: BigInt(stored.seq),
    id: stored.id,
    time: create(HybridTimeSchema, {
      wallMs: BigInt(stored.wall_ms),
      counter: stored.counter,
      deviceId: stored.device_id,
    }),
    actor: fromBinary(ActorSchema, stored.actor),
    causeId: stored.cause_id ?? '',
    ...(payload ? { body: decodeBody(stored.sealed ? unseal(dataKey, payload) : payload) } : {}),
    decision: fromBinary(DecisionSchema, stored.decision),
    recordedAt: timestampFromMs(stored.recorded_ms),
    ...(options?.withProof ? { proof: proofMessage(stored) } : {}),
  });
}

/** SHA-256 of an intent's body as it would be stored: what tells the same intent from another with its id. */
export function intentBodyHash(intent: Intent): Uint8Array {
  return sha256(intent.body ? encodeBody(intent.body) : new Uint8Array(0));
}

/** The body hash of a stored event: of its plain bytes. */
export function storedBodyHash(stored: StoredEvent, dataKey: Uint8Array): Uint8Array {
  if (!stored.sealed || !stored.payload) return stored.payload_hash;
  return sha256(unseal(dataKey, stored.payload));
}

function storedEvent(given: {
  userId: string;
  dataKey: Uint8Array;
  accepted: Accepted;
  seq: number;
  previousHash: Uint8Array;
  nowMs: number;
}): StoredEvent {
  const { intent, decision, isSensitive } = given.accepted;
  const body = intent.body;
  const { time } = intent;
  if (!body || !time) throw new Error('An intent without body or time reached the log.');
  const plain = encodeBody(body);
  const payload = isSensitive ? seal(given.dataKey, plain) : plain;
  const actor = toBinary(ActorSchema, intent.actor ?? create(ActorSchema));
  const storedDecision = toBinary(DecisionSchema, decision);
  const payloadHash = sha256(payload);
  const type = bodyType(body);
  const hash = linkHash(
    {
      previousHash: given.previousHash,
      seq: BigInt(given.seq),
      id: intent.id,
      userId: given.userId,
      wallMs: time.wallMs,
      counter: time.counter,
      deviceId: time.deviceId,
      causeId: intent.causeId,
      bodyType: type,
      storedActor: actor,
      payloadHash,
      storedDecision,
    },
    sha256,
  );
  return {
    seq: given.seq,
    id: intent.id,
    body_type: type,
    wall_ms: Number(time.wallMs),
    counter: time.counter,
    device_id: time.deviceId,
    cause_id: intent.causeId === '' ? null : intent.causeId,
    actor,
    payload,
    sealed: isSensitive,
    payload_hash: payloadHash,
    decision: storedDecision,
    previous_hash: given.previousHash,
    hash,
    recorded_ms: given.nowMs,
  };
}

function proofMessage(stored: StoredEvent): Proof {
  return create(ProofSchema, {
    storedPayload: stored.payload ?? new Uint8Array(0),
    payloadHash: stored.payload_hash,
    previousHash: stored.previous_hash,
    hash: stored.hash,
    sealed: stored.sealed,
    bodyType: stored.body_type,
    storedActor: stored.actor,
    storedDecision: stored.decision,
  });
}
