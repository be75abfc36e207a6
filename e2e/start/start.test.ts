// The README's commands, as a newcomer types them.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { anonymous, password } from '../../scripts/testing/gateway.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'lifeos-start-'));
let env: NodeJS.ProcessEnv;
let lifeos: ChildProcess;
let said = '';

/** The commands of the README's code blocks, in order. */
const commands = readFileSync('README.md', 'utf8')
  .split('```sh\n')
  .slice(1)
  .flatMap((block) => (block.split('```')[0] ?? '').split('\n'))
  .map((line) => line.replace(/#.*$/, '').trim())
  .filter((line) => line !== '');

beforeAll(async () => {
  chmodSync(folder, 0o755); // open to pass through: as root, the database runs as a user of its own
  const port = await new Promise<number>((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port: free } = probe.address() as { port: number };
      probe.close(() => resolve(free));
    });
  });
  env = { ...process.env, LIFEOS_DATA: join(folder, 'data'), LIFEOS_PORT: String(port) };
  delete env.DATABASE_URL;
  lifeos = spawn('npm', ['start', '--silent'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [lifeos.stdout, lifeos.stderr])
    stream?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  while (!/claim=\S+\n/.test(said)) {
    if (lifeos.exitCode !== null) throw new Error(`LifeOS ended: ${said}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
});
afterAll(() => {
  lifeos?.kill('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const shell = (command: string) =>
  run('bash', ['-c', command], { env }).then(({ stdout, stderr }) => stdout + stderr);

test('npm start gives a link, and the command line works beside it', async () => {
  expect(commands).toContain('npm start');
  const link = new URL(/http:\S+claim=\S+/.exec(said)?.[0] ?? '');
  const url = link.origin;
  const page = await fetch(url);
  expect([page.status, page.headers.get('content-security-policy')]).toEqual([
    200,
    expect.stringContaining("connect-src 'self'"),
  ]);
  const device = { deviceId: crypto.randomUUID(), name: 'A test' };
  await anonymous({ url }, AuthService).claim({
    claim: link.hash.replace('#claim=', ''),
    name: 'Ada',
    password,
    device,
  });
  const lifeosCommands = commands.filter((command) => command.startsWith('npx lifeos'));
  expect(lifeosCommands.length).toBeGreaterThan(2);
  for (const command of lifeosCommands) {
    const answer = await shell(command);
    expect(answer, command).not.toMatch(/\bat .*\.ts:\d+/);
  }
  expect(await shell('npx lifeos list')).toContain('7.5 h');
});

test('a second start on the same folder says so and leaves the first alone', async () => {
  const second = await run('npm', ['start', '--silent'], { env }).catch(
    (error: { stderr: string; code: number }) => error,
  );
  expect(second).toMatchObject({ code: 1, stderr: expect.stringContaining('already running') });
  expect((await fetch(`http://localhost:${env.LIFEOS_PORT}/readyz`)).status).toBe(200);
});

test('Ctrl-C stops all that it started', async () => {
  const cluster = readFileSync(join(folder, 'data', 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  const databasePid = Number(cluster.split('\n')[0]);
  const ended = new Promise((resolve) => lifeos.once('exit', resolve));
  lifeos.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(() => process.kill(databasePid, 0)).toThrow();
});
