// Calls actions of plugins, in instances inside a worker that is killed when time is up.
//
//   call ─▶ granted? ─▶ input fits? ─▶ binary passes the gate? ─▶ worker: compile once, start once, run ─▶ output fits?
//
// An instance is kept for the next call of the same owner to the same binary under the same grant, and for no other: nothing of
// one owner is ever there in a call of another. After any failure the next call gets a fresh one.

import { createGuest, type Guest, type NoAnswer, type SpawnGuest } from '../rules/guest.ts';
import { notCovered } from './capability.ts';
import { sha256Hex } from './digest.ts';
import type { FindMisfit } from './fit.ts';
import type { GateKind, GateRefusal } from './gate.ts';
import type { InstanceAnswer, InstanceFailure, InstanceQuestion, RunQuestion } from './instance.ts';
import { type PluginLimits, pluginLimits } from './limits.ts';
import { type ActionMode, exportName } from './manifest.ts';
import { type Plugin, type PreparedPlugin, preparePlugin } from './prepare.ts';

export interface PluginCall {
  readonly plugin: Plugin;
  /** Whose call it is. Calls of different owners never meet in one instance. */
  readonly ownerId: string;
  readonly action: string;
  /** JSON value; checked against the action's declared input before the plugin sees it. */
  readonly input: unknown;
  readonly mode?: ActionMode;
  readonly signal?: AbortSignal;
}

/**
 * Why a call gave nothing. `failed`: the plugin itself said so, in `message`, which is its text and not ours. `trap`: it did
 * something WebAssembly forbids. `crashed`: it brought its worker down.
 */
export interface PluginFailure {
  readonly kind:
    | 'unknownAction'
    | 'notGranted'
    | 'badInput'
    | 'badOutput'
    | GateKind
    | Exclude<InstanceFailure['kind'], 'memory'>
    | NoAnswer;
  readonly message: string;
  readonly advice: string;
}

export type PluginResult =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly failure: PluginFailure };

export interface PluginRunner {
  /** Runs one action once. Never throws for anything that a plugin does; nothing is ever tried twice. */
  call(call: PluginCall): Promise<PluginResult>;
  /** Why this plugin could not be started, without running any of its code; undefined when it could. For installation. */
  inspect(plugin: Plugin): Promise<GateRefusal | undefined>;
  close(): void;
}

/**
 * @param given.spawn starts a worker: spawnPluginThread() of spawn.node.ts
 * @param given.sha256 digest in lower-case hex; by default Web Crypto, which browsers offer on https and localhost only
 */
export function createPluginRunner(given: {
  spawn: SpawnGuest;
  limits?: PluginLimits;
  sha256?: (bytes: Uint8Array) => Promise<string>;
}): PluginRunner {
  const limits = given.limits ?? pluginLimits;
  const sha256 = given.sha256 ?? sha256Hex;
  const prepared = new WeakMap<Plugin, Promise<PreparedPlugin>>();
  const guests: Guest<InstanceQuestion, InstanceAnswer>[] = [];
  const misfits = new Map<string, number>(); // for a binary and an owner, how often an output did not fit

  function prepare(plugin: Plugin): Promise<PreparedPlugin> {
    const known = prepared.get(plugin) ?? preparePlugin(plugin, limits, sha256);
    prepared.set(plugin, known);
    return known;
  }

  /** The worker with the least to do; a new one while there may be more. */
  function leastBusy(): Guest<InstanceQuestion, InstanceAnswer> {
    const least = guests.toSorted((a, b) => a.waiting - b.waiting)[0];
    if (least && (least.waiting === 0 || guests.length >= limits.workersMax)) return least;
    const { startMsMax, waitingMax } = limits;
    const guest = createGuest<InstanceQuestion, InstanceAnswer>({
      spawn: given.spawn,
      startMsMax,
      waitingMax,
    });
    guests.push(guest);
    return guest;
  }

  /** Runs a question; when the worker does not have the plugin yet, it compiles it first, in a time of its own. */
  function run(question: RunQuestion, wasm: Uint8Array, timeoutMs: number, signal?: AbortSignal) {
    return leastBusy().inTurn(async (ask) => {
      const first = await ask(question, timeoutMs, signal);
      if (!first.ok || !first.answer.isMissing) return first;
      const { sha256 } = question;
      const compiled = await ask({ sha256, wasm, limits }, limits.compileMsMax, signal);
      const isCompiled = compiled.ok && !compiled.answer.isMissing && compiled.answer.ok;
      return isCompiled ? ask(question, timeoutMs, signal) : compiled;
    });
  }

  return {
    async call({ plugin, ownerId, action: name, input, mode = 'execute', signal }) {
      const ready = await prepare(plugin);
      const action = ready.actions.get(name);
      if (action === undefined || !action.modes.includes(mode))
        return fail(
          'unknownAction',
          `it cannot do "${name}" as ${mode}`,
          'choose an action its manifest lists',
        );
      const [missing] = notCovered(action.capabilities, ready.granted);
      if (missing)
        return fail('notGranted', `"${missing}" is not granted`, 'grant it in the settings of the plugin');
      const misfit = action.inputMisfit(input);
      if (misfit) return fail('badInput', `${misfit}`, 'correct the input; the plugin has not seen it');
      const inputJson = JSON.stringify(input);
      if (inputJson.length > limits.inputCharsMax)
        return fail(
          'badInput',
          'it is too long',
          `send at most ${limits.inputCharsMax} characters at a time`,
        );
      if (ready.refusal) return { ok: false, failure: ready.refusal };

      const place = `${ready.manifest.wasmSha256} ${ownerId}`;
      const question = {
        sha256: ready.manifest.wasmSha256,
        key: JSON.stringify([ownerId, ready.granted, misfits.get(place) ?? 0]),
        exportName: exportName(name, mode),
        inputJson,
        limits,
      };
      const timeoutMs = Math.min(action.timeoutMs, limits.callMsMax);
      const asked = await run(question, ready.wasm, timeoutMs, signal);
      if (!asked.ok) return fail(asked.why, asked.message, noAnswerAdvice[asked.why]);
      const answer = asked.answer;
      if (answer.isMissing) return fail('crashed', 'the worker lost it', 'try again');
      if (!answer.ok) return fail(answer.kind, answer.message, failureAdvice[answer.kind]);
      const result = readOutput(answer.outputJson, action.outputMisfit);
      // The worker could not see that this was a failure too: under another key its instance is never met again.
      if (!result.ok) misfits.set(place, (misfits.get(place) ?? 0) + 1);
      return result;
    },
    inspect: async (plugin) => (await prepare(plugin)).refusal,
    close() {
      for (const guest of guests) guest.close();
    },
  };
}

function readOutput(json: string, misfitOf: FindMisfit): PluginResult {
  let output: unknown;
  try {
    output = JSON.parse(json);
  } catch {
    return fail('badOutput', 'it did not return JSON', reportIt);
  }
  const misfit = misfitOf(output);
  return misfit ? fail('badOutput', `it returned a wrong result: ${misfit}`, reportIt) : { ok: true, output };
}

const reportIt = 'tell the author of the plugin; nothing was taken over from its result';

const noAnswerAdvice: Readonly<Record<NoAnswer, string>> = {
  timeout: 'give it less to do at once, or tell its author',
  crashed: 'tell the author of the plugin; others were not affected',
  aborted: 'start it again when you like',
  busy: 'try again in a moment',
  closed: 'try again when LifeOS runs',
};

const failureAdvice: Readonly<Record<InstanceFailure['kind'], string>> = {
  failed: 'check what you gave it',
  trap: reportIt,
  memory: 'give it less to do at once, or tell its author',
  badOutput: reportIt,
  malformed: 'build or install the plugin again',
};

function fail(kind: PluginFailure['kind'], message: string, advice: string): PluginResult {
  return { ok: false, failure: { kind, message, advice } };
}
