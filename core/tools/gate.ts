// The last look at a plugin's binary before it is compiled: is it the one that was approved, does it import nothing beyond
// the host functions that every plugin has, can it take no more memory than it may? Pure: bytes and a manifest in, a
// verdict out.

import { readBinary, type WasmShape } from './binary.ts';
import { hostFunctions, hostModule } from './capability.ts';
import type { PluginLimits } from './limits.ts';
import { exportName, type PluginManifest } from './manifest.ts';

/** What may be wrong with a binary. */
export type GateKind = 'tooBig' | 'wrongHash' | 'malformed' | 'refusedImport' | 'memory' | 'missingExport';

export interface GateRefusal {
  readonly kind: GateKind;
  readonly message: string;
  readonly advice: string;
}

/**
 * The reason why a binary must not be started; undefined when it may. Never throws.
 * @param given.sha256 the digest of these very bytes, lower-case hex; the caller hands on the same bytes, not the file again
 */
export function checkBinary(given: {
  wasm: Uint8Array;
  sha256: string;
  manifest: PluginManifest;
  limits: PluginLimits;
}): GateRefusal | undefined {
  const { wasm, manifest, limits } = given;
  if (wasm.length > limits.wasmBytesMax)
    return refuse(
      'tooBig',
      `it has ${wasm.length} bytes`,
      `make it smaller than ${limits.wasmBytesMax} bytes`,
    );
  if (given.sha256 !== manifest.wasmSha256)
    return refuse(
      'wrongHash',
      'it is not the binary that its manifest names',
      'build the plugin again, or reinstall it',
    );
  const read = readBinary(wasm);
  if (!read.ok) return refuse('malformed', read.message, 'build the plugin again');
  const { shape } = read;
  return checkImports(shape) ?? checkSizes(shape, limits) ?? checkExports(shape, manifest);
}

function checkImports({ imports }: WasmShape): GateRefusal | undefined {
  const stranger = imports.find(
    ({ module, name, kind }) => module !== hostModule || kind !== 'function' || !hostFunctions.includes(name),
  );
  if (stranger === undefined) return undefined;
  const what = `it wants the ${stranger.kind} ${shortened(stranger.module)} / ${shortened(stranger.name)}`;
  return refuse(
    'refusedImport',
    what,
    'remove what needs it; a plugin acts only through its input and output',
  );
}

function checkSizes({ memories, tables }: WasmShape, limits: PluginLimits): GateRefusal | undefined {
  const [memory] = memories;
  const pagesMax = memory?.max ?? Number.POSITIVE_INFINITY;
  if (memories.length !== 1 || pagesMax > limits.memoryPagesMax) {
    const what =
      memories.length !== 1
        ? `it has ${memories.length} memories instead of one of its own`
        : `it declares ${memory?.max === undefined ? 'no maximum' : `a maximum of ${pagesMax} pages`} for its memory`;
    return refuse('memory', what, `build it with --maximumMemory ${limits.memoryPagesMax} or less`);
  }
  if (tables.some(({ min }) => min > limits.tableEntriesMax))
    return refuse('memory', 'its tables are too large', `keep them below ${limits.tableEntriesMax} entries`);
  return undefined;
}

function checkExports({ exports }: WasmShape, { actions }: PluginManifest): GateRefusal | undefined {
  const functions = new Set(exports.filter(({ kind }) => kind === 'function').map(({ name }) => name));
  const missing = actions
    .flatMap((action) => action.modes.map((mode) => exportName(action.name, mode)))
    .find((name) => !functions.has(name));
  if (missing === undefined) return undefined;
  return refuse(
    'missingExport',
    `it has no function "${missing}"`,
    `export it, or take it out of the manifest`,
  );
}

function refuse(kind: GateKind, message: string, advice: string): GateRefusal {
  return { kind, message, advice };
}

function shortened(name: string): string {
  return JSON.stringify(name.slice(0, 60));
}
