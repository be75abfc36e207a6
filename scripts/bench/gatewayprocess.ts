// A gateway as in life: a process of its own, on a private PostgreSQL with its real settings.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { PlainFailure } from '../command.ts';
import { root } from '../run.ts';

export interface BenchGateway {
  readonly url: string;
  readonly claimUrl: string;
  readonly databaseUrl: string;
  readonly dataDir: string;
  /** How durable a commit is, in PostgreSQL's words. */
  readonly durability: string;
  stop(): Promise<void>;
}

export async function startBenchGateway(): Promise<BenchGateway> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-bench-'));
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (database.kind !== 'started') throw new PlainFailure('The bench could not start its database.');
  const child = spawn(process.execPath, [join(root, 'e2e', 'faults', 'gateway.child.ts')], {
    env: { ...process.env, CHILD_DATABASE: database.url, CHILD_DATA: dataDir },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url, claimUrl } = JSON.parse(line) as { url: string; claimUrl: string };
  return {
    url,
    claimUrl,
    databaseUrl: database.url,
    dataDir,
    durability: await durabilityOf(database.url),
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
      await database.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function durabilityOf(databaseUrl: string): Promise<string> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const found = await client.query(
    "select 'fsync ' || current_setting('fsync') || ', synchronous_commit ' || current_setting('synchronous_commit') as words",
  );
  await client.end();
  return (found.rows[0] as { words: string }).words;
}
