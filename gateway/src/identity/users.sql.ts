// Users, and the key under which each one's sensitive entries are sealed.

import { chainStart } from '#core/log/chain.ts';
import type { Database, Tx } from '../db/database.ts';
import { newWrappedKey, unseal } from '../kernel/sealer.ts';

export interface User {
  readonly user_id: string;
  readonly name: string;
  readonly password_hash: string | null;
}

export async function countUsers(db: Database | Tx): Promise<number> {
  const row = await db
    .selectFrom('app_user')
    .select((select) => select.fn.countAll<number>().as('count'))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export async function userByName(db: Database, name: string): Promise<User | undefined> {
  return db
    .selectFrom('app_user')
    .select(['user_id', 'name', 'password_hash'])
    .where('name', '=', name)
    .executeTakeFirst();
}

export async function userById(db: Database | Tx, userId: string): Promise<User | undefined> {
  return db
    .selectFrom('app_user')
    .select(['user_id', 'name', 'password_hash'])
    .where('user_id', '=', userId)
    .executeTakeFirst();
}

/** Makes a user with an empty log and a data key of their own. */
export async function insertUser(
  tx: Tx,
  user: {
    userId: string;
    name: string;
    role: string;
    passwordHash: string | null;
    keyEncryptionKey: Uint8Array;
  },
): Promise<void> {
  await tx
    .insertInto('app_user')
    .values({
      user_id: user.userId,
      name: user.name,
      role: user.role,
      password_hash: user.passwordHash,
      data_key: newWrappedKey(user.keyEncryptionKey),
    })
    .execute();
  await tx
    .insertInto('log_head')
    .values({
      user_id: user.userId,
      seq: 0,
      hash: chainStart,
      rules_version: 0,
      clock_wall_ms: 0,
      clock_counter: 0,
    })
    .execute();
}

/** Opens and remembers users' data keys. */
export function createKeyRing(
  db: Database,
  keyEncryptionKey: Uint8Array,
): (userId: string) => Promise<Uint8Array> {
  const keys = new Map<string, Uint8Array>();
  return async (userId) => {
    const kept = keys.get(userId);
    if (kept) return kept;
    const row = await db
      .selectFrom('app_user')
      .select('data_key')
      .where('user_id', '=', userId)
      .executeTakeFirstOrThrow();
    const key = unseal(keyEncryptionKey, row.data_key);
    keys.set(userId, key);
    return key;
  };
}
