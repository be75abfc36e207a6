import type { FactEntry, RuleSource, Verdict } from '../rule.ts';

/** A rule that LifeOS brings along: text to read, change and switch on, with its author's own test cases. */
export interface SeededRule extends RuleSource {
  readonly description: string;
  readonly cases: readonly RuleCase[];
}

/** One thing that a rule's author promises: about this entry, the rule says this. */
export interface RuleCase {
  readonly name: string;
  readonly entry: Partial<FactEntry>;
  readonly expected: readonly Verdict[];
}
