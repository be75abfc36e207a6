// The house under test: a private PostgreSQL and a gateway, each a process of its own that can be killed, frozen and started again on the
// same files and ports.

import { type ChildProcess, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { root } from '../run.ts';

export interface House {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly url: string;
  readonly port: number;
  readonly claimUrl: string | undefined;
  killGateway(): Promise<void>;
  /** Tries until it runs: what supervises a gateway does the same while its database is away. */
  startGateway(): Promise<void>;
  freeze(): void;
  thaw(): void;
  killDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds in which a gateway and a database must be there again. */
const startMsMax = 30_000;

export async function openHouse(folder: string): Promise<House> {
  chmodSync(folder, 0o711); // PostgreSQL runs as another user when we are root
  const dataDir = join(folder, 'data');
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const databasePort = await freePort();
  const gatewayPort = await freePort();
  const startServer = () => startDatabaseOn(join(folder, 'postgres'), databasePort);
  let database = await startServer();
  let gateway: { process: ChildProcess; url: string; claimUrl: string | undefined } | undefined;

  const startGateway = async () => {
    for (const end = Date.now() + startMsMax; ; await delay(300)) {
      const process = spawnGateway({ databaseUrl: database.url, dataDir, port: gatewayPort });
      const said = await firstLine(process);
      if (said !== undefined) {
        gateway = { process, ...said };
        return;
      }
      if (Date.now() > end)
        throw new Error(`The gateway does not start: see ${join(dataDir, 'gateway.log')}.`);
    }
  };
  const killGateway = async () => {
    const dying = gateway?.process;
    if (!dying) return;
    const ended = new Promise((resolve) => dying.once('exit', resolve));
    dying.kill('SIGKILL');
    if (dying.exitCode === null && dying.signalCode === null) await ended;
  };
  await startGateway().catch(async (error: unknown) => {
    await database.stop();
    throw error;
  });
  return {
    databaseUrl: database.url,
    dataDir,
    port: gatewayPort,
    url: gateway?.url ?? '',
    claimUrl: gateway?.claimUrl,
    killGateway,
    startGateway,
    freeze: () => void gateway?.process.kill('SIGSTOP'),
    thaw: () => void gateway?.process.kill('SIGCONT'),
    async killDatabase() {
      const [pid] = readFileSync(
        join(folder, 'postgres', 'postgres', 'cluster', 'postmaster.pid'),
        'utf8',
      ).split('\n');
      process.kill(Number(pid), 'SIGKILL');
      await delay(200); // the one that minds it frees the folder when it has heard
    },
    async startDatabase() {
      database = await startServer();
    },
    async close() {
      await killGateway();
      await database.stop();
    },
  };
}

async function startDatabaseOn(
  dataDir: string,
  port: number,
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = await startEmbeddedPostgres({
    dataDir,
    log: () => undefined,
    settings: { port: String(port) },
  });
  if (server.kind !== 'started') throw new Error(`the folder is held by process ${server.pid}`);
  const url = new URL(server.url);
  url.port = String(port); // the same at every start, so that a gateway that runs finds it again
  return { url: url.href, stop: server.stop };
}

function spawnGateway(given: { databaseUrl: string; dataDir: string; port: number }): ChildProcess {
  return spawn(process.execPath, [join(root, 'e2e/faults/gateway.child.ts')], {
    cwd: root,
    env: {
      ...process.env,
      CHILD_DATABASE: given.databaseUrl,
      CHILD_DATA: given.dataDir,
      CHILD_PORT: String(given.port),
      CHILD_LOG: join(given.dataDir, 'gateway.log'),
    },
    stdio: ['ignore', 'pipe', openSync(join(given.dataDir, 'gateway.log'), 'a')],
  });
}

async function firstLine(
  child: ChildProcess,
): Promise<{ url: string; claimUrl: string | undefined } | undefined> {
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    return JSON.parse(line);
  return undefined;
}

function freePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve) => {
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : 0));
    });
  });
}
