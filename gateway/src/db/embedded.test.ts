import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';

let parent: string;
let dataDir: string;
const running: EmbeddedPostgres[] = [];

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'lifeos-embedded-'));
  chmodSync(parent, 0o755);
  dataDir = join(parent, 'data');
});

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
  rmSync(parent, { recursive: true, force: true });
});

describe('the private PostgreSQL', () => {
  test('keeps what was written across a stop and a start', async () => {
    const first = await start();
    await query(first.url, 'create table t as select 7 as n');
    await first.stop();
    const second = await start();
    expect(await query(second.url, 'select n from t')).toEqual([{ n: 7 }]);
    expect(await query(second.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await query(second.url, 'show server_version')).toEqual([
      { server_version: expect.stringMatching(/^18\./) },
    ]);
  });

  test('listens to this machine only and keeps its password to itself', async () => {
    const { url } = await start();
    expect(await query(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }]);
    const path = join(dataDir, 'postgres', 'password');
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(readFileSync(path, 'utf8')).toMatch(/^[0-9a-f]{48}$/);
    await expect(query(url.replace(/:[0-9a-f]{48}@/, ':guess@'), 'select 1')).rejects.toThrow('password');
  });

  test('refuses a second start on the same folder, names the holder and leaves the first alone', async () => {
    const first = await start();
    const second = await startEmbeddedPostgres({ dataDir, log: () => undefined });
    expect(second).toEqual({ kind: 'data_folder_in_use', pid: process.pid });
    expect(await query(first.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  test('recovers every acknowledged row after the gateway and its database were killed', async () => {
    const owner = await startInAnotherProcess();
    await query(owner.url, 'create table t as select 1 as n');
    const postmaster = postmasterPid();
    process.kill(owner.pid, 'SIGKILL');
    process.kill(postmaster, 'SIGKILL');
    await owner.ended;
    expect(await query((await start()).url, 'select n from t')).toEqual([{ n: 1 }]);
  });

  test('ends the database that a killed gateway left running and takes the folder over', async () => {
    const owner = await startInAnotherProcess();
    await query(owner.url, 'create table t as select 1 as n');
    process.kill(owner.pid, 'SIGKILL');
    await owner.ended;
    expect(await query(owner.url, 'select n from t')).toEqual([{ n: 1 }]);
    const { url } = await start();
    expect(await query(url, 'select n from t')).toEqual([{ n: 1 }]);
    await expect(query(owner.url, 'select 1')).rejects.toThrow('ECONNREFUSED');
  });

  test('does not mistake a stranger with the number in an old postmaster.pid for its server', async () => {
    await (await start()).stop();
    const stranger = spawn('sleep', ['60']);
    writeFileSync(
      join(dataDir, 'postgres', 'cluster', 'postmaster.pid'),
      `${stranger.pid}\n${dataDir}\n1\n5432\n`,
    );
    const { url } = await start();
    expect(await query(url, 'select 1 as one')).toEqual([{ one: 1 }]);
    expect(stranger.exitCode).toBe(null);
    stranger.kill();
  });

  test.runIf(process.getuid?.() === 0)(
    'as root in a closed folder, keeps its files where PostgreSQL can reach them',
    async () => {
      chmodSync(parent, 0o700);
      const first = await start();
      const place = realpathSync(join(dataDir, 'postgres'));
      try {
        expect(place).toMatch(/^\/var\/lib\/lifeos\/[0-9a-f]{12}$/);
        await query(first.url, 'create table t as select 7 as n');
        await first.stop();
        expect(await query((await start()).url, 'select n from t')).toEqual([{ n: 7 }]);
      } finally {
        for (const server of running.splice(0)) await server.stop();
        rmSync(place, { recursive: true });
      }
    },
  );
});

async function start(): Promise<EmbeddedPostgres> {
  const server = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (server.kind !== 'started') throw new Error(`held by ${server.pid}`);
  running.push(server);
  return server;
}

/** A gateway of its own, so that it can be killed. */
async function startInAnotherProcess(): Promise<{ pid: number; url: string; ended: Promise<unknown> }> {
  const code = `const { startEmbeddedPostgres } = await import(${JSON.stringify(import.meta.resolve('./embedded.ts'))});
    console.log((await startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, log: () => undefined })).url);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', code], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = await once(createInterface(child.stdout), 'line');
  return { pid: child.pid ?? -1, url: String(url), ended: once(child, 'exit') };
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client(url);
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
