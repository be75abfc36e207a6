// Sessions with rotating refresh tokens. Each refresh gives a new token and retires the one that was used.
//
// Answers get lost: two tabs ask at once, a page is reloaded half-way, a train enters a tunnel. So the token that was used last
// may be used again for as long as none of its successors was; it then gets one more successor. A token that turns up long after one
// of its successors was used means that two parties hold the session, and it ends for both. See rotation.ts.

import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import { uuidv7 } from '#core/log/ids.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { limits } from '../kernel/limits.ts';
import { sha256 } from '../kernel/sha256.ts';
import { presentToken } from './rotation.ts';

/** A session as its cookie names it. */
export interface OpenSession {
  readonly sessionId: string;
  readonly userId: string;
  readonly deviceId: string;
  /** What goes into the cookie: session id and secret. */
  readonly refreshToken: string;
}

/** Makes a session for a device, which is added or renamed. Gives whether the device is new. */
export async function openSession(
  tx: Tx,
  kernel: Kernel,
  given: { userId: string; deviceId: string; deviceName: string },
): Promise<OpenSession & { isNewDevice: boolean }> {
  const nowMs = kernel.now();
  const device = await tx
    .insertInto('device')
    .values({
      user_id: given.userId,
      device_id: given.deviceId,
      name: given.deviceName,
      added_ms: nowMs,
      last_seen_ms: nowMs,
      revoked: false,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['user_id', 'device_id'])
        .doUpdateSet({ name: given.deviceName, last_seen_ms: nowMs, revoked: false }),
    )
    .returning(sql<boolean>`xmax = 0`.as('is_new')) // a row that was there before has been locked by this transaction
    .executeTakeFirstOrThrow();
  const sessionId = uuidv7(nowMs, kernel.random);
  const secret = randomBytes(32).toString('base64url');
  await tx
    .insertInto('session')
    .values({
      session_id: sessionId,
      user_id: given.userId,
      device_id: given.deviceId,
      refresh_hashes: [hashOf(secret)],
      used_hashes: [],
      used_ms: [],
      created_ms: nowMs,
      last_used_ms: nowMs,
      expires_ms: nowMs + limits.sessionIdleDays * 86_400_000,
      revoked: false,
    })
    .execute();
  return {
    sessionId,
    userId: given.userId,
    deviceId: given.deviceId,
    refreshToken: `${sessionId}.${secret}`,
    isNewDevice: device.is_new,
  };
}

/** A session by its ids. */
type Named = Omit<OpenSession, 'refreshToken'>;

/** What a refresh found. `stolen` has ended the session; `tooLate` leaves it as it is. */
export type Refreshed =
  | { kind: 'refreshed'; session: OpenSession }
  | { kind: 'tooLate'; session: Named; retryAfterMs: number }
  | { kind: 'gone' }
  | { kind: 'stolen' };

/** Trades a refresh token for a new one. */
export async function refreshSession(db: Database, kernel: Kernel, refreshToken: string): Promise<Refreshed> {
  const [sessionId, secret] = refreshToken.split('.');
  if (!sessionId || !secret || !/^[0-9a-f-]{36}$/.test(sessionId)) return { kind: 'gone' };
  const nowMs = kernel.now();
  return db.transaction().execute(async (tx): Promise<Refreshed> => {
    const row = await tx
      .selectFrom('session')
      .selectAll()
      .where('session_id', '=', sessionId)
      .forUpdate()
      .executeTakeFirst();
    if (!row || row.revoked || row.expires_ms < nowMs) return { kind: 'gone' };
    const next = randomBytes(32).toString('base64url');
    const used = row.used_hashes.map((hash, at) => ({ hash, atMs: Number(row.used_ms[at] ?? 0) }));
    const presented = presentToken(
      { fresh: row.refresh_hashes, used },
      { hash: hashOf(secret), next: hashOf(next), nowMs },
    );
    const session = { sessionId, userId: row.user_id, deviceId: row.device_id };
    if (presented.kind === 'unknown') return { kind: 'gone' };
    if (presented.kind === 'tooLate') return { ...presented, session };
    if (presented.kind === 'stolen') {
      await tx.updateTable('session').set({ revoked: true }).where('session_id', '=', sessionId).execute();
      return { kind: 'stolen' };
    }
    await tx
      .updateTable('session')
      .set({
        refresh_hashes: [...presented.next.fresh],
        used_hashes: presented.next.used.map(({ hash }) => hash),
        used_ms: presented.next.used.map(({ atMs }) => atMs),
        last_used_ms: nowMs,
        expires_ms: nowMs + limits.sessionIdleDays * 86_400_000,
      })
      .where('session_id', '=', sessionId)
      .execute();
    await tx
      .updateTable('device')
      .set({ last_seen_ms: nowMs })
      .where('user_id', '=', row.user_id)
      .where('device_id', '=', row.device_id)
      .execute();
    return { kind: 'refreshed', session: { ...session, refreshToken: `${sessionId}.${next}` } };
  });
}

/** Whether a session is alive: asked for every call, so that revoking works at once. */
export async function isSessionAlive(db: Database, sessionId: string): Promise<boolean> {
  const row = await db
    .selectFrom('session')
    .select('revoked')
    .where('session_id', '=', sessionId)
    .executeTakeFirst();
  return row !== undefined && !row.revoked;
}

/** Ends sessions of a user: one, or all of a device. Gives how many ended. */
export async function endSessions(
  db: Database | Tx,
  userId: string,
  which: { sessionId: string } | { deviceId: string },
): Promise<number> {
  let update = db.updateTable('session').set({ revoked: true }).where('user_id', '=', userId);
  update =
    'sessionId' in which
      ? update.where('session_id', '=', which.sessionId)
      : update.where('device_id', '=', which.deviceId);
  const result = await update.where('revoked', '=', false).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

function hashOf(secret: string): Uint8Array {
  return sha256(Buffer.from(secret));
}
