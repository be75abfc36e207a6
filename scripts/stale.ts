// Makes a thing again only when what it is made from has changed, judged by content and not by time: a fresh clone, a
// branch switch and a touched file all give the right answer.
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { tryLock } from '../gateway/src/db/pid-lock.mjs';
import { root } from './run.ts';

export interface Recipe {
  name: string;
  /** Files and folders, from the root of the repository. Those that do not exist count as empty. */
  inputs: string[];
  /** What must be there afterwards; when it is gone, the thing is stale whatever the stamp says. */
  output: string;
  make: () => Promise<void>;
}

/** Says whether it had to be made. Two commands that find it stale at once make it once. */
export async function makeIfStale(
  { name, inputs, output, make }: Recipe,
  say: (words: string) => void,
): Promise<boolean> {
  const stamp = join(root, 'build', `${name}.stamp`);
  const isFresh = () =>
    existsSync(join(root, output)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === hashOf(inputs);
  if (isFresh()) return false;
  mkdirSync(join(root, 'build'), { recursive: true });
  const release = await lockWhenFree(`${stamp}.lock`);
  try {
    if (isFresh()) return false;
    // Taken before the work: an edit made meanwhile leaves the result stale, as it should.
    const made = hashOf(inputs);
    say(`building ${name}`);
    await make();
    writeFileSync(stamp, made);
    return true;
  } finally {
    release();
  }
}

async function lockWhenFree(path: string): Promise<() => void> {
  for (;;) {
    const lock = tryLock(path);
    if (lock.kind === 'taken') return lock.release;
    await delay(100);
  }
}

function hashOf(inputs: string[]): string {
  const hash = createHash('sha256');
  for (const path of [...inputs.flatMap(filesIn), 'package-lock.json'].sort()) {
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(root, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

function filesIn(path: string): string[] {
  const absolute = join(root, path);
  if (!existsSync(absolute)) return [];
  if (!statSync(absolute).isDirectory()) return [path];
  const exclude = ['**/node_modules/**', '**/build/**', '**/dist/**', '**/*.test.ts', '**/*.test.tsx'];
  return globSync('**/*', { cwd: absolute, exclude, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(path, entry.parentPath.slice(absolute.length), entry.name));
}
