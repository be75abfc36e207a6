// @ts-check
// Turns a bare clone on any Node from 20 on into a running command: brings Node 24 and the packages when they are
// missing or stale, then hands over. Plain JavaScript without packages, because nothing is installed when it runs.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { tryLock } from '../gateway/src/db/pid-lock.mjs';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const toolchain = join(root, '.toolchain');
const nodeVersion = '24.21.0';
const commands = [
  'start',
  'test',
  'check',
  'bench',
  'dev',
  'sim',
  'faults',
  'lifeos',
  'gen',
  'build',
  'baseline',
  'pictures',
  'demo',
];

class Hint extends Error {}

try {
  const [command = '', ...args] = process.argv.slice(2);
  const script = join(root, 'scripts', `${command}.ts`);
  if (!commands.includes(command))
    throw new Hint(`There is no command "${command}". There are: ${commands.join(', ')}.`);
  if (!existsSync(script)) throw new Hint(`The command "${command}" is not part of this version of LifeOS.`);
  if (findNode() === undefined || !packagesAreFresh()) await alone(install);
  await handOver(script, args);
} catch (error) {
  if (!(error instanceof Hint)) throw error;
  console.error(`\n${error.message}`);
  process.exitCode = 1;
}

/** The Node to run under, or nothing while it has to be fetched. */
function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= 24) return process.execPath;
  const brought = join(toolchain, 'node_modules', 'node', 'bin', 'node');
  return existsSync(brought) ? brought : undefined;
}

/** npm writes down at the very end of an install what it installed, so comparing that with the lockfile needs no stamp of ours. */
function packagesAreFresh() {
  const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
  const wanted = readPackages(join(root, 'package-lock.json'));
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    const have = installed[path];
    return path === '' || (have === undefined ? optional || devOptional : have.version === version);
  });
}

/**
 * @param {string} path
 * @returns {Record<string, { version?: string, optional?: boolean, devOptional?: boolean }>}
 */
function readPackages(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

function install() {
  if (findNode() === undefined) {
    step(`fetching Node ${nodeVersion} (yours is ${process.versions.node}; it stays as it is)`);
    const allowed = { private: true, allowScripts: { node: true } };
    writeFileSync(join(toolchain, 'package.json'), JSON.stringify(allowed));
    npm(['install', '--prefix', toolchain, '--no-save', `node@${nodeVersion}`], process.env);
    if (findNode() === undefined)
      throw new Hint(`Node ${nodeVersion} did not arrive. Install Node 24 yourself and try again.`);
  }
  if (packagesAreFresh()) return;
  step('installing packages (a minute or two, only when they changed)');
  // Not `npm ci`: it demands that the lockfile names the builds for every other platform too, and a registry mirror may
  // not carry them. This installs what the lockfile says and never writes to it.
  npm(['install', '--no-save'], environment());
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function npm(args, env) {
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, env, encoding: /** @type {const} */ ('utf8') };
  const { status, error, stderr } = spawnSync('npm', [...args, ...quiet], options);
  if (error) throw new Hint('npm was not found. It comes with Node: install Node 20 or newer and try again.');
  if (status === 0) return;
  const firstWords = stderr.trim().split('\n').slice(0, 12).join('\n');
  throw new Hint(
    `${firstWords}\n\nnpm could not finish. Check the network and the disk, then run the same command again.`,
  );
}

/**
 * Two installs at once would delete each other's files, so the second waits and then looks again.
 * @param {() => void} work
 */
async function alone(work) {
  mkdirSync(toolchain, { recursive: true });
  let told = false;
  for (;;) {
    const lock = tryLock(join(toolchain, 'install.lock'));
    if (lock.kind === 'taken') {
      try {
        return work();
      } finally {
        lock.release();
      }
    }
    if (!told) step(`waiting for another install to finish (process ${lock.pid})`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The Node we chose and the installed programs come first, for everything that is started from here. */
function environment() {
  const nodeFolder = dirname(findNode() ?? process.execPath);
  const path = [nodeFolder, join(root, 'node_modules', '.bin'), process.env.PATH].join(delimiter);
  return { ...process.env, PATH: path };
}

/**
 * @param {string} script
 * @param {string[]} args
 */
function handOver(script, args) {
  const child = spawn(
    findNode() ?? process.execPath,
    ['--disable-warning=ExperimentalWarning', script, ...args],
    {
      env: environment(),
      stdio: 'inherit',
    },
  );
  // We stay only to pass signals on and the exit code back. A terminal may deliver a signal to both of us; start.ts
  // takes two in quick succession for one.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
    process.on(signal, () => child.kill(signal));
  return new Promise((resolve) => {
    child.on('exit', (code) => {
      process.exitCode = code ?? 1;
      resolve(undefined);
    });
  });
}

/** @param {string} words */
function step(words) {
  console.error(`· ${words}`);
}
