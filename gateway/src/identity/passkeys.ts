// Passkeys (WebAuthn Level 3) on @simplewebauthn/server. A ceremony is kept for five minutes and spent once. The site is the
// origin that the browser names, which must be one this gateway answers to.

import {
  type AuthenticationResponseJSON,
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type RegistrationResponseJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { uuidv7 } from '#core/log/ids.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { limits } from '../kernel/limits.ts';

/** A ceremony that was begun. */
export interface Ceremony {
  readonly ceremonyId: string;
  readonly optionsJson: string;
}

/** Where the browser is: the site's domain and its full origin. */
export interface Site {
  readonly domain: string;
  readonly origin: string;
}

/** What a finished registration leaves. */
export interface NewPasskey {
  readonly claim: string;
  readonly name: string;
  readonly userId: string | null;
  readonly credentialId: string;
  readonly publicKey: Uint8Array;
  readonly signCount: number;
  readonly transports: string;
}

export async function beginRegistration(
  db: Database,
  kernel: Kernel,
  given: { site: Site; claim: string; name: string; userId: string | null },
): Promise<Ceremony> {
  const options = await generateRegistrationOptions({
    rpName: 'LifeOS',
    rpID: given.site.domain,
    userName: given.name,
    attestationType: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'preferred' },
  });
  return keepCeremony(db, kernel, { ...given, challenge: options.challenge, options });
}

export async function finishRegistration(
  db: Database,
  kernel: Kernel,
  given: { site: Site; ceremonyId: string; responseJson: string },
): Promise<NewPasskey> {
  const ceremony = await spendCeremony(db, kernel, given.ceremonyId);
  const verified = await verifyRegistrationResponse({
    response: parseResponse<RegistrationResponseJSON>(given.responseJson),
    expectedChallenge: ceremony.challenge,
    expectedOrigin: given.site.origin,
    expectedRPID: given.site.domain,
    requireUserVerification: false,
  }).catch(() => undefined);
  if (!verified?.verified) throw notAccepted();
  const { credential } = verified.registrationInfo;
  return {
    claim: ceremony.claim,
    name: ceremony.name,
    userId: ceremony.user_id,
    credentialId: credential.id,
    publicKey: credential.publicKey,
    signCount: credential.counter,
    transports: (credential.transports ?? []).join(','),
  };
}

/** Keeps a passkey. Throws `Refused` when it is kept already, by this user or another. */
export async function insertPasskey(
  tx: Tx,
  kernel: Kernel,
  userId: string,
  passkey: NewPasskey,
): Promise<void> {
  const inserted = await tx
    .insertInto('passkey')
    .values({
      credential_id: passkey.credentialId,
      user_id: userId,
      public_key: passkey.publicKey,
      sign_count: passkey.signCount,
      transports: passkey.transports,
      created_ms: kernel.now(),
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .executeTakeFirst();
  if (inserted.numInsertedOrUpdatedRows === 0n) {
    throw new Refused({
      code: RefusalCode.STATE,
      what: 'This passkey is registered already.',
      advice: 'Sign in with it, or choose another one.',
    });
  }
}

export async function beginSignIn(db: Database, kernel: Kernel, site: Site): Promise<Ceremony> {
  const options = await generateAuthenticationOptions({ rpID: site.domain, userVerification: 'preferred' });
  return keepCeremony(db, kernel, {
    claim: '',
    name: '',
    userId: null,
    challenge: options.challenge,
    options,
  });
}

/** The user whose passkey answered. */
export async function finishSignIn(
  db: Database,
  kernel: Kernel,
  given: { site: Site; ceremonyId: string; responseJson: string },
): Promise<string> {
  const ceremony = await spendCeremony(db, kernel, given.ceremonyId);
  const response = parseResponse<AuthenticationResponseJSON>(given.responseJson);
  const passkey = await db
    .selectFrom('passkey')
    .selectAll()
    .where('credential_id', '=', String(response.id))
    .executeTakeFirst();
  if (!passkey) throw notAccepted();
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: ceremony.challenge,
    expectedOrigin: given.site.origin,
    expectedRPID: given.site.domain,
    requireUserVerification: false,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: passkey.sign_count,
    },
  }).catch(() => undefined);
  if (!verified?.verified) throw notAccepted();
  await db
    .updateTable('passkey')
    .set({ sign_count: verified.authenticationInfo.newCounter })
    .where('credential_id', '=', passkey.credential_id)
    .execute();
  return passkey.user_id;
}

async function keepCeremony(
  db: Database,
  kernel: Kernel,
  given: { claim: string; name: string; userId: string | null; challenge: string; options: object },
): Promise<Ceremony> {
  const nowMs = kernel.now();
  const ceremonyId = uuidv7(nowMs, kernel.random);
  await db.deleteFrom('ceremony').where('expires_ms', '<', nowMs).execute();
  await db
    .insertInto('ceremony')
    .values({
      ceremony_id: ceremonyId,
      challenge: given.challenge,
      claim: given.claim,
      name: given.name,
      user_id: given.userId,
      expires_ms: nowMs + limits.ceremonyMs,
    })
    .execute();
  return { ceremonyId, optionsJson: JSON.stringify(given.options) };
}

async function spendCeremony(db: Database, kernel: Kernel, ceremonyId: string) {
  const row = await db
    .deleteFrom('ceremony')
    .where('ceremony_id', '=', ceremonyId)
    .where('expires_ms', '>=', kernel.now())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw notAccepted();
  return row;
}

function parseResponse<T>(json: string): T {
  try {
    return JSON.parse(json) as T;
  } catch {
    throw notAccepted();
  }
}

function notAccepted(): Refused {
  return new Refused({
    code: RefusalCode.SIGN_IN,
    what: 'The passkey was not accepted.',
    advice: 'Begin again, or use your password.',
  });
}
