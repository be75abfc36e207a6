// The one door to PostgreSQL: a pool, Kysely over it, and transactions. Nothing else in the gateway imports the driver.

import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import { limits } from '../kernel/limits.ts';
import { createTransact, type Transact } from './pipeline.ts';
import type { Schema } from './schema.ts';

/** A pool of connections. */
export type Database = Kysely<Schema>;
/** A connection with a transaction open on it. */
export type Tx = Kysely<Schema>;

// Sequence numbers and milliseconds stay far below 2^53, so bigint columns are plain numbers.
pg.types.setTypeParser(pg.types.builtins.INT8, Number);

/** What opening a database gives. */
export interface OpenDatabase {
  readonly db: Database;
  /** Transactions whose statements need not wait for each other. */
  readonly transact: Transact;
  /** A connection of its own for LISTEN. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Opens a database. `onTrouble` hears of connections that break while idle. */
export function openDatabase(url: string, onTrouble: (error: Error) => void): OpenDatabase {
  const pool = new pg.Pool({
    connectionString: url,
    max: limits.databaseConnectionsMax,
    connectionTimeoutMillis: limits.databaseWaitMs,
    statement_timeout: limits.statementMs,
    application_name: 'lifeos',
    pipeline: true,
  } as pg.PoolConfig);
  pool.on('error', onTrouble);
  // The pool hears only of idle connections. One that breaks inside a transaction, between two statements, would end the process.
  pool.on('connect', (client) => client.on('error', onTrouble));
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    transact: createTransact(pool),
    listen: (channel, heard) => listen(url, channel, heard, onTrouble),
    close: () => db.destroy(),
  };
}

/** Whether an error says that the database is away, so that trying again later may help. */
export function isAway(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    (code !== undefined && /^(ECONN|EPIPE|ENOENT|ETIMEDOUT|08|57P0|53)/.test(code)) ||
    /Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|the database system is|not currently accepting connections/.test(
      message ?? '',
    )
  );
}

// Keeps listening: a connection that breaks is opened again. A wake-up lost meanwhile costs one poll, never an event.
async function listen(
  url: string,
  channel: string,
  heard: (payload: string) => void,
  onTrouble: (error: Error) => void,
): Promise<() => Promise<void>> {
  let client: pg.Client | undefined;
  let ended = false;
  let retry: NodeJS.Timeout | undefined;
  const connect = async (): Promise<void> => {
    const next = new pg.Client({ connectionString: url, application_name: 'lifeos-listen' });
    next.on('error', onTrouble);
    next.on('end', () => {
      if (!ended) retry = setTimeout(() => void connect().catch(() => undefined), 500);
    });
    next.on('notification', (message) => heard(message.payload ?? ''));
    client = next;
    await next.connect();
    await next.query(`listen ${pg.escapeIdentifier(channel)}`);
  };
  await connect();
  return async () => {
    ended = true;
    clearTimeout(retry);
    await client?.end().catch(() => undefined);
  };
}
