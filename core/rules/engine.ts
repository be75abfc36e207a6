// The host's side of rules: knows every rule set's source, asks the worker, and reads the answers.
//
// When a worker had to be killed, each rule of that set is tried alone in a fresh worker. Rules are deterministic, so
// the one that hung hangs again; it is set aside until its set is loaded anew, and its failure stands in for it. Other
// rule sets lose nothing but the time: their contexts are built again when they are next asked.

import type { ContextFailure } from './failure.ts';
import { createGuest, type SpawnGuest } from './guest.ts';
import { type RuleLimits, ruleLimits } from './limits.ts';
import { forgotten, nameFailure, readOutcomes } from './reading.ts';
import type { Evaluation, Facts, RuleFailure, RuleSource } from './rule.ts';
import { type RuleAnswer, type RuleOutcome, type RuleQuestion, ruleShareMs } from './sandbox.ts';
import { createFactsWriter, type FactsWriter, type WrittenFacts } from './wire.ts';

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

  function judge(revision: number, set: RuleSet, rules: readonly RuleSource[], facts: WrittenFacts) {
    const { length: count } = facts.texts;
    const question: RuleQuestion = {
      revision,
      listJson: `[${facts.texts.join()}]`,
      count,
      recent: facts.recent,
    };
    const eachMs = Math.min(ruleShareMs(limits, rules.length), count * limits.ruleMsMax);
    // Several events are first asked about in one go, in the time that a rule has for one.
    const atOnceMs = count > 1 ? limits.ruleMsMax : 0;
    const timeoutMs = rules.length * (atOnceMs + eachMs) + limits.killGraceMs;
    return guest.inTurn(async (ask) => {
      const first = await ask(question, timeoutMs);
      if (!first.ok || !first.answer.isMissing) return first;
      const withSet = { ...question, set: { rules, sight: set.writer.sight } };
      return ask(withSet, timeoutMs + rules.length * limits.loadMsMax);
    });
  }

  /** One outcome for each rule of the set, in order. */
  async function outcomesOf(set: RuleSet, facts: WrittenFacts): Promise<RuleOutcome[]> {
    const rules = set.rules.filter((rule) => !set.asideById.has(rule.id));
    const outcomeById = rules.length === 0 ? new Map() : await askAll(set, rules, facts);
    return set.rules.map(
      ({ id }) => outcomeById.get(id) ?? { loadFailure: set.asideById.get(id) ?? forgotten },
    );
  }

  async function askAll(set: RuleSet, rules: readonly RuleSource[], facts: WrittenFacts) {
    const asked = await judge(set.revision, set, rules, facts);
    if (!asked.ok && (asked.why === 'timeout' || asked.why === 'crashed')) return askEach(set, rules, facts);
    const outcomes = asked.ok && !asked.answer.isMissing ? asked.answer.outcomes : [];
    const otherwise = asked.ok ? forgotten : notAsked(asked.message);
    return new Map(rules.map((rule, i) => [rule.id, outcomes[i] ?? { loadFailure: otherwise }]));
  }

  /** Every rule alone, after one of them had to be killed with the worker. */
  async function askEach(set: RuleSet, rules: readonly RuleSource[], facts: WrittenFacts) {
    const outcomeById = new Map<string, RuleOutcome>();
    let kills = 0;
    for (const rule of rules) {
      const asked = kills < limits.killsMax ? await judge(++revisions, set, [rule], facts) : undefined;
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

  async function evaluateSome(set: RuleSet, factsBatch: readonly Facts[]): Promise<Evaluation[]> {
    const { rules } = set;
    if (rules.length === 0) return readOutcomes({ rules, outcomes: [], count: factsBatch.length, limits });
    const { texts, recent } = set.writer.write(factsBatch);
    const isFit = (json: string) => json.length + recent.length <= limits.factsCharsMax;
    const fit = texts.filter(isFit);
    const outcomes = await outcomesOf(set, { texts: fit, recent });
    const read = readOutcomes({ rules, outcomes, count: fit.length, limits });
    if (fit.length === texts.length) return read;
    const tooLong = { findings: [], failures: rules.map((rule) => nameFailure(rule, factsTooLong)) };
    let judged = 0;
    return texts.map((json) => (isFit(json) && read[judged++]) || tooLong);
  }

  return {
    async load(ruleSetId, rules) {
      const set: RuleSet = {
        rules: [...rules],
        asideById: refusedBySize(rules, limits),
        writer: createFactsWriter(rules.map(({ source }) => source)),
        revision: ++revisions,
      };
      ruleSets.set(ruleSetId, set);
      const outcomes = await outcomesOf(set, { texts: [], recent: '' });
      return set.rules.flatMap((rule, i) => {
        const outcome = outcomes[i];
        const failure = outcome && 'loadFailure' in outcome ? outcome.loadFailure : forgotten;
        return failure === forgotten ? [] : [nameFailure(rule, failure)];
      });
    },
    async evaluate(ruleSetId, factsBatch) {
      const set = ruleSets.get(ruleSetId);
      if (set === undefined) throw new Error(`Rule set ${ruleSetId} is not loaded; call load first.`);
      const evaluations: Evaluation[] = [];
      for (let from = 0; from < factsBatch.length; from += limits.factsPerMessageMax)
        evaluations.push(
          ...(await evaluateSome(set, factsBatch.slice(from, from + limits.factsPerMessageMax))),
        );
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
  readonly writer: FactsWriter;
  revision: number;
}

const setAside = 'and is set aside until its rules are loaded again';
const killed: ContextFailure = { kind: 'timeout', message: `had to be stopped from outside ${setAside}` };
const crashed: ContextFailure = { kind: 'memory', message: `brought its worker down ${setAside}` };
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
