// The one-time claim that makes the owner's account. It is printed in the terminal, so whoever can read the terminal may claim.

import { randomBytes } from 'node:crypto';
import type { Database, Tx } from '../db/database.ts';
import { sha256 } from '../kernel/sha256.ts';
import { countUsers } from './users.sql.ts';

/** A new claim, or nothing when there is an owner. Earlier claims stop working. */
export async function issueClaim(db: Database, nowMs: number): Promise<string | undefined> {
  if ((await countUsers(db)) > 0) return undefined;
  const claim = randomBytes(18).toString('base64url');
  await db.transaction().execute(async (tx) => {
    await tx.deleteFrom('claim').execute();
    await tx
      .insertInto('claim')
      .values({ claim_hash: sha256(Buffer.from(claim)), created_ms: nowMs })
      .execute();
  });
  return claim;
}

/** Whether a claim is right; it stays right until it is spent. */
export async function isClaim(db: Database, claim: string): Promise<boolean> {
  const row = await db
    .selectFrom('claim')
    .select('created_ms')
    .where('claim_hash', '=', sha256(Buffer.from(claim)))
    .executeTakeFirst();
  return row !== undefined;
}

/** Spends a claim. Gives whether it was right; of two at once, only one is. */
export async function spendClaim(tx: Tx, claim: string): Promise<boolean> {
  const result = await tx
    .deleteFrom('claim')
    .where('claim_hash', '=', sha256(Buffer.from(claim)))
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}
