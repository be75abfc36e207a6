// Who built a plugin, from what: an in-toto statement (in-toto.io/Statement/v1, SLSA provenance v1) in a DSSE envelope
// (Dead Simple Signing Envelope 1.0), signed with Ed25519. Node only.

import { createHash, type KeyObject, sign, verify } from 'node:crypto';

/** A DSSE envelope as JSON; payload and signatures are base64. */
export interface DsseEnvelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly keyid: string; readonly sig: string }[];
}

/** A key that is trusted to speak for a builder, until it expires. A revoked key is simply not in the list any more. */
export interface TrustedKey {
  readonly id: string;
  readonly publicKey: KeyObject;
  readonly builderId: string;
  readonly expiresAtMs: number;
}

export type Provenance =
  | { readonly ok: true; readonly builderId: string; readonly keyId: string; readonly source: string }
  | { readonly ok: false; readonly message: string; readonly advice: string };

const payloadType = 'application/vnd.in-toto+json';
const statementType = 'https://in-toto.io/Statement/v1';
const predicateType = 'https://slsa.dev/provenance/v1';

/**
 * A signed statement that this binary was built by this builder.
 * @param given.source where the source is, as a URI with a revision
 */
export function signProvenance(given: {
  wasm: Uint8Array;
  name: string;
  builderId: string;
  source: string;
  key: { id: string; privateKey: KeyObject };
}): DsseEnvelope {
  const statement = {
    _type: statementType,
    subject: [{ name: given.name, digest: { sha256: sha256(given.wasm) } }],
    predicateType,
    predicate: {
      buildDefinition: {
        buildType: 'https://lifeos.local/plugin-build/v1',
        externalParameters: { source: given.source },
      },
      runDetails: { builder: { id: given.builderId } },
    },
  };
  const payload = Buffer.from(JSON.stringify(statement));
  const sig = sign(null, preAuthEncoding(payload), given.key.privateKey).toString('base64');
  return { payloadType, payload: payload.toString('base64'), signatures: [{ keyid: given.key.id, sig }] };
}

/** Whether a trusted key says that these very bytes come from its builder. Never throws, whatever the envelope. */
export function verifyProvenance(given: {
  envelope: unknown;
  wasm: Uint8Array;
  keys: readonly TrustedKey[];
  nowMs: number;
}): Provenance {
  const envelope = readEnvelope(given.envelope);
  if (envelope === undefined) return refuse('its signature is not a DSSE envelope with an in-toto statement');
  const payload = Buffer.from(envelope.payload, 'base64');
  const signed = preAuthEncoding(payload);
  const key = given.keys.find((trusted) =>
    envelope.signatures.some(
      ({ keyid, sig }) =>
        keyid === trusted.id && verify(null, signed, trusted.publicKey, Buffer.from(sig, 'base64')),
    ),
  );
  if (key === undefined) return refuse('it is not signed by anyone you trust');
  if (given.nowMs >= key.expiresAtMs) return refuse(`the key "${key.id}" has expired`);
  const statement = readStatement(payload);
  if (statement === undefined) return refuse('what was signed is not a statement about a build');
  if (!statement.digests.includes(sha256(given.wasm))) return refuse('what was signed is another binary');
  if (statement.builderId !== key.builderId)
    return refuse(`the key "${key.id}" may not speak for its builder`);
  return { ok: true, builderId: key.builderId, keyId: key.id, source: statement.source };
}

/** What is signed: the type is covered too, so that a signature cannot be moved to another kind of document. */
function preAuthEncoding(payload: Buffer): Buffer {
  return Buffer.concat([
    Buffer.from(`DSSEv1 ${payloadType.length} ${payloadType} ${payload.length} `),
    payload,
  ]);
}

function readEnvelope(json: unknown): DsseEnvelope | undefined {
  const given = json as Partial<DsseEnvelope> | null | undefined;
  const isRight =
    given?.payloadType === payloadType &&
    typeof given.payload === 'string' &&
    Array.isArray(given.signatures) &&
    given.signatures.length <= 8 &&
    given.signatures.every((each) => typeof each?.keyid === 'string' && typeof each.sig === 'string');
  return isRight ? (given as DsseEnvelope) : undefined;
}

/** Reads a payload whose signature was good; its signer may still have written nonsense. */
function readStatement(
  payload: Buffer,
): { digests: string[]; builderId: string; source: string } | undefined {
  try {
    const statement = JSON.parse(payload.toString('utf8'));
    if (statement._type !== statementType || statement.predicateType !== predicateType) return undefined;
    return {
      digests: statement.subject.map((each: { digest: { sha256: string } }) => each.digest.sha256),
      builderId: String(statement.predicate.runDetails.builder.id),
      source: String(statement.predicate.buildDefinition.externalParameters.source),
    };
  } catch {
    return undefined;
  }
}

function refuse(message: string): Provenance {
  return { ok: false, message, advice: 'get the plugin from its author again, or trust their key first' };
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
