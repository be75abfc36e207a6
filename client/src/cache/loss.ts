// Notices that a browser has cleared this device's copy of a life. Two memories are kept in different places: the database, and a few
// words in lifeos-device (session/remembered.ts). A browser that makes room may clear one of them, or both; what was sent comes back
// from the gateway by itself, and what was not is gone, which has to be said once.

import type { Remembered } from '../session/remembered.ts';
import type { Database, Sql } from './database.ts';
import { dropMeta, getMeta, setMeta } from './meta.ts';
import type { NoticeName, NoticesView } from './views.ts';

/** What is remembered of a user's database, outside of it. */
interface KnownLife {
  /** Tells this database from one that was begun later. */
  readonly id: string;
  readonly unsent: number;
}

/** What is put down when all of the browser's memory was cleared but its sign-in: see session.ts. */
export const clearedKey = 'cleared';

const lifeKey = (userId: string) => `life:${userId}`;

export interface LossParts {
  readonly database: Database;
  readonly remembered: Remembered;
  readonly userId: string;
  readonly newId: () => string;
}

/** Looks whether this database is the one that was here before, and notes it for the person when it is not. */
export async function noticeLoss({ database, remembered, userId, newId }: LossParts): Promise<void> {
  const id = await database.read((sql) => getMeta(sql, 'life'));
  const known = await remembered.get<KnownLife>(lifeKey(userId));
  const wasCleared = (await remembered.get<boolean>(clearedKey)) === true;
  const isLost = (known !== undefined && known.id !== id) || wasCleared;
  if (id === undefined || isLost) {
    const mine = id ?? newId();
    await database.transact(async (sql) => {
      await setMeta(sql, 'life', mine);
      if (isLost) await setMeta(sql, 'lost', known === undefined ? 'unknown' : String(known.unsent));
    });
    await remembered.put(lifeKey(userId), { id: mine, unsent: 0 } satisfies KnownLife);
  }
  if (wasCleared) await remembered.forget(clearedKey);
}

/** Milliseconds between two notes of how much is unsent: a person who writes fast must not pay for it with every tap. */
const noteMs = 2_000;

/** Remembers outside of the database how many changes are unsent. Some of the last seconds may be missing from the number. */
export function createUnsentNote(given: {
  remembered: Remembered;
  userId: string;
  after: (ms: number, call: () => void) => void;
}): (unsent: number) => void {
  const { remembered, userId, after } = given;
  let noted: number | undefined;
  let latest = 0;
  let isWaiting = false;
  const write = async () => {
    const known = await remembered.get<KnownLife>(lifeKey(userId));
    isWaiting = false;
    if (!known || latest === noted) return;
    noted = latest;
    await remembered.put(lifeKey(userId), { ...known, unsent: latest } satisfies KnownLife);
  };
  return (unsent) => {
    latest = unsent;
    if (isWaiting || unsent === noted) return;
    isWaiting = true;
    // A browser that can not remember it now has told so elsewhere: the number is a courtesy.
    after(noteMs, () => void write().catch(() => undefined));
  };
}

/** What the person has to be told once about this device. */
export async function readNotices(sql: Sql): Promise<NoticesView> {
  const lost = await getMeta(sql, 'lost');
  return {
    lost: lost === undefined ? null : { unsent: lost === 'unknown' ? null : Number(lost) },
    isCopy: (await getMeta(sql, 'copied')) !== undefined,
  };
}

/** The person has read it. */
export async function dropNotice(sql: Sql, name: NoticeName): Promise<void> {
  await dropMeta(sql, name);
}
