// Between the stored form of an event and the contract's. Stored bytes are the truth; messages are made from them.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { bodyType, decodeBody, encodeBody } from '#core/log/body.ts';
import { linkHash } from '#core/log/chain.ts';
import { type Actor, ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import type { Body } from '#gen/lifeos/event/v1/body_pb.ts';
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
import type { Head, StoredEvent } from './logstore.ts';

/** An intent that may be appended: its actor is set, its decision made. */
export interface Accepted {
  readonly intent: Intent;
  readonly decision: Decision;
  /** Whether it is sealed at rest. */
  readonly isSecret: boolean;
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
  const digest = rememberingDigest();
  const stored = given.accepted.map((accepted) => {
    seq += 1;
    const event = storedEvent({ ...given, accepted, seq, previousHash: hash, digest });
    hash = event.hash;
    return event;
  });
  return { stored, head: { ...given.head, seq, hash } };
}

/** An event that has just been stored, as eventMessage would read it back. */
export function acceptedEvent(stored: StoredEvent, { intent, decision }: Accepted): Event {
  return create(EventSchema, {
    seq: BigInt(stored.seq),
    id: stored.id,
    time: intent.time as NonNullable<Intent['time']>,
    actor: intent.actor ?? create(ActorSchema),
    causeId: intent.causeId,
    body: intent.body as NonNullable<Intent['body']>,
    decision,
    recordedAt: timestampFromMs(stored.recorded_ms),
    sealed: stored.sealed,
  });
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
    decision: fromBinary(
      DecisionSchema,
      stored.decision_sealed ? unseal(dataKey, stored.decision) : stored.decision,
    ),
    recordedAt: timestampFromMs(stored.recorded_ms),
    sealed: stored.sealed,
    ...(options?.withProof ? { proof: proofMessage(stored) } : {}),
  });
}

/** SHA-256 of an intent's body as it would be stored: what tells the same intent from another with its id. */
export function intentBodyHash(intent: Intent): Uint8Array {
  return sha256(intent.body ? bodyBytes(intent.body) : new Uint8Array(0));
}

// Messages are never changed once they are made, so the bytes of one are made once, however many steps of the gate need them.
const bytesByBody = new WeakMap<Body, Uint8Array>();
const bytesByDecision = new WeakMap<Decision, Uint8Array>();

/** The stored form of a body. */
export function bodyBytes(body: Body): Uint8Array {
  return remembered(bytesByBody, body, encodeBody);
}

function decisionBytes(decision: Decision): Uint8Array {
  return remembered(bytesByDecision, decision, (made) => toBinary(DecisionSchema, made));
}

function remembered<K extends object, V>(kept: WeakMap<K, V>, key: K, make: (key: K) => V): V {
  const known = kept.get(key);
  if (known !== undefined) return known;
  const made = make(key);
  kept.set(key, made);
  return made;
}

// SHA-256 that remembers by identity: the events of a batch share their author's and often their decision's bytes.
function rememberingDigest(): (bytes: Uint8Array) => Uint8Array {
  const digests = new WeakMap<Uint8Array, Uint8Array>();
  return (bytes) => remembered(digests, bytes, sha256);
}

const actorBytesMax = 1_000;
const bytesByActor = new Map<string, Uint8Array>();

// A few authors write nearly everything. What has fields unknown here is encoded each time.
function actorBytes(actor: Actor): Uint8Array {
  if (actor.$unknown?.length || actor.kind.case === undefined) return toBinary(ActorSchema, actor);
  const key = `${actor.kind.case} ${actor.kind.value} ${actor.onBehalfOf}`;
  const known = bytesByActor.get(key);
  if (known) return known;
  if (bytesByActor.size >= actorBytesMax) bytesByActor.clear();
  const made = toBinary(ActorSchema, actor);
  bytesByActor.set(key, made);
  return made;
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
  digest: (bytes: Uint8Array) => Uint8Array;
}): StoredEvent {
  const { intent, decision, isSecret } = given.accepted;
  const body = intent.body;
  const { time } = intent;
  if (!body || !time) throw new Error('An intent without body or time reached the log.');
  const plain = bodyBytes(body);
  const payload = isSecret ? seal(given.dataKey, plain) : plain;
  const actor = actorBytes(intent.actor ?? create(ActorSchema));
  // A decision's words may quote what was decided about. One without words tells nothing, and is the same for most of a batch.
  const hasWords = decision.reasons.length > 0 || decision.tags.length > 0;
  const isDecisionSecret = isSecret && hasWords;
  const plainDecision = decisionBytes(decision);
  const storedDecision = isDecisionSecret ? seal(given.dataKey, plainDecision) : plainDecision;
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
    given.digest,
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
    sealed: isSecret,
    payload_hash: payloadHash,
    decision: storedDecision,
    decision_sealed: isDecisionSecret,
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
    decisionSealed: stored.decision_sealed,
  });
}
