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
import { memoryPagesMin, type RuleLimits } from './limits.ts';
import { prelude } from './prelude.ts';
import type { RuleFailure } from './rule.ts';

/** A failure before the host has put the rule's name to it; its message goes on after "it": "did not finish …". */
export type ContextFailure = Pick<RuleFailure, 'kind' | 'message' | 'line'>;

export interface RuleContext {
  /** Compiles a rule and runs its top level. */
  load(ruleId: string, source: string): ContextFailure | undefined;
  /** The rule's answer as text, hostile until parsed; '' when it had nothing to say. `msMax` is its time. */
  judge(ruleId: string, factsJson: string, msMax: number): string | ContextFailure;
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

/** File name of every rule in stack traces, from which the failing line is read. */
const fileName = 'rule.js';

/**
 * @param given.wasm QuickJS, compiled once and used by all contexts of a worker
 * @param given.nowMs a monotonic clock in milliseconds, for deadlines only; rules never see it
 */
export async function createRuleContext(given: {
  wasm: WebAssembly.Module;
  limits: RuleLimits;
  nowMs: () => number;
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
  const [judge, describe] = runPrelude(context);

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
    judge(ruleId, factsJson, msMax) {
      const rule = rules.get(ruleId);
      if (rule === undefined) throw new Error(`Rule ${ruleId} was not loaded into this context.`);
      return guarded<string>(msMax, () => {
        const facts = context.newString(factsJson);
        const called = context.callFunction(judge, context.undefined, rule, facts);
        facts.dispose();
        if (called.error) return failure(called.error, msMax);
        const chars = context.getProp(called.value, 'length').consume((length) => context.getNumber(length));
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
    get isBroken() {
      return isBroken;
    },
  };
}

const noFunction: ContextFailure = {
  kind: 'syntax',
  message: 'exports no function; write "export default (facts) => { … }"',
};

function runPrelude(context: QuickJSContext): [QuickJSHandle, QuickJSHandle] {
  const pair = context.unwrapResult(
    context.evalCode(prelude, 'prelude.js', { type: 'global', strict: true }),
  );
  return [context.getProp(pair, 0), context.getProp(pair, 1)];
}

/** Runs what a rule left in the promise queue; false when it never ends. Nothing of it may run in the next rule's time. */
function drainJobs(runtime: QuickJSRuntime, jobsMax: number): boolean {
  if (!runtime.hasPendingJob()) return true;
  for (let ran = 0; ran < jobsMax && runtime.hasPendingJob(); ran++) runtime.executePendingJobs(1).dispose();
  return !runtime.hasPendingJob();
}

/** The failure in what describe() made of an error; '' when there was no memory left even for that. */
function readError(json: string, isCompiling: boolean): ContextFailure {
  const [name, text, stack] = json === '' ? outOfMemory : (JSON.parse(json) as string[]);
  const at = /rule\.js:(\d+)/.exec(stack ?? '');
  const line = at ? { line: Number(at[1]) } : {};
  // Without memory for an error object, QuickJS throws null.
  if ((name === 'InternalError' && text === 'out of memory') || (name === '' && text === 'null'))
    return { kind: 'memory', message: 'used more memory than a rule may', ...line };
  if (name === 'InternalError' && text === 'stack overflow')
    return { kind: 'threw', message: 'calls itself too deeply', ...line };
  if (name === 'SyntaxError' && isCompiling)
    return { kind: 'syntax', message: `does not compile: ${text}`, ...line };
  const what = [name, text].filter(Boolean).join(': ') || 'an empty error';
  return { kind: 'threw', message: `threw ${what}`, ...line };
}

const noImport: ContextFailure = {
  kind: 'syntax',
  message: 'imports something; a rule is one module and can import nothing',
};

const outOfMemory = ['InternalError', 'out of memory', ''];
