// The host's side of rules: knows every rule set's source, asks the worker, and reads the answers.
//
// When a worker had to be killed, each rule of that set is tried alone in a fresh worker. Rules are deterministic, so
// the one that hung hangs again; it is set aside until its set is loaded anew, and its failure stands in for it. Other
// rule sets lose nothing but the time: their contexts are built again when they are next asked.

import type { ContextFailure } from './context.ts';
import { createGuest, type SpawnGuest } from './guest.ts';
import { type RuleLimits, ruleLimits } from './limits.ts';
import type { Evaluation, Facts, Finding, RuleFailure, RuleSource } from './rule.ts';
import { type RuleAnswer, type RuleOutcome, type RuleQuestion, ruleShareMs } from './sandbox.ts';
import { parseVerdicts } from './verdict.ts';

export interface RuleEngine {
  /**
   * Takes a rule set, in place of an earlier one of the same id, and compiles it. The answer names the rules that do not
   * work; they stay in the set and fail on every event, because a rule its owner relies on must not vanish in silence.
   * @param ruleSetId must tell owners apart: rules of one set share a context, rules of two sets share nothing
   * @param rules in the order in which they are asked; no two with the same id
   */
  load(ruleSetId: string, rules: readonly RuleSource[]): Promise<RuleFailure[]>;
  /** Judges events, in order. One evaluation an event. A set that was never loaded is a bug, and throws. */
  evaluate(ruleSetId: string, factsBatch: readonly Facts[]): Promise<Evaluation[]>;
  /** Whether a set of this id is loaded. */
  has(ruleSetId: string): boolean;
  /** Forgets a rule set. */
  unload(ruleSetId: string): void;
  /** Ends the worker. What was being evaluated ends as failures. */
  close(): void;
}

/** @param given.spawn starts a worker: spawnRuleThread() of spawn.node.ts or spawn.web.ts */
export function createRuleEngine(given: { spawn: SpawnGuest; limits?: RuleLimits }): RuleEngine {
  const limits = given.limits ?? ruleLimits;
  const guest = createGuest<RuleQuestion, RuleAnswer>({
    spawn: given.spawn,
    startMsMax: limits.startMsMax,
    waitingMax: limits.waitingMax,
  });
  const ruleSets = new Map<string, RuleSet>();
  let revisions = 0;

  function judge(revision: number, rules: readonly RuleSource[], facts: readonly string[]) {
    const eachMs = Math.min(ruleShareMs(limits, rules.length), facts.length * limits.ruleMsMax);
    const timeoutMs = rules.length * eachMs + limits.killGraceMs;
    return guest.inTurn(async (ask) => {
      const first = await ask({ revision, facts }, timeoutMs);
      if (!first.ok || !first.answer.isMissing) return first;
      return ask({ revision, rules, facts }, timeoutMs + rules.length * limits.loadMsMax);
    });
  }

  /** One outcome for each rule of the set, in order. */
  async function outcomesOf(set: RuleSet, facts: readonly string[]): Promise<RuleOutcome[]> {
    const rules = set.rules.filter((rule) => !set.asideById.has(rule.id));
    const outcomeById = rules.length === 0 ? new Map() : await askAll(set, rules, facts);
    return set.rules.map(
      ({ id }) => outcomeById.get(id) ?? { loadFailure: set.asideById.get(id) ?? forgotten },
    );
  }

  async function askAll(set: RuleSet, rules: readonly RuleSource[], facts: readonly string[]) {
    const asked = await judge(set.revision, rules, facts);
    if (!asked.ok && (asked.why === 'timeout' || asked.why === 'crashed')) return askEach(set, rules, facts);
    const outcomes = asked.ok && !asked.answer.isMissing ? asked.answer.outcomes : [];
    const otherwise = asked.ok ? forgotten : notAsked(asked.message);
    return new Map(rules.map((rule, i) => [rule.id, outcomes[i] ?? { loadFailure: otherwise }]));
  }

  /** Every rule alone, after one of them had to be killed with the worker. */
  async function askEach(set: RuleSet, rules: readonly RuleSource[], facts: readonly string[]) {
    const outcomeById = new Map<string, RuleOutcome>();
    let kills = 0;
    for (const rule of rules) {
      const asked = kills < limits.killsMax ? await judge(++revisions, [rule], facts) : undefined;
      const outcome = asked?.ok && !asked.answer.isMissing ? asked.answer.outcomes[0] : undefined;
      if (outcome) outcomeById.set(rule.id, outcome);
      else {
        kills++;
        set.asideById.set(rule.id, asked && !asked.ok && asked.why === 'crashed' ? crashed : killed);
      }
    }
    set.revision = ++revisions; // the set has shrunk: contexts that hold the killer must not be used again
    return outcomeById;
  }

  return {
    async load(ruleSetId, rules) {
      const set: RuleSet = {
        rules: [...rules],
        asideById: refusedBySize(rules, limits),
        revision: ++revisions,
      };
      ruleSets.set(ruleSetId, set);
      const outcomes = await outcomesOf(set, []);
      return set.rules.flatMap((rule, i) => {
        const failure = answerAt(outcomes[i], 0);
        return typeof failure === 'string' || failure === forgotten ? [] : [nameFailure(rule, failure)];
      });
    },
    async evaluate(ruleSetId, factsBatch) {
      const set = ruleSets.get(ruleSetId);
      if (set === undefined) throw new Error(`Rule set ${ruleSetId} is not loaded; call load first.`);
      const evaluations: Evaluation[] = [];
      for (let from = 0; from < factsBatch.length; from += limits.factsPerMessageMax) {
        const facts = factsBatch
          .slice(from, from + limits.factsPerMessageMax)
          .map((each) => JSON.stringify(each));
        const tooLong = facts.map((json) => json.length > limits.factsCharsMax);
        const outcomes = await outcomesOf(
          set,
          facts.filter((_, i) => !tooLong[i]),
        );
        let judged = 0;
        for (const isTooLong of tooLong)
          evaluations.push(readEvaluation(set, outcomes, isTooLong ? undefined : judged++, limits));
      }
      return evaluations;
    },
    has: (ruleSetId) => ruleSets.has(ruleSetId),
    unload: (ruleSetId) => void ruleSets.delete(ruleSetId),
    close: () => guest.close(),
  };
}

interface RuleSet {
  readonly rules: readonly RuleSource[];
  /** Rules that are not run any more, and why. */
  readonly asideById: Map<string, ContextFailure>;
  revision: number;
}

const setAside = 'and is set aside until its rules are loaded again';
const killed: ContextFailure = { kind: 'timeout', message: `had to be stopped from outside ${setAside}` };
const crashed: ContextFailure = { kind: 'memory', message: `brought its worker down ${setAside}` };
const forgotten: ContextFailure = { kind: 'timeout', message: 'was not asked' };
const notAsked = (why: string): ContextFailure => ({ kind: 'timeout', message: `was not asked: ${why}` });
const factsTooLong: ContextFailure = {
  kind: 'memory',
  message: 'was not asked: the entry is too long to be judged',
};

function refusedBySize(rules: readonly RuleSource[], limits: RuleLimits): Map<string, ContextFailure> {
  const refused = new Map<string, ContextFailure>();
  for (const [i, { id, source }] of rules.entries()) {
    const { rulesMax, sourceCharsMax } = limits;
    if (i >= rulesMax)
      refused.set(id, { kind: 'memory', message: `is one too many; a set has at most ${rulesMax}` });
    else if (source.length > sourceCharsMax)
      refused.set(id, {
        kind: 'memory',
        message: `is longer than ${sourceCharsMax} characters; split it up`,
      });
  }
  return refused;
}

/** What all rules said about one event. `index` is its place among the events that were judged. */
function readEvaluation(
  set: RuleSet,
  outcomes: readonly RuleOutcome[],
  index: number | undefined,
  limits: RuleLimits,
): Evaluation {
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  for (const [i, rule] of set.rules.entries()) {
    const answer = index === undefined ? factsTooLong : answerAt(outcomes[i], index);
    if (typeof answer !== 'string') {
      failures.push(nameFailure(rule, answer));
      continue;
    }
    const parsed = parseVerdicts(answer, limits.resultCharsMax);
    if (!parsed.ok) failures.push(nameFailure(rule, { kind: 'badResult', message: parsed.message }));
    else
      for (const verdict of parsed.verdicts)
        findings.push({ ruleId: rule.id, version: rule.version, verdict });
  }
  return { findings, failures };
}

function answerAt(outcome: RuleOutcome | undefined, index: number): string | ContextFailure {
  if (outcome === undefined) return forgotten;
  return 'loadFailure' in outcome ? outcome.loadFailure : (outcome.answers[index] ?? forgotten);
}

function nameFailure(rule: RuleSource, failure: ContextFailure): RuleFailure {
  return { ...failure, ruleId: rule.id, version: rule.version, message: `it ${failure.message}` };
}
