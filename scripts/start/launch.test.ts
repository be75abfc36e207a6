import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Gateway, type GatewayOptions, type Launched, launch } from './launch.ts';

let parent: string;
let dataDir: string;
const calls: string[] = [];
const launched: Launched[] = [];

beforeEach(() => {
  // Open to pass through, so that the database's files stay in it also when the tests run as root.
  parent = mkdtempSync(join(tmpdir(), 'lifeos-launch-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
  calls.length = 0;
});

afterEach(async () => {
  for (const one of launched.splice(0)) if (one.kind === 'running') await one.stop();
  rmSync(parent, { recursive: true, force: true });
});

async function stubGateway(options: GatewayOptions): Promise<Gateway> {
  calls.push(`start on ${options.host}:${options.port} with ${new URL(options.databaseUrl).protocol}`);
  return { url: `http://localhost:${options.port}/`, stop: async () => void calls.push('stop') };
}

async function launchWith(startGateway = stubGateway, databaseUrl?: string): Promise<Launched> {
  const settings = { dataDir, host: '127.0.0.1', port: 4680, ...(databaseUrl && { databaseUrl }) };
  const result = await launch({
    settings,
    clientDir: parent,
    pluginDir: parent,
    say: () => undefined,
    loadGateway: async () => ({ startGateway }),
  });
  launched.push(result);
  return result;
}

describe('launching', () => {
  test('gives the gateway a database and takes both down again', async () => {
    const first = await launchWith(stubGateway, 'postgres://me@db.example/life');
    if (first.kind !== 'running') throw new Error(first.reason);
    expect(statSync(dataDir).mode & 0o777).toBe(0o700);
    await first.stop();
    expect(calls).toEqual(['start on 127.0.0.1:4680 with postgres:', 'stop']);
    expect(existsSync(join(dataDir, 'link'))).toBe(false);
  });

  test('refuses a second LifeOS on the same folder and says where the first one is', async () => {
    const first = await launchWith();
    expect(first.kind).toBe('running');
    const second = await launchWith();
    if (second.kind !== 'refused') throw new Error('two on one folder');
    expect(second.reason).toContain(`process ${process.pid}`);
    expect(second.reason).toContain('It is at http://localhost:4680/');
    expect(calls).toEqual(['start on 127.0.0.1:4680 with postgres:']);
  });

  test('says in plain words that the port is taken, and leaves nothing running', async () => {
    const taken = async () => Promise.reject(Object.assign(new Error('listen'), { code: 'EADDRINUSE' }));
    const result = await launchWith(taken);
    expect(result).toMatchObject({ kind: 'refused', reason: expect.stringContaining('LIFEOS_PORT=4681') });
    expect(existsSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(dataDir, 'postgres.lock'))).toBe(false);
  });
});
