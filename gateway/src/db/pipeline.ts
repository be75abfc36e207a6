// Transactions in which a statement may be sent before the one before it has answered. Most of what one entry costs is waiting for
// answers that nobody needs before the next statement; PostgreSQL takes statements one after the other whatever we wait for.
// Statements that are sent together must not depend on each other's order: each is sent when its turn in the event loop comes.

import { Kysely, PostgresDialect } from 'kysely';
import type pg from 'pg';
import type { Tx } from './database.ts';
import type { Schema } from './schema.ts';

/** Runs work in one transaction: all of it is kept, or nothing. */
export type Transact = <T>(work: (tx: Tx) => Promise<T>) => Promise<T>;

/** @param pool its clients must be in pipeline mode */
export function createTransact(pool: pg.Pool): Transact {
  const byClient = new WeakMap<pg.PoolClient, Tx>();
  const kyselyOn = (client: pg.PoolClient): Tx => {
    const known = byClient.get(client) ?? onOneClient(client);
    byClient.set(client, known);
    return known;
  };
  return async (work) => {
    const client = await pool.connect();
    let broken: unknown;
    try {
      // Not waited for by itself: whatever comes next is behind it on the same connection.
      const begun = client.query('begin');
      const [, result] = await Promise.all([begun, work(kyselyOn(client))]);
      await client.query('commit');
      return result;
    } catch (error) {
      await client.query('rollback').catch((failed: unknown) => {
        broken = failed;
      });
      throw error;
    } finally {
      client.release(broken !== undefined);
    }
  };
}

// A query builder whose every statement goes to this client, at once.
function onOneClient(client: pg.PoolClient): Tx {
  const held = { query: client.query.bind(client) as pg.PoolClient['query'], release: () => undefined };
  const pool = { connect: async () => held, end: async () => undefined };
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: pool as never }) });
}
