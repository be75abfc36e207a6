// Plants bugs, one after the other, each into a fresh copy of the code, and lets the simulation look for it.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlainFailure } from '../command.ts';
import { root } from '../run.ts';
import { type PlantedBug, plantedBugs } from './bugs.ts';

const copied = ['core', 'client', 'gateway', 'evolution', 'gen', 'scripts', 'package.json'];

/** Histories that the code as it is must pass first: where they fail, nothing was found by planting. */
const soundHistories = 30;

/** Tells of each bug whether it was found. Throws when one was not. */
export function plantBugs(histories: number): void {
  const before = lookFor(undefined, soundHistories);
  if (before) throw new PlainFailure(`Without any bug planted, the simulation says: ${before}`);
  const escaped: string[] = [];
  for (const bug of plantedBugs) {
    const found = lookFor(bug, histories);
    console.log(`${found ? 'found  ' : 'ESCAPED'}  ${bug.what}${found ? `  (${found})` : ''}`);
    if (!found) escaped.push(bug.what);
  }
  if (escaped.length > 0)
    throw new PlainFailure(`${escaped.length} of ${plantedBugs.length} planted bugs were not found.`);
  console.log(`${plantedBugs.length} of ${plantedBugs.length} planted bugs were found.`);
}

// Gives the violation by which it was found.
function lookFor(bug: PlantedBug | undefined, histories: number): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'lifeos-bug-'));
  try {
    for (const name of copied) cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
    if (bug) plant(bug, folder);
    const args = [join(folder, 'scripts', 'sim.ts'), '--histories', String(histories)];
    const run = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: 300_000 });
    if (run.status === 0) return undefined;
    const words = `${run.stderr}${run.stdout}`.match(/Seed \d+: [^\n]{0,100}/)?.[0];
    return words ?? `${run.stderr}`.trim().split('\n')[0]?.slice(0, 100) ?? 'it ended';
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function plant(bug: PlantedBug, folder: string): void {
  const file = join(folder, bug.file);
  const text = readFileSync(file, 'utf8');
  if (text.split(bug.find).length !== 2)
    throw new PlainFailure(`The place of the bug "${bug.what}" is not in ${bug.file} once: mend the list.`);
  writeFileSync(
    file,
    text.replace(bug.find, () => bug.replace),
  );
}
