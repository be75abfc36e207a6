// npm run faults: real processes under real faults. A PostgreSQL, a gateway, two browsers and three other clients write about fifty times
// a second for `--minutes 3`, while whatever can be killed, frozen or cut off is. The seed decides what strikes; how it falls, the
// machine does, so a seed is a place to start looking and not a history.

import { parseArgs } from 'node:util';
import { buildStale } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { runFaults } from './faults/run.ts';
import { ensureChromium } from './testing/chromium.ts';

/** Broken promises that are told: the first few say what is wrong. */
const toldMax = 20;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      minutes: { type: 'string', default: '3' },
      seed: { type: 'string' },
      clients: { type: 'string', default: '3' },
      browsers: { type: 'string', default: '2' },
      writes: { type: 'string', default: '50' },
    },
  });
  const seed = Number(values.seed ?? Math.floor(Math.random() * 1_000_000));
  await buildStale(say);
  if (Number(values.browsers) > 0) ensureChromium(say);
  console.log(`seed ${seed}`);
  const reckoning = await runFaults({
    seed,
    minutes: Number(values.minutes),
    nodes: Number(values.clients),
    pages: Number(values.browsers),
    writesPerSecond: Number(values.writes),
    everyMs: 3_000,
    say: console.log,
  });
  console.table(Object.fromEntries([...reckoning.strikes].sort().map(([name, times]) => [name, { times }])));
  console.log(
    `${reckoning.promised} writes promised, ${reckoning.events} events in the log, level ${(reckoning.levelMs / 1000).toFixed(1)} s after the last write; the slowest line took ${(reckoning.slowestMs / 1000).toFixed(1)} s to be shown.`,
  );
  if (reckoning.broken.length === 0)
    return console.log('0 lost, 0 doubled, all rows alike, the chain is whole.');
  const told = reckoning.broken.slice(0, toldMax).map((words) => `  ${words}`);
  throw new PlainFailure(
    `${reckoning.broken.length} promises were broken (seed ${seed}):\n${told.join('\n')}`,
  );
});
