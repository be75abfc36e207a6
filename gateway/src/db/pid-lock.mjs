// @ts-check
// A lock file that names its holder. The holder counts as alive only when a process with its number AND its start time
// exists: numbers are given out again, above all in containers, where the gateway often gets the same one each time.
//
// Plain JavaScript, because the bootstrap takes this lock too, before there is a Node that reads TypeScript.
import { spawnSync } from 'node:child_process';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** @typedef {{ pid: number, bornAt: string }} Holder */
/** @typedef {{ kind: 'taken', release: () => void } | { kind: 'held', pid: number }} LockAttempt */

/**
 * Tries once, never waits.
 * @param {string} path
 * @returns {LockAttempt}
 */
export function tryLock(path) {
  const own = `${path}.${process.pid}`;
  const words = JSON.stringify({ pid: process.pid, bornAt: birthOf(process.pid) });
  writeFileSync(own, words, { mode: 0o600 });
  try {
    // A hard link appears with its content or not at all, so nobody ever reads a half-written lock.
    for (let attempt = 0; attempt < 5; attempt++) {
      if (didLink(own, path)) return { kind: 'taken', release: () => releaseOwn(path, words) };
      const holder = readLock(path);
      if (holder !== undefined && isAlive(holder)) return { kind: 'held', pid: holder.pid };
      if (holder !== undefined) clearStale(path, holder);
    }
    throw new Error(
      `the lock file ${path} cannot be read or taken: if no LifeOS is running, remove it and try again`,
    );
  } finally {
    rmSync(own, { force: true });
  }
}

/**
 * @param {string} path
 * @returns {Holder | undefined}
 */
export function readLock(path) {
  const words = readOrNothing(path);
  if (words === undefined) return undefined;
  try {
    const { pid, bornAt } = JSON.parse(words);
    return { pid: Number(pid), bornAt: String(bornAt) };
  } catch {
    return { pid: 0, bornAt: '' };
  }
}

/** @param {Holder} holder */
export function isAlive(holder) {
  const bornAt = holder.pid > 0 ? birthOf(holder.pid) : '';
  return bornAt !== '' && bornAt === holder.bornAt;
}

/**
 * Two starters may find the same dead holder. Moving the file aside is atomic, and what was moved is looked at again: if
 * it is the fresh lock of the other starter, it is put back.
 * @param {string} path
 * @param {Holder} dead
 */
function clearStale(path, dead) {
  const aside = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, aside);
  } catch {
    return;
  }
  const moved = readLock(aside);
  if (moved !== undefined && (moved.pid !== dead.pid || moved.bornAt !== dead.bornAt)) didLink(aside, path);
  rmSync(aside, { force: true });
}

/**
 * @param {string} path
 * @param {string} words
 */
function releaseOwn(path, words) {
  if (readOrNothing(path) === words) rmSync(path, { force: true });
}

/**
 * @param {string} from
 * @param {string} to
 */
function didLink(from, to) {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * When the process was born, in whatever unit the system tells it: it is only ever compared with itself.
 * @param {number} pid
 */
function birthOf(pid) {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'lstart=', '-p', `${pid}`], { encoding: 'utf8' }).stdout.trim();
  // The second field is the name in brackets and may itself hold spaces, so the fields are counted after the last one.
  const fields = readOrNothing(`/proc/${pid}/stat`)?.split(') ').at(-1)?.split(' ');
  return fields === undefined || fields[0] === 'Z' ? '' : (fields[19] ?? '');
}

/** @param {string} path */
function readOrNothing(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}
