// One QuickJS of its own for one rule set: own WebAssembly memory with a hard maximum, own runtime, own context.
//
// Only the memory's maximum really bounds memory (QuickJS's own limit misses most blocks), and sharing one instance
// would let one owner's rules starve another's. The deadline is looked at by QuickJS between operations; inside a
// native function it is not, which is why all of this runs in a worker that the host can kill.

import variant from '@jitl/quickjs-wasmfile-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
} from 'quickjs-emscripten-core';
import { type ContextFailure, noImport, readError } from './failure.ts';
import { memoryPagesMin, type RuleLimits } from './limits.ts';
import { prelude } from './prelude.ts';
import type { Sight } from './sight.ts';
import { factsBuilder } from './wire.ts';

export interface RuleContext {
  /** Compiles a rule and runs its top level. */
  load(ruleId: string, source: string): ContextFailure | undefined;
  /** The rule's answer as text, hostile until parsed; '' when it had nothing to say. `msMax` is its time. */
  judge(ruleId: string, facts: { json: string; recent: string }, msMax: number): string | ContextFailure;
  /**
   * The rule's answers to a list of facts in one call, as judgeAll() of prelude.ts writes them; undefined when anything was not
   * as it should be. Then nothing of it counts, and asking one by one tells what and where.
   */
  judgeAll(
    ruleId: string,
    facts: { listJson: string; count: number; recent: string },
    msMax: number,
  ): string | undefined;
  /** True when QuickJS itself may be damaged: drop the context, never dispose of it (that may abort). */
  readonly isBroken: boolean;
}

const intrinsics = {
  BaseObjects: true,
  Eval: true, // without it no source can be evaluated at all; the prelude removes the function of that name
  StringNormalize: true,
  RegExp: true,
  JSON: true,
  MapSet: true,
  Promise: true, // modules are evaluated through promises
};

type Triple = [QuickJSHandle, QuickJSHandle, QuickJSHandle];

/** File name of every rule in stack traces, from which the failing line is read. */
const fileName = 'rule.js';

/**
 * @param given.wasm QuickJS, compiled once and used by all contexts of a worker
 * @param given.sight how facts for these rules are written
 * @param given.nowMs a monotonic clock in milliseconds, for deadlines only; rules never see it
 */
export async function createRuleContext(given: {
  wasm: WebAssembly.Module;
  limits: RuleLimits;
  nowMs: () => number;
  sight: Sight;
}): Promise<RuleContext> {
  const { limits, nowMs } = given;
  const wasmMemory = new WebAssembly.Memory({ initial: memoryPagesMin, maximum: limits.memoryPagesMax });
  const quickjs = await newQuickJSWASMModuleFromVariant(
    newVariant(variant, { wasmModule: given.wasm, wasmMemory }),
  );
  const runtime = quickjs.newRuntime();
  runtime.setMaxStackSize(limits.stackBytesMax);
  let isImporting = false;
  runtime.setModuleLoader(
    () => {
      isImporting = true;
      return { error: new Error() };
    },
    (_, name) => `import ${name}`, // never the name of a rule that is loaded already
  );
  const context = runtime.newContext({ intrinsics });
  const functions = runScript(context, prelude);
  const [judge, judgeAll, describe] = [0, 1, 2].map((i) => context.getProp(functions, i)) as Triple;
  const build = runScript(context, factsBuilder(given.sight));
  const charsMax = context.newNumber(limits.resultCharsMax);

  let deadlineMs = 0;
  let isInterrupted = false;
  let isBroken = false;
  runtime.setInterruptHandler(() => {
    isInterrupted = nowMs() > deadlineMs;
    return isInterrupted;
  });
  const arm = (msMax: number): void => {
    deadlineMs = nowMs() + msMax;
    isInterrupted = false;
  };
  const rules = new Map<string, QuickJSHandle>();

  /** Runs guest code under a deadline. Whatever goes wrong inside comes back as a failure. */
  function guarded<T>(msMax: number, run: () => T | ContextFailure): T | ContextFailure {
    arm(msMax);
    isImporting = false;
    try {
      const value = run();
      if (!drainJobs(runtime, limits.jobsMax)) {
        isBroken = true;
        return { kind: 'timeout', message: 'left promises behind that never come to an end' };
      }
      return value;
    } catch {
      // The host's own stack or the WebAssembly instance gave way: nothing inside can be trusted any more.
      isBroken = true;
      return { kind: 'memory', message: 'used more memory or nested calls than a rule may' };
    }
  }

  function failure(error: QuickJSHandle, msMax: number, isCompiling = false): ContextFailure {
    if (isInterrupted) return { kind: 'timeout', message: `did not finish within ${Math.ceil(msMax)} ms` };
    arm(limits.killGraceMs / 10);
    const described = context.callFunction(describe, context.undefined, error);
    const json = described.error ? '' : context.getString(described.value);
    described.dispose();
    error.dispose();
    if (isInterrupted) return { kind: 'timeout', message: 'threw an error that takes for ever to read' };
    const read = isImporting ? noImport : readError(json, isCompiling);
    isImporting = false;
    if (read.kind === 'memory') isBroken = true;
    return read;
  }

  function ruleOf(ruleId: string): QuickJSHandle {
    const rule = rules.get(ruleId);
    if (rule === undefined) throw new Error(`Rule ${ruleId} was not loaded into this context.`);
    return rule;
  }

  function callRule(
    how: QuickJSHandle,
    rule: QuickJSHandle,
    texts: readonly string[],
    ...more: QuickJSHandle[]
  ) {
    const handles = texts.map((text) => context.newString(text));
    const called = context.callFunction(how, context.undefined, rule, build, ...handles, ...more);
    for (const handle of handles) handle.dispose();
    return called;
  }

  const charsOf = (text: QuickJSHandle): number =>
    context.getProp(text, 'length').consume((length) => context.getNumber(length));

  return {
    load(ruleId, source) {
      return guarded<undefined>(limits.loadMsMax, () => {
        const evaluated = context.evalCode(source, fileName, { type: 'module', strict: true });
        if (evaluated.error) return failure(evaluated.error, limits.loadMsMax, true);
        runtime.executePendingJobs(limits.jobsMax).dispose();
        const state = context.getPromiseState(evaluated.value);
        if (state.type === 'rejected') return failure(state.error, limits.loadMsMax);
        if (state.type === 'pending')
          return { kind: 'threw' as const, message: 'waits forever at its top level' };
        const rule = context.getProp(state.value, 'default');
        if (context.typeof(rule) !== 'function') return noFunction;
        rules.set(ruleId, rule);
        return undefined;
      });
    },
    judge(ruleId, facts, msMax) {
      const rule = ruleOf(ruleId);
      return guarded<string>(msMax, () => {
        const called = callRule(judge, rule, [facts.json, facts.recent]);
        if (called.error) return failure(called.error, msMax);
        const chars = charsOf(called.value);
        if (chars > limits.resultCharsMax) {
          called.value.dispose();
          return {
            kind: 'badResult' as const,
            message: `returned ${chars} characters; at most ${limits.resultCharsMax} are read`,
          };
        }
        return called.value.consume((text) => context.getString(text));
      });
    },
    judgeAll(ruleId, facts, msMax) {
      const rule = ruleOf(ruleId);
      const said = guarded<string>(msMax, () => {
        const called = callRule(judgeAll, rule, [facts.listJson, facts.recent], charsMax);
        if (called.error) return failure(called.error, msMax); // which also sees when memory ran out and nothing can go on here
        const isShort = charsOf(called.value) <= facts.count * (limits.resultCharsMax + 1);
        // What it promised would run between two events when these are asked one by one, and so it shall.
        const text = isShort && !runtime.hasPendingJob() ? context.getString(called.value) : undefined;
        called.value.dispose();
        return text ?? notInOneGo;
      });
      return typeof said === 'string' ? said : undefined;
    },
    get isBroken() {
      return isBroken;
    },
  };
}

const noFunction: ContextFailure = {
  kind: 'syntax',
  message: 'exports no function; write "export default (facts) => { … }"',
};

const notInOneGo: ContextFailure = { kind: 'threw', message: 'could not be asked about all of it in one go' };

/** Runs a script of the host's own, before any rule is there. */
function runScript(context: QuickJSContext, script: string): QuickJSHandle {
  return context.unwrapResult(context.evalCode(script, 'host.js', { type: 'global', strict: true }));
}

/** Runs what a rule left in the promise queue; false when it never ends. Nothing of it may run in the next rule's time. */
function drainJobs(runtime: QuickJSRuntime, jobsMax: number): boolean {
  if (!runtime.hasPendingJob()) return true;
  for (let ran = 0; ran < jobsMax && runtime.hasPendingJob(); ran++) runtime.executePendingJobs(1).dispose();
  return !runtime.hasPendingJob();
}
