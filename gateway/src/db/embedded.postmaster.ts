// What PostgreSQL's own postmaster.pid tells: first line the process, eighth line how far it has come.
import { spawnSync } from 'node:child_process';
import { readFileSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const orphanMsMax = { fast: 8_000, immediate: 8_000 }; // a flush of a large cache on a slow disk; then recovery does the rest

export function isReady(cluster: string, pid: number | undefined): boolean {
  const lines = readPidFile(cluster);
  return pid !== undefined && lines?.[0] === `${pid}` && lines[7]?.trim() === 'ready';
}

/**
 * Ends the server that a killed gateway left behind. We hold the folder's lock, so whatever runs on it has no owner.
 * The process is asked only when it is PostgreSQL on this very folder: a number in an old file may be anyone's by now.
 */
export async function endOrphan(cluster: string, log: (words: string) => void): Promise<void> {
  const pid = Number(readPidFile(cluster)?.[0]);
  if (!Number.isInteger(pid) || pid <= 1) return;
  if (!isServerOf(cluster, pid)) {
    // PostgreSQL would take any process with that number for a server and refuse to start.
    rmSync(join(cluster, 'postmaster.pid'), { force: true });
    return;
  }
  log(`ending the database that an interrupted run left behind (process ${pid})`);
  if (await endBy('SIGINT', cluster, pid, orphanMsMax.fast)) return;
  if (await endBy('SIGQUIT', cluster, pid, orphanMsMax.immediate)) return;
  throw new Error(
    `The database process ${pid} of an earlier run does not end. End it with: kill -QUIT ${pid}`,
  );
}

async function endBy(signal: NodeJS.Signals, cluster: string, pid: number, msMax: number): Promise<boolean> {
  const deadline = Date.now() + msMax;
  try {
    process.kill(pid, signal);
  } catch {
    return true;
  }
  while (Date.now() < deadline) {
    if (!isServerOf(cluster, pid)) return true;
    await delay(20);
  }
  return false;
}

function isServerOf(cluster: string, pid: number): boolean {
  const words = commandLine(pid);
  return words.includes('postgres') && words.includes(realpathSync(cluster));
}

function commandLine(pid: number): string {
  if (process.platform !== 'linux')
    return spawnSync('ps', ['-o', 'command=', '-p', `${pid}`], { encoding: 'utf8' }).stdout;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

function readPidFile(cluster: string): string[] | undefined {
  try {
    return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
}
