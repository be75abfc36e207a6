// The inside of the worker: keeps compiled plugins, and of each plugin an instance for each owner who used it lately.
//
// A warm instance remembers. So it is kept under a key that tells plugin, owner and grant apart, is never lent to another key,
// and is closed as soon as a call in it fails. It is taken out of the shelf while it is called: should anything throw here, it
// is simply gone.

import type { PluginLimits } from './limits.ts';
import { type InstanceFailure, shortened, startInstance, type WarmInstance } from './warm.ts';

export type { InstanceFailure } from './warm.ts';

/** Compile this binary and keep it, or run a function of the one that is kept under this digest. */
export type InstanceQuestion =
  | { readonly sha256: string; readonly wasm: Uint8Array; readonly limits: PluginLimits }
  | (RunQuestion & { readonly wasm?: undefined });

export interface RunQuestion {
  readonly sha256: string;
  /** Whose call it is, with which rights: calls of the same key and digest may meet in one instance. */
  readonly key: string;
  readonly exportName: string;
  readonly inputJson: string;
  readonly limits: PluginLimits;
}

/** `isMissing`: no binary is kept under that digest; send it first. */
export type InstanceAnswer =
  | { readonly isMissing: true }
  | { readonly isMissing: false; readonly ok: true; readonly outputJson: string }
  | ({ readonly isMissing: false; readonly ok: false } & InstanceFailure);

export interface InstanceHost {
  /** One question at a time. */
  answer(question: InstanceQuestion): Promise<InstanceAnswer>;
}

export function createInstanceHost(): InstanceHost {
  // Both in the order of last use, the oldest first.
  const modules = new Map<string, WebAssembly.Module>();
  const instances = new Map<string, WarmInstance>();

  async function compile(sha256: string, wasm: Uint8Array, limits: PluginLimits): Promise<InstanceAnswer> {
    try {
      modules.set(sha256, await WebAssembly.compile(new Uint8Array(wasm)));
    } catch (error) {
      return failed({ kind: 'malformed', message: `it does not compile: ${shortened(error)}` });
    }
    for (const old of modules.keys()) if (modules.size > limits.modulesMax) modules.delete(old);
    return { isMissing: false, ok: true, outputJson: '' };
  }

  async function run(module: WebAssembly.Module, question: RunQuestion): Promise<InstanceAnswer> {
    const { limits } = question;
    const place = `${question.sha256} ${question.key}`;
    const instance = instances.get(place) ?? (await startInstance(module, limits));
    instances.delete(place);
    if ('kind' in instance) return failed(instance);
    const called = await instance.call(question.exportName, question.inputJson);
    if (instance.isFit()) instances.set(place, instance);
    else await instance.close();
    for (const [old, { close }] of instances) {
      if (instances.size <= limits.instancesMax) break;
      instances.delete(old);
      await close();
    }
    return { isMissing: false, ...called };
  }

  return {
    async answer(question) {
      const { sha256 } = question;
      if (question.wasm) return compile(sha256, question.wasm, question.limits);
      const module = modules.get(sha256);
      if (module === undefined) return { isMissing: true };
      modules.delete(sha256);
      modules.set(sha256, module);
      return run(module, question);
    },
  };
}

function failed(failure: InstanceFailure): InstanceAnswer {
  return { isMissing: false, ok: false, ...failure };
}
