// The inside of the worker: keeps a context for each rule set that was used lately, and judges events with it.
//
// A rule set is known here by its revision only, a number that the engine gives out once. A changed rule set, or another
// owner's, is another revision and so never meets an old context.

import { createRuleContext, type RuleContext } from './context.ts';
import type { ContextFailure } from './failure.ts';
import type { RuleLimits } from './limits.ts';
import type { RuleSource } from './rule.ts';
import type { Sight } from './sight.ts';

/** Judge these events by this revision. `set` comes along when the sandbox may not know the revision yet. */
export interface RuleQuestion {
  readonly revision: number;
  readonly set?: { readonly rules: readonly RuleSource[]; readonly sight: Sight };
  /** Facts as a JSON list, written as wire.ts does for that sight. None: only load. */
  readonly listJson: string;
  readonly count: number;
  /** The recent entries that all of these events share, as JSON, or ''. */
  readonly recent: string;
}

/**
 * `isMissing`: the revision is unknown here; ask again with its rules. Else for each rule, in order, either why it could
 * not be loaded, or its raw answers: a line for each event as the prelude writes them, or one by one, each an answer or why
 * there is none.
 */
export type RuleAnswer =
  | { readonly isMissing: true }
  | { readonly isMissing: false; readonly outcomes: readonly RuleOutcome[] };

export type RuleOutcome =
  | { readonly loadFailure: ContextFailure }
  | { readonly lines: string }
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
    const slot = known ?? (question.set && { ...question.set, loadFailures: new Map(), context: undefined });
    if (slot === undefined) return undefined;
    slots.delete(question.revision);
    slots.set(question.revision, slot);
    for (const revision of slots.keys()) if (slots.size > limits.ruleSetsLiveMax) slots.delete(revision);
    return slot;
  }

  /** The slot's context, built again when a rule broke it. A rule that breaks it while loading is left out. */
  async function contextOf(slot: Slot): Promise<RuleContext> {
    while (slot.context === undefined || slot.context.isBroken) {
      const context = await createRuleContext({ ...given, sight: slot.sight });
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

  /** In one call if that goes well; else one by one, each event in its own time and each failure in its place. */
  async function judge(slot: Slot, ruleId: string, question: RuleQuestion): Promise<RuleOutcome> {
    if (question.count > 1 && question.listJson.length <= limits.listCharsMax) {
      const lines = (await contextOf(slot)).judgeAll(ruleId, question, limits.ruleMsMax);
      if (lines !== undefined) return { lines };
    }
    const shareMs = ruleShareMs(limits, slot.rules.length);
    const endMs = nowMs() + shareMs;
    const answers: (string | ContextFailure)[] = [];
    for (const facts of JSON.parse(question.listJson) as unknown[]) {
      const leftMs = Math.min(limits.ruleMsMax, endMs - nowMs());
      if (leftMs <= 0) answers.push({ kind: 'timeout', message: `used up its ${Math.round(shareMs)} ms` });
      else {
        const context = await contextOf(slot);
        answers.push(context.judge(ruleId, { json: JSON.stringify(facts), recent: question.recent }, leftMs));
      }
    }
    return { answers };
  }

  return {
    async answer(question) {
      const slot = slotFor(question);
      if (slot === undefined) return { isMissing: true };
      await contextOf(slot);
      const outcomes: RuleOutcome[] = [];
      for (const { id } of slot.rules) {
        const loadFailure = slot.loadFailures.get(id);
        outcomes.push(loadFailure ? { loadFailure } : await judge(slot, id, question));
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
  readonly sight: Sight;
  readonly loadFailures: Map<string, ContextFailure>;
  context: RuleContext | undefined;
}
