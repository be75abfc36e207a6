import { createHash } from 'node:crypto';
import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import { BodySchema } from '#gen/lifeos/event/v1/body_pb.ts';
import { bodyType, decodeBody, encodeBody } from './body.ts';
import { chainStart, linkHash, type ProvenEvent, walkChain } from './chain.ts';
import { clockAtRest, counterMax, createHybridClock, driftMsMax, observe, stampText, tick } from './clock.ts';
import { isUuid, uuidFromDigest, uuidToBytes, uuidv7 } from './ids.ts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const filled = (value: number) => (bytes: Uint8Array<ArrayBuffer>) => bytes.fill(value);
const deviceId = '00000000-0000-7000-8000-000000000001';

describe('ids', () => {
  test('a UUIDv7 sorts by its time and keeps it', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(), (a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b) + 1].map((ms) => uuidv7(ms, filled(7)));
        expect(isUuid(early ?? '')).toBe(true);
        expect((early ?? '') < (late ?? '')).toBe(true);
      }),
    );
    expect(uuidv7(0x0123456789ab, filled(0xff))).toBe('01234567-89ab-7fff-bfff-ffffffffffff');
  });

  test('the same digest is the same id, and bytes and text agree', () => {
    const id = uuidFromDigest(sha256(Buffer.from('a line')));
    expect(id).toBe(uuidFromDigest(sha256(Buffer.from('a line'))));
    expect(Buffer.from(uuidToBytes(id)).toString('hex')).toBe(id.replaceAll('-', ''));
    expect(() => uuidToBytes('nonsense')).toThrow('is not a UUID');
  });
});

describe('the hybrid clock', () => {
  const state = fc.record({ wallMs: fc.nat(), counter: fc.nat(counterMax) });
  const text = (s: { wallMs: number; counter: number }) =>
    stampText({
      id: deviceId,
      time: create(HybridTimeSchema, { wallMs: BigInt(s.wallMs), counter: s.counter, deviceId }),
    });

  test('always moves forward, whatever the wall clock does', () => {
    fc.assert(
      fc.property(state, fc.nat(), (before, nowMs) => {
        expect(text(tick(before, nowMs)) > text(before)).toBe(true);
      }),
    );
  });

  test('stamps after everything it has seen, but a broken clock drags nobody along', () => {
    fc.assert(
      fc.property(state, state, fc.nat(), (own, seen, nowMs) => {
        const after = observe(own, seen, nowMs);
        expect(text(after) >= text(own)).toBe(true);
        if (seen.wallMs <= nowMs + driftMsMax) expect(text(tick(after, nowMs)) > text(seen)).toBe(true);
        else expect(after).toEqual(own);
      }),
    );
  });

  test('orders every two events, also of two copies of one device that stamp alike', () => {
    const event = fc.record({ wallMs: fc.nat(3).map(BigInt), counter: fc.nat(2), id: fc.uuid() });
    fc.assert(
      fc.property(event, event, (a, b) => {
        const [left, right] = [a, b].map(({ id, ...time }) =>
          stampText({ id, time: create(HybridTimeSchema, { ...time, deviceId }) }),
        ) as [string, string];
        const isEarlier =
          a.wallMs !== b.wallMs
            ? a.wallMs < b.wallMs
            : a.counter !== b.counter
              ? a.counter < b.counter
              : a.id < b.id;
        expect(left < right).toBe(isEarlier);
        expect(left === right).toBe(a.wallMs === b.wallMs && a.counter === b.counter && a.id === b.id);
      }),
    );
  });

  test('goes on from where it was', () => {
    const clock = createHybridClock({ deviceId, now: () => 5, state: { wallMs: 9, counter: 3 } });
    expect(clock.stamp()).toMatchObject({ wallMs: 9n, counter: 4 });
    clock.observe(create(HybridTimeSchema, { wallMs: 12n, counter: counterMax, deviceId }));
    expect(clock.stamp()).toMatchObject({ wallMs: 13n, counter: 0 });
    expect(tick(clockAtRest, 1)).toEqual({ wallMs: 1, counter: 0 });
  });
});

describe('the hash chain', () => {
  const userId = '00000000-0000-7000-8000-0000000000ff';
  const chainOf = (payloads: readonly Uint8Array[]): ProvenEvent[] => {
    let previousHash: Uint8Array = chainStart;
    return payloads.map((storedPayload, index) => {
      const link = {
        seq: BigInt(index + 1),
        id: deviceId,
        wallMs: 5n,
        counter: index,
        deviceId,
        causeId: '',
      };
      const proof = {
        storedPayload,
        payloadHash: sha256(storedPayload),
        previousHash,
        bodyType: 200,
        storedActor: new Uint8Array([1]),
        storedDecision: new Uint8Array([2]),
      };
      const hash = linkHash({ ...link, ...proof, userId }, sha256);
      previousHash = hash;
      return { ...link, proof: { ...proof, hash } };
    });
  };
  const walk = (events: readonly ProvenEvent[]) =>
    walkChain({ userId, from: { seq: 0n, hash: chainStart }, events, sha256 });
  const payloads = fc.array(fc.uint8Array({ minLength: 1, maxLength: 20 }), { minLength: 2, maxLength: 8 });

  test('holds when nothing was touched, also when payloads were erased', () => {
    fc.assert(
      fc.property(payloads, fc.nat(), (given, which) => {
        const events = chainOf(given);
        expect(walk(events).ok).toBe(true);
        const erased = events.map((event, index) =>
          index === which % events.length
            ? { ...event, proof: { ...event.proof, storedPayload: new Uint8Array() } }
            : event,
        );
        expect(walk(erased).ok).toBe(true);
      }),
    );
  });

  test('breaks at the first event where anything was changed, left out or swapped', () => {
    const touch = fc.constantFrom('payload', 'actor', 'decision', 'time', 'drop', 'user');
    fc.assert(
      fc.property(payloads, fc.nat(), touch, (given, pick, how) => {
        const events = chainOf(given);
        const at = pick % (events.length - 1);
        const event = events[at] as ProvenEvent;
        const flipped = (bytes: Uint8Array) =>
          Uint8Array.from(bytes, (byte, index) => (index === 0 ? byte ^ 1 : byte));
        const { proof } = event;
        if (how === 'payload')
          events[at] = { ...event, proof: { ...proof, storedPayload: flipped(proof.storedPayload) } };
        if (how === 'actor')
          events[at] = { ...event, proof: { ...proof, storedActor: flipped(proof.storedActor) } };
        if (how === 'decision')
          events[at] = { ...event, proof: { ...proof, storedDecision: flipped(proof.storedDecision) } };
        if (how === 'time') events[at] = { ...event, wallMs: event.wallMs + 1n };
        if (how === 'drop') events.splice(at, 1);
        if (how === 'user') {
          const other = walkChain({ userId: deviceId, from: { seq: 0n, hash: chainStart }, events, sha256 });
          expect(other).toMatchObject({ ok: false, seq: 1n });
          return;
        }
        expect(walk(events)).toMatchObject({ ok: false, seq: BigInt(how === 'drop' ? at + 2 : at + 1) });
      }),
    );
  });
});

describe('bodies', () => {
  test('of a newer version are kept to the byte', () => {
    // Field 299, length-delimited, "new": a body that this version does not know.
    const stored = new Uint8Array([0xda, 0x12, 3, 0x6e, 0x65, 0x77]);
    const body = decodeBody(stored);
    expect(body.kind.case).toBeUndefined();
    expect(bodyType(body)).toBe(299);
    expect(encodeBody(body)).toEqual(stored);
    expect(toBinary(BodySchema, fromBinary(BodySchema, stored))).toEqual(stored);
  });
});
