// Transactions in which a statement may be sent before the one before it has answered. Most of what one entry costs is waiting for
// answers that nobody needs before the next statement; PostgreSQL takes statements one after the other whatever we wait for.
// Statements that are sent together must not depend on each other's order: each is sent when its turn in the event loop comes.

import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import { allDone } from '../kernel/alldone.ts';
import type { Tx } from './database.ts';
import type { Schema } from './schema.ts';

/** Runs work in one transaction: all of it is kept, or nothing. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** A connection that is kept for transactions, and whether one is open on it. */
interface Held {
  readonly tx: Tx;
  isOpen: boolean;
}

/** @param pool its clients must be in pipeline mode */
export function createTransact(pool: pg.Pool): Transact {
  const heldByClient = new WeakMap<pg.PoolClient, Held>();
  return async (work) => {
    const client = await pool.connect();
    const held = heldByClient.get(client) ?? hold(client);
    heldByClient.set(client, held);
    let broken = false;
    try {
      // Not waited for by itself: whatever comes next is behind it on the same connection.
      const begun = client.query('begin');
      held.isOpen = true;
      const working = work(held.tx);
      await allDone([begun, working]);
      held.isOpen = false;
      await client.query('commit');
      return working;
    } catch (error) {
      held.isOpen = false;
      await client.query('rollback').catch(() => {
        broken = true;
      });
      throw error;
    } finally {
      client.release(broken);
    }
  };
}

// A query builder whose every statement goes to this client, at once, and to no other. A statement that comes when its transaction has
// ended is a bug, and refused: it would be kept by itself, whatever became of the rest.
function hold(client: pg.PoolClient): Held {
  const send = (...given: Parameters<pg.PoolClient['query']>) => {
    if (!held.isOpen) throw new Error('A statement came after its transaction had ended.');
    return client.query(...given);
  };
  const one = { query: send, release: () => undefined };
  const pool = { connect: async () => one, end: async () => undefined };
  const tx = new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as never }) });
  const held: Held = { tx, isOpen: false };
  return held;
}
