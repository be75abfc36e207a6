import { expect, test } from 'vitest';
import { Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Evaluation, JsonValue } from '../rules/rule.ts';
import { rulingsOf, withReadableProposals } from './rulings.ts';

const rules = [{ id: 'r', name: 'Drink', version: 3 }];
const proposing = (body: JsonValue): Evaluation => ({
  findings: [{ ruleId: 'r', version: '3', verdict: { verdict: 'propose', title: 'Water?', body } }],
  failures: [],
});

test('a proposal carries its body in the words of the contract', () => {
  const evaluation = proposing({ entryRemoved: { entryId: 'e' } });
  expect(withReadableProposals(evaluation)).toEqual(evaluation);
  const [ruling] = rulingsOf(rules, evaluation);
  expect(ruling).toMatchObject({
    verdict: Verdict.ALLOW,
    text: 'Suggests: Water?',
    proposes: { title: 'Water?', body: { kind: { case: 'entryRemoved', value: { entryId: 'e' } } } },
  });
});

test('one whose body says nothing known is a failure of the rule, which asks; where failures are passed over, it is only noted', () => {
  for (const body of [{}, { entryRecordd: {} }, [], 'words', null, { entryRemoved: { entryId: 4 } }]) {
    const evaluation = proposing(body);
    const [asked] = rulingsOf(rules, withReadableProposals(evaluation));
    expect(asked?.verdict).toBe(Verdict.ASK);
    expect(asked?.text).toMatch(
      /^Your rule "Drink" could not answer: it proposed a body that can't be read: ./,
    );
    const [noted] = rulingsOf(rules, evaluation);
    expect(noted).toMatchObject({ verdict: Verdict.ALLOW, text: 'Suggests: Water?' });
    expect(noted?.proposes).toBeUndefined();
  }
});

test('rules with nothing to say are the same array each time', () => {
  const quiet = () => rulingsOf(rules, withReadableProposals({ findings: [], failures: [] }));
  expect(quiet()).toBe(quiet());
});
