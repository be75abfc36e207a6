// The inside of the worker: runs one exported function of a plugin in a fresh Extism instance, in the foreground.
//
// Extism's own limits on time and memory do not hold in the foreground. Time is kept by whoever can kill this worker; the
// plugin's memory is bounded by the maximum in its binary; and the memory it asks of the host is counted here, by standing
// in for Extism's alloc, which would hand it out first and count afterwards.

import { type CurrentPlugin, createPlugin, type Plugin as ExtismPlugin } from '@extism/extism';
import { hostModule } from './capability.ts';
import type { PluginLimits } from './limits.ts';

/** Compile this binary and keep it, or run a function of the one that is kept under this digest. */
export type InstanceQuestion =
  | { readonly sha256: string; readonly wasm: Uint8Array; readonly limits: PluginLimits }
  | (RunQuestion & { readonly wasm?: undefined });

export interface RunQuestion {
  readonly sha256: string;
  readonly exportName: string;
  readonly inputJson: string;
  readonly limits: PluginLimits;
}

export interface InstanceFailure {
  readonly kind: 'failed' | 'trap' | 'memory' | 'badOutput' | 'malformed';
  readonly message: string;
}

/** `isMissing`: no binary is kept under that digest; send it first. */
export type InstanceAnswer =
  | { readonly isMissing: true }
  | { readonly isMissing: false; readonly ok: true; readonly outputJson: string }
  | ({ readonly isMissing: false; readonly ok: false } & InstanceFailure);

export interface InstanceHost {
  answer(question: InstanceQuestion): Promise<InstanceAnswer>;
}

export function createInstanceHost(): InstanceHost {
  const modules = new Map<string, WebAssembly.Module>(); // in the order of last use, the oldest first

  function keep(sha256: string, module: WebAssembly.Module, { modulesMax }: PluginLimits): void {
    modules.delete(sha256);
    modules.set(sha256, module);
    for (const old of modules.keys()) if (modules.size > modulesMax) modules.delete(old);
  }

  return {
    async answer(question) {
      const { sha256, limits } = question;
      if (question.wasm) {
        try {
          keep(sha256, await WebAssembly.compile(new Uint8Array(question.wasm)), limits);
          return { isMissing: false, ok: true, outputJson: '' };
        } catch (error) {
          return failure('malformed', `it does not compile: ${shortened(error)}`);
        }
      }
      const module = modules.get(sha256);
      if (module === undefined) return { isMissing: true };
      keep(sha256, module, limits);
      return run(module, question);
    },
  };
}

/** Text of a failure that a plugin may choose; it is shown to people and must stay readable. */
const messageCharsMax = 500;
/** What the bookkeeping of one host block costs at least, in bytes; counted so that empty blocks are not free. */
const blockBytes = 256;

async function run(module: WebAssembly.Module, question: RunQuestion): Promise<InstanceAnswer> {
  const { limits } = question;
  let hostBytes = 0;
  let said: string | undefined;
  const stand = {
    alloc(host: CurrentPlugin, size: bigint): bigint {
      hostBytes += Number(BigInt.asUintN(64, size)) + blockBytes;
      if (hostBytes > limits.hostBytesMax) throw new Error('too much host memory');
      return host.alloc(size);
    },
    error_set(host: CurrentPlugin, at: bigint): void {
      said = host.read(at)?.text().slice(0, messageCharsMax) ?? '';
    },
  };
  let plugin: ExtismPlugin | undefined;
  try {
    plugin = await createPlugin(
      { wasm: [{ module }] },
      { useWasi: false, runInWorker: false, logger: silent, functions: { [hostModule]: stand } },
    );
    const output = await plugin.call(question.exportName, question.inputJson);
    if (said !== undefined) return failure('failed', said);
    if (output === null) return failure('badOutput', 'it returned nothing');
    const bytes = output.bytes();
    if (bytes.length > limits.outputBytesMax)
      return failure(
        'badOutput',
        `it returned ${bytes.length} bytes; at most ${limits.outputBytesMax} are read`,
      );
    return { isMissing: false, ok: true, outputJson: decode(bytes) };
  } catch (error) {
    if (hostBytes > limits.hostBytesMax || (await isNearlyFull(plugin, limits)))
      return failure('memory', 'it needed more memory than a plugin may have');
    // A plugin that stops itself in AssemblyScript says why and then traps.
    return said === undefined ? failure('trap', shortened(error)) : failure('failed', said);
  } finally {
    await plugin?.close();
  }
}

/** WebAssembly does not say that a trap came from want of memory; a memory close to its maximum does. */
async function isNearlyFull(plugin: ExtismPlugin | undefined, limits: PluginLimits): Promise<boolean> {
  const memory = (await plugin?.getInstance())?.exports.memory;
  if (!(memory instanceof WebAssembly.Memory)) return false;
  return memory.buffer.byteLength > 0.75 * limits.memoryPagesMax * 65_536;
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function failure(kind: InstanceFailure['kind'], message: string): InstanceAnswer {
  return { isMissing: false, ok: false, kind, message };
}

function shortened(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, messageCharsMax);
}

const quiet = (): void => {};
const silent = { ...console, trace: quiet, debug: quiet, info: quiet, log: quiet, warn: quiet, error: quiet };
