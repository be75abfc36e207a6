// Jobs on pg-boss, in the same database. A job is sent in the transaction of the events that cause it, so neither is ever there
// without the other. Handlers are called at least once: each carries an id that makes a second call harmless.

import { CompiledQuery } from 'kysely';
import { PgBoss } from 'pg-boss';
import type { Logger } from 'pino';
import type { Tx } from '../db/database.ts';

/** Sends and handles jobs. */
export interface Jobs {
  /** Makes sure that a queue is there and handles its jobs, one after the other. */
  handle<T extends object>(queue: string, handler: (data: T) => Promise<void>): Promise<void>;
  /** Sends a job in a transaction. With a key, at most one job of that key waits at a time. It begins no sooner than `delayMs` from now.
   * Gives whether it was put in line: not when one of its key waits already. */
  send(tx: Tx, queue: string, data: object, how?: { key?: string; delayMs?: number }): Promise<boolean>;
  stop(): Promise<void>;
}

/** Times that a job is tried again before it is put aside; the wait doubles from a second. */
const retryLimit = 5;

export async function openJobs(given: { databaseUrl: string; log: Logger }): Promise<Jobs> {
  const boss = new PgBoss({
    connectionString: given.databaseUrl,
    schema: 'pgboss',
    application_name: 'lifeos-jobs',
    max: 4,
  });
  boss.on('error', (error) => given.log.warn({ err: error }, 'the job queue had trouble'));
  await boss.start();
  return {
    async handle(queue, handler) {
      await boss.createQueue(queue, {
        policy: 'short',
        retryLimit,
        retryBackoff: true,
        retryDelay: 1,
        notify: true,
      });
      await boss.work(queue, { notifyPollingIntervalSeconds: 1, pollingIntervalSeconds: 1 }, async (jobs) => {
        for (const job of jobs) await handler(job.data as never);
      });
    },
    async send(tx, queue, data, { key, delayMs } = {}) {
      const id = await boss.send(queue, data, {
        ...(key === undefined ? {} : { singletonKey: key }),
        ...(delayMs === undefined ? {} : { startAfter: new Date(Date.now() + delayMs) }),
        db: onTransaction(tx),
      });
      return id !== null;
    },
    stop: () => boss.stop({ graceful: true, timeout: 5_000 }),
  };
}

function onTransaction(tx: Tx) {
  return {
    async executeSql(text: string, values: unknown[] = []) {
      const { rows } = await tx.executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}
