// The short form of `npm run faults`: real processes, really killed, frozen and cut off for twenty seconds.
import { expect, test } from 'vitest';
import { runFaults } from '../../scripts/faults/run.ts';

test('nothing is lost, nothing is doubled, and all rows are alike, whatever is killed, frozen or cut off', async () => {
  const { broken, story, promised } = await runFaults({
    seed: Math.floor(Math.random() * 1_000_000),
    minutes: 0.3,
    nodes: 2,
    pages: 0,
    writesPerSecond: 20,
    everyMs: 1_500,
    say: () => undefined,
  });
  expect(broken, story.join('\n')).toEqual([]);
  expect(promised).toBeGreaterThan(50);
});
