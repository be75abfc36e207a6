// The ratios that were measured before on machines of this kind, in docs/bench. A figure that falls far behind them fails the bench.

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { root } from '../run.ts';
import type { Comparison } from './measure.ts';

/** Ratios by what was compared. */
type Kept = Readonly<Record<string, number>>;

/** How far a ratio may fall: what runs in turns on one machine still differs by about this much from day to day. */
const fallMax = 0.15;

/** The kind of a machine: "linux-x64-2" has two processors. */
const machine = `${process.platform}-${process.arch}-${cpus().length}`;
const file = join(root, 'docs', 'bench', `${machine}.json`);

/** Prints how the ratios compare with the kept ones. Gives whether none fell behind. */
export function compareWithKept(measured: readonly Comparison[]): boolean {
  const kept = readKept();
  if (Object.keys(kept).length === 0)
    console.log(`Nothing is kept for ${machine} yet: npm run bench -- --keep keeps it.`);
  const changes = changesSince(kept, measured);
  for (const { words } of changes) console.log(words);
  return changes.every(({ isBehind }) => !isBehind);
}

/** How each ratio that is kept has changed. */
export function changesSince(
  kept: Kept,
  measured: readonly Comparison[],
): { readonly isBehind: boolean; readonly words: string }[] {
  return measured.filter(isWatched).flatMap((comparison) => {
    const [ratio, before] = [ratioOf(comparison), kept[keyOf(comparison)]];
    if (before === undefined) return [];
    const change = ratio / before - 1;
    const isBehind = change < -fallMax;
    const percent = `${change < 0 ? '−' : '+'}${Math.abs(change * 100).toFixed(0)} %`;
    const numbers = `${ratio.toFixed(2)} after ${before.toFixed(2)}`;
    return [
      { isBehind, words: `${isBehind ? 'BEHIND' : 'fine  '} ${percent}, ${numbers}: ${comparison.what}` },
    ];
  });
}

/** Keeps these ratios; those of parts that were not run stay. */
export function keep(measured: readonly Comparison[]): void {
  const ratios = measured.filter(isWatched).map((one) => [keyOf(one), Number(ratioOf(one).toPrecision(3))]);
  const next = Object.entries({ ...readKept(), ...Object.fromEntries(ratios) }).sort();
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(next), null, 2)}\n`);
}

function readKept(): Kept {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function isWatched({ isWatched: given = true }: Comparison): boolean {
  return given;
}

// The peer is part of it: against another one it is another figure.
function keyOf({ what, peer }: Comparison): string {
  return `${what} / ${peer.name}`;
}

function ratioOf({ ours, peer }: Comparison): number {
  return peer.secondsPerUnit / ours.secondsPerUnit;
}
