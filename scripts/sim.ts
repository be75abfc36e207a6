// npm run sim: long simulations. `--histories N` (10,000) from `--from SEED` (1). `--seed SEED` tells one history in full. `--bugs` plants
// known bugs into copies of the code and checks that each is found.

import { parseArgs } from 'node:util';
import { PlainFailure, runCommand } from './command.ts';
import { runHistory } from './sim/history.ts';
import { plantBugs } from './sim/plant.ts';
import { runOnAllCores } from './sim/slice.ts';

/** Histories that a planted bug may take to be found. */
const bugHistories = 600;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      histories: { type: 'string', default: '10000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      bugs: { type: 'boolean', default: false },
    },
  });
  if (values.bugs) return plantBugs(bugHistories);
  if (values.seed !== undefined) {
    const told = await runHistory(Number(values.seed));
    console.log(told.story.join('\n'));
    if (told.violation !== undefined) throw new PlainFailure(`Seed ${told.seed}: ${told.violation}`);
    return;
  }
  const count = Number(values.histories);
  const began = performance.now();
  const { entries, events, violation } = await runOnAllCores(Number(values.from), count);
  if (violation)
    throw new PlainFailure(
      `Seed ${violation.seed}: ${violation.words}\nSee it with: npm run sim -- --seed ${violation.seed}`,
    );
  const seconds = (performance.now() - began) / 1000;
  console.log(
    `${count} histories in ${seconds.toFixed(0)} s: ${entries} entries promised, ${events} events in the logs, 0 lost, 0 doubled, all level.`,
  );
});
