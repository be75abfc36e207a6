import { afterAll, describe, expect, it } from 'vitest';
import { createRuleEngine } from '../engine.ts';
import { factsAbout } from '../facts.fixture.ts';
import { spawnRuleThread } from '../spawn.node.ts';
import { seededRules } from './index.ts';

const engine = createRuleEngine({ spawn: spawnRuleThread() });
afterAll(() => engine.close());

describe.each(seededRules)('$name', (rule) => {
  it.each(rule.cases)('$name', async ({ entry, expected }) => {
    await engine.load('seeded', [rule]);
    const [evaluation] = await engine.evaluate('seeded', [factsAbout(entry)]);
    expect(evaluation?.findings.map(({ verdict }) => verdict)).toEqual(expected);
    expect(evaluation?.failures).toEqual([]);
  });
});
