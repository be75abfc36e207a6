// Tokens for scripts: "lifeos_<id>_<secret>". Only a hash of the secret is kept.

import { randomBytes } from 'node:crypto';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { sameBytes } from '#core/log/chain.ts';
import { uuidv7 } from '#core/log/ids.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { sha256 } from '../kernel/sha256.ts';
import type { Authority } from './authority.ts';

const prefix = 'lifeos_';
const defaultDays = 90;

/** What is kept of a token. */
export interface KeptToken {
  readonly token_id: string;
  readonly name: string;
  readonly scopes: string[];
  readonly created_ms: number;
  readonly expires_ms: number;
}

/** A token that is to be made. */
export interface WantedToken {
  readonly userId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly days: number;
}

/**
 * Makes a token. The secret is given once and can't be had again. A name is taken by one token at a time, so that a call that is made
 * again because its answer was lost does not leave a token behind that nobody knows of.
 */
export async function createApiToken(
  db: Database,
  kernel: Kernel,
  given: WantedToken,
): Promise<{ token: string; kept: KeptToken }> {
  return underLock(db, given.userId, async (tx) => {
    const taken = await tx
      .selectFrom('api_token')
      .select('token_id')
      .where('user_id', '=', given.userId)
      .where('name', '=', given.name)
      .where('revoked', '=', false)
      .where('expires_ms', '>', kernel.now())
      .executeTakeFirst();
    if (taken) throw nameTaken(given.name);
    return insertApiToken(tx, kernel, given);
  });
}

/** Makes a token in the place of those that had its name. */
export async function replaceApiToken(db: Database, kernel: Kernel, given: WantedToken): Promise<string> {
  return underLock(db, given.userId, async (tx) => {
    await tx
      .updateTable('api_token')
      .set({ revoked: true })
      .where('user_id', '=', given.userId)
      .where('name', '=', given.name)
      .execute();
    return (await insertApiToken(tx, kernel, given)).token;
  });
}

// Of two calls at once the second waits, and then sees what the first has made.
function underLock<T>(db: Database, userId: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await tx.selectFrom('app_user').select('user_id').where('user_id', '=', userId).forUpdate().execute();
    return work(tx);
  });
}

async function insertApiToken(
  tx: Tx,
  kernel: Kernel,
  given: WantedToken,
): Promise<{ token: string; kept: KeptToken }> {
  const nowMs = kernel.now();
  const secret = randomBytes(24).toString('hex');
  const kept: KeptToken = {
    token_id: uuidv7(nowMs, kernel.random),
    name: given.name,
    scopes: [...given.scopes],
    created_ms: nowMs,
    expires_ms: nowMs + (given.days || defaultDays) * 86_400_000,
  };
  await tx
    .insertInto('api_token')
    .values({ ...kept, user_id: given.userId, secret_hash: sha256(Buffer.from(secret)), revoked: false })
    .execute();
  return { token: `${prefix}${kept.token_id.replaceAll('-', '')}_${secret}`, kept };
}

/** The tokens of a user that are not revoked, newest first. */
export async function listApiTokens(db: Database, userId: string): Promise<KeptToken[]> {
  return db
    .selectFrom('api_token')
    .select(['token_id', 'name', 'scopes', 'created_ms', 'expires_ms'])
    .where('user_id', '=', userId)
    .where('revoked', '=', false)
    .orderBy('created_ms', 'desc')
    .limit(200)
    .execute();
}

/** Revokes a token. Gives whether there was one. */
export async function revokeApiToken(db: Database, userId: string, tokenId: string): Promise<boolean> {
  const result = await db
    .updateTable('api_token')
    .set({ revoked: true })
    .where('user_id', '=', userId)
    .where('token_id', '=', tokenId)
    .where('revoked', '=', false)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Whether a bearer string has the form of such a token. */
export function isApiToken(bearer: string): boolean {
  return bearer.startsWith(prefix);
}

/** Who carries a token, or nothing when it is wrong, revoked or has lapsed. */
export async function checkApiToken(
  db: Database,
  kernel: Kernel,
  bearer: string,
): Promise<Authority | undefined> {
  const match = /^lifeos_([0-9a-f]{32})_([0-9a-f]{48})$/.exec(bearer);
  if (!match?.[1] || !match[2]) return undefined;
  const tokenId = match[1].replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  const row = await db.selectFrom('api_token').selectAll().where('token_id', '=', tokenId).executeTakeFirst();
  if (!row || row.revoked || row.expires_ms < kernel.now()) return undefined;
  if (!sameBytes(sha256(Buffer.from(match[2])), row.secret_hash)) return undefined;
  return {
    userId: row.user_id,
    deviceId: tokenId,
    sessionId: '',
    scopes: row.scopes,
    expiresMs: row.expires_ms,
    isInternal: false,
  };
}

function nameTaken(name: string): Refused {
  return new Refused({
    code: RefusalCode.STATE,
    what: `There is a token called "${name}" already.`,
    advice: 'Choose another name, or revoke that one first.',
  });
}
