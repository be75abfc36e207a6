// One PostgreSQL for a whole test run: the one of DATABASE_URL, or a private one in a folder of its own.
import { chmodSync, globSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { endOrphan } from '#gateway/db/embedded.postmaster.ts';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { isAlive, readLock } from '../../gateway/src/db/pid-lock.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    databaseUrl: string;
  }
}

const prefix = 'lifeos-tests-';

// What a test wrote need not survive a power cut, and without waiting for the disk a new database takes a third of the time.
const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' };

export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  if (process.env.DATABASE_URL) {
    project.provide('databaseUrl', process.env.DATABASE_URL);
    return undefined;
  }
  await clearInterruptedRuns();
  const folder = mkdtempSync(join(tmpdir(), prefix));
  chmodSync(folder, 0o711); // PostgreSQL runs as another user when the tests run as root
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    log: () => undefined,
    settings,
  });
  if (server.kind !== 'started') throw new Error(`a fresh folder is held by process ${server.pid}`);
  project.provide('databaseUrl', server.url);
  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}

/** A killed run leaves its server and its folder behind; the next one clears both away. */
async function clearInterruptedRuns(): Promise<void> {
  for (const name of globSync(`${prefix}*`, { cwd: tmpdir() })) {
    const folder = join(tmpdir(), name);
    const holder = readLock(join(folder, 'data', 'postgres.lock'));
    if (holder === undefined || isAlive(holder)) continue;
    await endOrphan(join(folder, 'data', 'postgres', 'cluster'), () => undefined);
    rmSync(folder, { recursive: true, force: true });
  }
}
