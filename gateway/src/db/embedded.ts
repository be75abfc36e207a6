// A private, real PostgreSQL in the data folder, for everyone who did not bring their own.
//
// One server per folder, by a lock that outlives no process. The server is given its own process group, so that Ctrl-C
// reaches us first and the database goes last. If we are killed, it stays behind; the next start ends it and goes on.
import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Home, prepareHome } from './embedded.home.ts';
import { endOrphan, isReady } from './embedded.postmaster.ts';
import { tryLock } from './pid-lock.mjs';

export interface EmbeddedOptions {
  dataDir: string;
  log: (words: string) => void;
  /** PostgreSQL settings on top of ours, for tests that trade durability for speed. */
  settings?: Record<string, string>;
}

export interface EmbeddedPostgres {
  kind: 'started';
  url: string;
  /** Ends the sessions, flushes, stops the server and frees the folder. Safe to call twice. */
  stop: () => Promise<void>;
}

export interface DataFolderInUse {
  kind: 'data_folder_in_use';
  pid: number;
}

const limits = {
  readyMsMax: 60_000, // replaying the log after a power cut can take a while
  stopMsMax: 8_000, // a clean stop takes well under a second; whoever waits for Ctrl-C has little patience
  attemptsMax: 3, // another program may take the free port between our look and the server's start
};

export async function startEmbeddedPostgres(
  options: EmbeddedOptions,
): Promise<EmbeddedPostgres | DataFolderInUse> {
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 });
  const lock = tryLock(join(options.dataDir, 'postgres.lock'));
  if (lock.kind === 'held') return { kind: 'data_folder_in_use', pid: lock.pid };
  try {
    const home = prepareHome(options.dataDir, options.log);
    await endOrphan(home.cluster, options.log);
    const password = keepPassword(home);
    if (!existsSync(join(home.cluster, 'PG_VERSION'))) await createCluster(home, options.log);
    const { port, server } = await startServer(home, options);
    const stop = stopOnce(server, lock.release, options.log);
    return { kind: 'started', url: `postgres://lifeos:${password}@127.0.0.1:${port}/postgres`, stop };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The password never leaves this machine; it keeps the other users of the machine out. */
function keepPassword(home: Home): string {
  const path = join(home.folder, 'password');
  if (!existsSync(path)) {
    writeFileSync(path, randomBytes(24).toString('hex'), { mode: 0o600 });
    if (home.account) chownSync(path, home.account.uid, home.account.gid);
  }
  chmodSync(path, 0o600);
  return readFileSync(path, 'utf8').trim();
}

/** Made beside its place and moved there when whole, so that a crash in the middle leaves nothing that looks like a database. */
async function createCluster(home: Home, log: (words: string) => void): Promise<void> {
  log('creating the database');
  const unfinished = home.freshFolder('unfinished');
  const args = [
    '--pgdata',
    unfinished,
    '--username',
    'lifeos',
    '--pwfile',
    join(home.folder, 'password'),
    '--auth',
    'scram-sha-256',
  ];
  // The built-in locale sorts the same on every operating system, so an index never goes stale when a folder is moved.
  args.push(
    '--encoding',
    'UTF8',
    '--locale-provider',
    'builtin',
    '--builtin-locale',
    'C.UTF-8',
    '--locale',
    'C',
  );
  const code = await exitOf(launch(home, 'initdb', args));
  if (code !== 0) throw new Error(`PostgreSQL could not create its files. ${home.lastWords()}`);
  home.adopt(unfinished);
}

async function startServer(
  home: Home,
  options: EmbeddedOptions,
): Promise<{ port: number; server: ChildProcess }> {
  for (let attempt = 1; ; attempt++) {
    const port = await findFreePort();
    const settings = {
      listen_addresses: '127.0.0.1',
      port: `${port}`,
      unix_socket_directories: '',
      max_connections: '100',
      log_checkpoints: 'off',
      ...options.settings,
    };
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const server = launch(home, 'postgres', ['-D', home.cluster, ...flags]);
    if (await becameReady(home, server)) return { port, server };
    if (attempt === limits.attemptsMax) throw new Error(`PostgreSQL did not start. ${home.lastWords()}`);
  }
}

function launch(home: Home, program: string, args: string[]): ChildProcess {
  const output = openSync(home.logFile, 'a', 0o600);
  const env = { PATH: process.env.PATH, TZ: 'UTC', LC_ALL: 'C' };
  const child = spawn(join(home.binaries, program), args, {
    ...home.account,
    cwd: home.folder,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  return child;
}

async function becameReady(home: Home, server: ChildProcess): Promise<boolean> {
  let hasEnded = false;
  void exitOf(server).then(() => {
    hasEnded = true;
  });
  const deadline = Date.now() + limits.readyMsMax;
  while (!hasEnded && Date.now() < deadline) {
    if (isReady(home.cluster, server.pid)) return true;
    await delay(20);
  }
  server.kill('SIGQUIT');
  return false;
}

function stopOnce(
  server: ChildProcess,
  release: () => void,
  log: (words: string) => void,
): () => Promise<void> {
  let stopping: Promise<void> | undefined;
  // SIGINT is PostgreSQL's fast shutdown: it ends the sessions and flushes. This one is for a process that exits in a hurry.
  const onExit = () => void server.kill('SIGINT');
  process.once('exit', onExit);
  const ended = exitOf(server).then((code) => {
    process.off('exit', onExit);
    if (stopping === undefined)
      log(`the database stopped by itself (code ${code}); stop LifeOS and start it again`);
    release();
  });
  return () => {
    stopping ??= stopServer(server, ended);
    return stopping;
  };
}

async function stopServer(server: ChildProcess, ended: Promise<void>): Promise<void> {
  server.kill('SIGINT');
  const impatience = setTimeout(() => server.kill('SIGQUIT'), limits.stopMsMax);
  await ended;
  clearTimeout(impatience);
}

function exitOf(child: ChildProcess): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', () => resolve(-1));
    child.once('exit', (code) => resolve(code ?? -1));
  });
}

function findFreePort(): Promise<number> {
  const probe = createServer();
  return new Promise((resolve, reject) => {
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        address !== null && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('no free port')),
      );
    });
  });
}

function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
