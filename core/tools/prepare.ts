// Makes a plugin ready to be called: its bytes copied, judged by the gate, and its schemas compiled.

import { type FindMisfit, misfitFinder } from './fit.ts';
import { checkBinary, type GateRefusal } from './gate.ts';
import type { PluginLimits } from './limits.ts';
import type { PluginAction, PluginManifest } from './manifest.ts';

/**
 * A plugin as it may be run now. The runner looks at an object of this type once and keeps its own copy of the bytes: to
 * change what is granted, or the binary, hand over a new object.
 */
export interface Plugin {
  readonly manifest: PluginManifest;
  readonly wasm: Uint8Array;
  /** The capabilities its owner has granted. */
  readonly granted: readonly string[];
}

/** A plugin's own, unchangeable copy, what the gate said about it, and its schemas made ready. */
export interface PreparedPlugin extends Plugin {
  readonly refusal: GateRefusal | undefined;
  readonly actions: ReadonlyMap<string, PreparedAction>;
}

interface PreparedAction extends PluginAction {
  readonly inputMisfit: FindMisfit;
  readonly outputMisfit: FindMisfit;
}

/** Looks at a plugin as the gate does, once. */
export async function preparePlugin(
  plugin: Plugin,
  limits: PluginLimits,
  sha256: (bytes: Uint8Array) => Promise<string>,
): Promise<PreparedPlugin> {
  const wasm = plugin.wasm.slice();
  const manifest = structuredClone(plugin.manifest);
  const digest = wasm.length > limits.wasmBytesMax ? '' : await sha256(wasm);
  const refusal = checkBinary({ wasm, sha256: digest, manifest, limits });
  const actions = manifest.actions.map((action): [string, PreparedAction] => [
    action.name,
    { ...action, inputMisfit: misfitFinder(action.input), outputMisfit: misfitFinder(action.output) },
  ]);
  return {
    wasm,
    manifest,
    granted: [...plugin.granted],
    refusal,
    actions: new Map(actions),
  };
}
