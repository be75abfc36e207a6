// Access tokens: EdDSA JWTs that live for ten minutes, with scopes and a SPIFFE subject. The signing key is made on first use
// and kept in the database, so that many gateways share it.

import {
  calculateJwkThumbprint,
  exportJWK,
  generateKeyPair,
  importJWK,
  type JWK,
  jwtVerify,
  SignJWT,
} from 'jose';
import type { Database } from '../db/database.ts';
import { limits } from '../kernel/limits.ts';
import type { Authority } from './authority.ts';

const issuer = 'lifeos';
const algorithm = 'EdDSA';

/** Signs and checks access tokens. */
export interface TokenMint {
  /** A token, and when it lapses in milliseconds since 1970. */
  sign(
    bearer: Pick<Authority, 'userId' | 'deviceId' | 'sessionId' | 'scopes'>,
  ): Promise<{ token: string; expiresMs: number }>;
  /** Who carries a token, or nothing when it is wrong or has lapsed. */
  check(token: string): Promise<Authority | undefined>;
}

/** The mint of this LifeOS. `now` gives milliseconds since 1970. */
export async function openTokenMint(db: Database, now: () => number): Promise<TokenMint> {
  const jwk = await signingKey(db, now);
  const key = await importJWK(jwk.private, algorithm);
  const publicKey = await importJWK(jwk.public, algorithm);
  return {
    async sign(bearer) {
      const issuedAt = Math.floor(now() / 1000);
      const expiresAt = issuedAt + limits.accessTokenSeconds;
      const token = await new SignJWT({
        dev: bearer.deviceId,
        sid: bearer.sessionId,
        scope: bearer.scopes.join(' '),
      })
        .setProtectedHeader({ alg: algorithm, kid: jwk.id })
        .setIssuer(issuer)
        .setAudience(issuer)
        .setSubject(`spiffe://lifeos.local/user/${bearer.userId}`)
        .setIssuedAt(issuedAt)
        .setExpirationTime(expiresAt)
        .sign(key);
      return { token, expiresMs: expiresAt * 1000 };
    },
    async check(token) {
      try {
        const { payload } = await jwtVerify(token, publicKey, {
          issuer,
          audience: issuer,
          algorithms: [algorithm],
          currentDate: new Date(now()),
        });
        return {
          userId: String(payload.sub).split('/').at(-1) ?? '',
          deviceId: String(payload.dev),
          sessionId: String(payload.sid),
          scopes: String(payload.scope).split(' '),
          expiresMs: Number(payload.exp) * 1000,
          isInternal: false,
        };
      } catch {
        return undefined;
      }
    },
  };
}

interface SigningKey {
  readonly id: string;
  readonly private: JWK;
  readonly public: JWK;
}

async function signingKey(db: Database, now: () => number): Promise<SigningKey> {
  const stored = await db
    .selectFrom('signing_key')
    .selectAll()
    .orderBy('created_ms', 'asc')
    .executeTakeFirst();
  if (stored) {
    return {
      id: stored.key_id,
      private: JSON.parse(stored.private_jwk),
      public: JSON.parse(stored.public_jwk),
    };
  }
  const pair = await generateKeyPair(algorithm, { crv: 'Ed25519', extractable: true });
  const [privateJwk, publicJwk] = [await exportJWK(pair.privateKey), await exportJWK(pair.publicKey)];
  const id = await calculateJwkThumbprint(publicJwk);
  await db
    .insertInto('signing_key')
    .values({
      key_id: id,
      private_jwk: JSON.stringify(privateJwk),
      public_jwk: JSON.stringify(publicJwk),
      created_ms: now(),
    })
    .execute();
  // Two gateways may have made one each at the same moment: the older one counts for both.
  return signingKey(db, now);
}
