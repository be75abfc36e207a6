import { expect, test } from 'vitest';
import { runHistory } from './history.ts';

test('a few hundred histories end level: nothing lost, nothing doubled, whatever went wrong', async () => {
  for (let seed = 1; seed <= 200; seed++) {
    const { violation, story } = await runHistory(seed);
    expect(violation, `seed ${seed}:\n${story.join('\n')}`).toBeUndefined();
  }
}, 240_000);

test('a seed is a history: told twice, it is the same to the letter', async () => {
  for (const seed of [7, 77, 777]) expect(await runHistory(seed)).toEqual(await runHistory(seed));
});
