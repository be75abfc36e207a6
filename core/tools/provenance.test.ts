import { generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DsseEnvelope, signProvenance, type TrustedKey, verifyProvenance } from './provenance.node.ts';

const wasm = new Uint8Array([0, 1, 2, 3]);
const pair = generateKeyPairSync('ed25519');
const builderId = 'https://builder.example/one';
const envelope = signProvenance({
  wasm,
  name: 'weight-trend.wasm',
  builderId,
  source: 'git+https://example.org/plugins@abc',
  key: { id: 'k1', privateKey: pair.privateKey },
});
const key: TrustedKey = { id: 'k1', publicKey: pair.publicKey, builderId, expiresAtMs: 1_000 };
const check = (parts: Partial<Parameters<typeof verifyProvenance>[0]>) =>
  verifyProvenance({ envelope, wasm, keys: [key], nowMs: 0, ...parts });
const withPayload = (change: (text: string) => string): DsseEnvelope => ({
  ...envelope,
  payload: Buffer.from(change(Buffer.from(envelope.payload, 'base64').toString())).toString('base64'),
});

describe('provenance', () => {
  it('names builder and source of the very bytes that were signed', () => {
    expect(check({})).toEqual({
      ok: true,
      builderId,
      keyId: 'k1',
      source: 'git+https://example.org/plugins@abc',
    });
  });

  it.each([
    ['another binary', { wasm: new Uint8Array([0, 1, 2, 4]) }],
    ['a changed statement', { envelope: withPayload((text) => text.replace('one', 'two')) }],
    ['another payload type', { envelope: { ...envelope, payloadType: 'text/plain' } }],
    ['no signature', { envelope: { ...envelope, signatures: [] } }],
    ['an unknown key', { keys: [] }],
    ['a key of the same name', { keys: [{ ...key, publicKey: generateKeyPairSync('ed25519').publicKey }] }],
    ['an expired key', { nowMs: 1_000 }],
    [
      'a key that speaks for another builder',
      { keys: [{ ...key, builderId: 'https://builder.example/two' }] },
    ],
    [
      'a signed text that is no statement',
      {
        envelope: signProvenance({
          wasm,
          name: '',
          builderId: '',
          source: '',
          key: { id: 'k1', privateKey: pair.privateKey },
        }),
      },
    ],
  ])('refuses %s', (_, parts) => {
    expect(check(parts)).toMatchObject({
      ok: false,
      message: expect.any(String),
      advice: expect.any(String),
    });
  });

  it('never throws, whatever the envelope', () => {
    const parts = fc.record({
      payloadType: fc.constant(envelope.payloadType),
      payload: fc.string(),
      signatures: fc.jsonValue(),
    });
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), parts), (json) => {
        expect(check({ envelope: json }).ok).toBe(false);
      }),
    );
  });
});
