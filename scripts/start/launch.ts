// Starts the parts in the order in which one needs the other, and undoes what was started when a later one fails.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from 'pino';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { openLog } from '#gateway/observability/log.ts';
import type { Settings } from './settings.ts';

export interface Gateway {
  url: string;
  /** Set while nobody has claimed this LifeOS. */
  claimUrl?: string | undefined;
  stop: () => Promise<void>;
}

export interface GatewayOptions {
  databaseUrl: string;
  host: string;
  port: number;
  dataDir: string;
  clientDir: string;
  pluginDir: string;
  log: Logger;
  keyEncryptionKeyHex?: string | undefined;
}

// A stream that does not end must not keep the database from a clean stop, nor the owner from their terminal.
const gatewayStopMsMax = 5_000;

interface LaunchOptions {
  settings: Settings;
  clientDir: string;
  pluginDir: string;
  say: (words: string) => void;
  loadGateway: () => Promise<{ startGateway: (options: GatewayOptions) => Promise<Gateway> }>;
}

export type Launched = ({ kind: 'running' } & Gateway) | { kind: 'refused'; reason: string };

export async function launch({
  settings,
  clientDir,
  pluginDir,
  say,
  loadGateway,
}: LaunchOptions): Promise<Launched> {
  const { dataDir, host, port } = settings;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const database = await openDatabase(settings, say);
  if (database.kind === 'refused') return database;
  try {
    const { startGateway } = await loadGateway();
    const gateway = await startGateway({
      databaseUrl: database.url,
      host,
      port,
      dataDir,
      clientDir,
      pluginDir,
      log: openLog(dataDir),
      keyEncryptionKeyHex: process.env.LIFEOS_KEK,
    });
    writeFileSync(linkFile(dataDir), gateway.url, { mode: 0o600 });
    const stop = async () => {
      rmSync(linkFile(dataDir), { force: true });
      await Promise.race([gateway.stop(), delay(gatewayStopMsMax)]);
      await database.stop();
    };
    return { ...gateway, kind: 'running', stop };
  } catch (error) {
    await database.stop();
    const reason = portTrouble(error, settings);
    if (reason === undefined) throw error;
    return { kind: 'refused', reason };
  }
}

type Database =
  | { kind: 'open'; url: string; stop: () => Promise<void> }
  | { kind: 'refused'; reason: string };

async function openDatabase(
  { dataDir, databaseUrl }: Settings,
  say: (words: string) => void,
): Promise<Database> {
  if (databaseUrl !== undefined) return { kind: 'open', url: databaseUrl, stop: async () => undefined };
  const server = await startEmbeddedPostgres({ dataDir, log: say });
  if (server.kind === 'started') {
    rmSync(linkFile(dataDir), { force: true }); // of a run that was killed
    return { kind: 'open', url: server.url, stop: server.stop };
  }
  const link = readLink(dataDir);
  const where = link === undefined ? 'It is still starting.' : `It is at ${link}`;
  const reason = `LifeOS is already running on ${dataDir} (process ${server.pid}). ${where}
To run a second one, give it a folder and a port of its own: LIFEOS_DATA=~/other LIFEOS_PORT=4681 npm start`;
  return { kind: 'refused', reason };
}

function portTrouble(error: unknown, { host, port }: Settings): string | undefined {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'EADDRINUSE')
    return `Port ${port} is taken by another program. Choose another: LIFEOS_PORT=${port + 1} npm start`;
  if (code === 'EACCES')
    return `Port ${port} is reserved for the system. Choose one above 1023: LIFEOS_PORT=4680 npm start`;
  if (code === 'EADDRNOTAVAIL')
    return `This machine has no address ${host}. Set LIFEOS_HOST to one it has, or to 0.0.0.0.`;
  return undefined;
}

/** Tells a second start where the first one is. */
function linkFile(dataDir: string): string {
  return join(dataDir, 'link');
}

function readLink(dataDir: string): string | undefined {
  try {
    return readFileSync(linkFile(dataDir), 'utf8');
  } catch {
    return undefined;
  }
}
