// The inside of the worker: keeps a context for each rule set that was used lately, and judges events with it.
//
// A rule set is known here by its revision only, a number that the engine gives out once. A changed rule set, or another
// owner's, is another revision and so never meets an old context.

import { type ContextFailure, createRuleContext, type RuleContext } from './context.ts';
import type { RuleLimits } from './limits.ts';
import type { RuleSource } from './rule.ts';

/** Judge these events by this revision. `rules` comes along when the sandbox may not know the revision yet. */
export interface RuleQuestion {
  readonly revision: number;
  readonly rules?: readonly RuleSource[];
  /** Facts as JSON, one text an event. None: only load. */
  readonly facts: readonly string[];
}

/**
 * `isMissing`: the revision is unknown here; ask again with its rules. Else for each rule, in order, either why it could
 * not be loaded or one outcome an event: its raw answer, or why there is none.
 */
export type RuleAnswer =
  | { readonly isMissing: true }
  | { readonly isMissing: false; readonly outcomes: readonly RuleOutcome[] };

export type RuleOutcome =
  | { readonly loadFailure: ContextFailure }
  | { readonly answers: readonly (string | ContextFailure)[] };

export interface Sandbox {
  answer(question: RuleQuestion): Promise<RuleAnswer>;
}

/** @param given.nowMs a monotonic clock in milliseconds */
export function createSandbox(given: {
  wasm: WebAssembly.Module;
  limits: RuleLimits;
  nowMs: () => number;
}): Sandbox {
  const { limits, nowMs } = given;
  const slots = new Map<number, Slot>(); // in the order of last use, the oldest first

  function slotFor(question: RuleQuestion): Slot | undefined {
    const known = slots.get(question.revision);
    const slot =
      known ?? (question.rules && { rules: question.rules, loadFailures: new Map(), context: undefined });
    if (slot === undefined) return undefined;
    slots.delete(question.revision);
    slots.set(question.revision, slot);
    for (const revision of slots.keys()) if (slots.size > limits.ruleSetsLiveMax) slots.delete(revision);
    return slot;
  }

  /** The slot's context, built again when a rule broke it. A rule that breaks it while loading is left out. */
  async function contextOf(slot: Slot): Promise<RuleContext> {
    while (slot.context === undefined || slot.context.isBroken) {
      const context = await createRuleContext(given);
      slot.context = context;
      for (const { id, source } of slot.rules) {
        if (slot.loadFailures.has(id)) continue;
        const failure = context.load(id, source);
        if (failure) slot.loadFailures.set(id, failure);
        if (context.isBroken) break;
      }
    }
    return slot.context;
  }

  async function judgeAll(slot: Slot, ruleId: string, facts: readonly string[], shareMs: number) {
    const endMs = nowMs() + shareMs;
    const answers: (string | ContextFailure)[] = [];
    for (const factsJson of facts) {
      const leftMs = Math.min(limits.ruleMsMax, endMs - nowMs());
      if (leftMs <= 0) answers.push({ kind: 'timeout', message: `used up its ${Math.round(shareMs)} ms` });
      else answers.push((await contextOf(slot)).judge(ruleId, factsJson, leftMs));
    }
    return answers;
  }

  return {
    async answer(question) {
      const slot = slotFor(question);
      if (slot === undefined) return { isMissing: true };
      await contextOf(slot);
      const shareMs = ruleShareMs(limits, slot.rules.length);
      const outcomes: RuleOutcome[] = [];
      for (const { id } of slot.rules) {
        const loadFailure = slot.loadFailures.get(id);
        if (loadFailure) outcomes.push({ loadFailure });
        else outcomes.push({ answers: await judgeAll(slot, id, question.facts, shareMs) });
      }
      return { isMissing: false, outcomes };
    },
  };
}

/** How long each of some rules may take for all events of one message, in milliseconds. */
export function ruleShareMs(limits: RuleLimits, ruleCount: number): number {
  return Math.max(limits.ruleMsMax, limits.messageMsMax / Math.max(1, ruleCount));
}

interface Slot {
  readonly rules: readonly RuleSource[];
  readonly loadFailures: Map<string, ContextFailure>;
  context: RuleContext | undefined;
}
