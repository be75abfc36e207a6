// Reads what a rule set's answers to some events mean: findings and failures, event by event.

import type { ContextFailure } from './failure.ts';
import type { RuleLimits } from './limits.ts';
import { sameAnswer } from './prelude.ts';
import type { Evaluation, Finding, RuleFailure, RuleSource } from './rule.ts';
import type { RuleOutcome } from './sandbox.ts';
import { parseVerdicts } from './verdict.ts';

/** What one rule said about one event. */
type Said = Evaluation;

const nothing: Said = { findings: [], failures: [] };

/** For when a rule was asked for no reason of its own and did not answer. */
export const forgotten: ContextFailure = { kind: 'timeout', message: 'was not asked' };

/**
 * One evaluation for each of `count` events.
 * @param outcomes one for each rule, in order
 */
export function readOutcomes(given: {
  rules: readonly RuleSource[];
  outcomes: readonly RuleOutcome[];
  count: number;
  limits: RuleLimits;
}): Evaluation[] {
  const { rules, outcomes, count, limits } = given;
  const saidByRule = rules.map((rule, i) => readRule(rule, outcomes[i], count, limits));
  if (saidByRule.every((said) => said === undefined)) return new Array<Evaluation>(count).fill(nothing);
  return Array.from({ length: count }, (_, event) => {
    const said = saidByRule.flatMap((each) => {
      const one = each?.[event];
      return one === undefined || one === nothing ? [] : [one];
    });
    const [only] = said;
    if (said.length <= 1) return only ?? nothing;
    return {
      findings: said.flatMap(({ findings }) => findings),
      failures: said.flatMap(({ failures }) => failures),
    };
  });
}

/** What one rule said about each event; undefined when it said nothing about any, which is how most batches end. */
function readRule(
  rule: RuleSource,
  outcome: RuleOutcome | undefined,
  count: number,
  limits: RuleLimits,
): Said[] | undefined {
  const read = (answer: string | ContextFailure | undefined) => readAnswer(rule, answer ?? forgotten, limits);
  if (outcome === undefined || 'loadFailure' in outcome)
    return new Array<Said>(count).fill(read(outcome?.loadFailure));
  if ('answers' in outcome) return Array.from({ length: count }, (_, i) => read(outcome.answers[i]));
  if (outcome.lines === '') return undefined;
  const lines = outcome.lines.split('\n');
  if (lines.length !== count) return new Array<Said>(count).fill(read(undefined));
  let last = nothing;
  return lines.map((line) => {
    if (line === '') return nothing;
    if (line !== sameAnswer) last = read(line);
    return last;
  });
}

function readAnswer(rule: RuleSource, answer: string | ContextFailure, limits: RuleLimits): Said {
  if (answer === '') return nothing;
  if (typeof answer !== 'string') return { findings: [], failures: [nameFailure(rule, answer)] };
  const parsed = parseVerdicts(answer, limits.resultCharsMax);
  if (!parsed.ok)
    return {
      findings: [],
      failures: [nameFailure(rule, { kind: 'badResult', message: parsed.message })],
    };
  const findings = parsed.verdicts.map(
    (verdict): Finding => ({ ruleId: rule.id, version: rule.version, verdict }),
  );
  return { findings, failures: [] };
}

/** A failure with its rule's name on it, as a clause that can stand alone. */
export function nameFailure(rule: RuleSource, failure: ContextFailure): RuleFailure {
  return { ...failure, ruleId: rule.id, version: rule.version, message: `it ${failure.message}` };
}
