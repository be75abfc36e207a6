// One instance of a plugin, started once and called as often as it stays fit: Extism in the foreground.
//
// Extism's own limits on time and memory do not hold in the foreground. Time is kept by whoever can kill this worker; the
// plugin's memory is bounded by the maximum in its binary; and the memory it asks of the host is counted here, by standing
// in for Extism's alloc, which would hand it out first and count afterwards.

import { type CurrentPlugin, createPlugin, type Plugin as ExtismPlugin } from '@extism/extism';
import { createBlockFunctions } from './blocks.ts';
import { hostModule } from './capability.ts';
import type { PluginLimits } from './limits.ts';

export interface InstanceFailure {
  readonly kind: 'failed' | 'trap' | 'memory' | 'badOutput' | 'malformed';
  readonly message: string;
}

export type Called =
  | { readonly ok: true; readonly outputJson: string }
  | ({ readonly ok: false } & InstanceFailure);

export interface WarmInstance {
  call(exportName: string, inputJson: string): Promise<Called>;
  /** Whether it may take another call: nothing ever went wrong in it, it is not old, and its memory has not grown large. */
  isFit(): boolean;
  close(): Promise<void>;
}

/** Text of a failure that a plugin may choose; it is shown to people and must stay readable. */
const messageCharsMax = 500;
/** What the bookkeeping of one host block costs at least, in bytes; counted so that empty blocks are not free. */
const blockBytes = 256;
const pageBytes = 65_536;

/** Starts an instance. A start that fails is a failure of the call that wanted it. */
export async function startInstance(
  module: WebAssembly.Module,
  limits: PluginLimits,
): Promise<WarmInstance | InstanceFailure> {
  let hostBytes = 0;
  let said: string | undefined;
  let calls = 0;
  let hasFailed = false;
  const blocks = createBlockFunctions();
  const stand = {
    ...blocks.functions,
    alloc(host: CurrentPlugin, size: bigint): bigint {
      hostBytes += Number(BigInt.asUintN(64, size)) + blockBytes;
      if (hostBytes > limits.hostBytesMax) throw new Error('too much host memory');
      return host.alloc(size);
    },
    error_set(host: CurrentPlugin, at: bigint): void {
      said = host.read(at)?.text().slice(0, messageCharsMax) ?? '';
    },
  };
  let plugin: ExtismPlugin;
  let memory: WebAssembly.Memory | undefined;
  try {
    plugin = await createPlugin(
      { wasm: [{ module }] },
      { useWasi: false, runInWorker: false, logger: silent, functions: { [hostModule]: stand } },
    );
    const exported = (await plugin.getInstance()).exports.memory;
    if (exported instanceof WebAssembly.Memory) memory = exported;
  } catch (error) {
    return failureOf(error);
  }

  /** How much of its own memory it holds; unknown, and so too much, when it does not export it. */
  const pages = (): number =>
    memory === undefined ? Number.POSITIVE_INFINITY : memory.buffer.byteLength / pageBytes;

  /** What went wrong, in the order in which it can be told apart. */
  function failureOf(error: unknown): InstanceFailure {
    // WebAssembly does not say that a trap came from want of memory; a memory close to its maximum does.
    const isFull = memory !== undefined && pages() > 0.75 * limits.memoryPagesMax;
    if (hostBytes > limits.hostBytesMax || isFull)
      return { kind: 'memory', message: 'it needed more memory than a plugin may have' };
    // A plugin that stops itself in AssemblyScript says why and then traps.
    return said === undefined
      ? { kind: 'trap', message: shortened(error) }
      : { kind: 'failed', message: said };
  }

  async function callOnce(exportName: string, inputJson: string): Promise<string | InstanceFailure> {
    try {
      const output = await plugin.call(exportName, inputJson);
      if (said !== undefined) return { kind: 'failed', message: said };
      if (output === null) return { kind: 'badOutput', message: 'it returned nothing' };
      const bytes = output.bytes();
      if (bytes.length <= limits.outputBytesMax) return utf8.decode(bytes);
      const message = `it returned ${bytes.length} bytes; at most ${limits.outputBytesMax} are read`;
      return { kind: 'badOutput', message };
    } catch (error) {
      return failureOf(error);
    }
  }

  return {
    async call(exportName, inputJson) {
      calls++;
      hostBytes = 0;
      said = undefined;
      blocks.forget();
      const called = await callOnce(exportName, inputJson);
      if (typeof called === 'string') return { ok: true, outputJson: called };
      hasFailed = true;
      return { ok: false, ...called };
    },
    isFit: () => !hasFailed && calls < limits.instanceCallsMax && pages() <= limits.warmPagesMax,
    close: () => plugin.close(),
  };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

export function shortened(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, messageCharsMax);
}

const quiet = (): void => {};
const silent = { ...console, trace: quiet, debug: quiet, info: quiet, log: quiet, warn: quiet, error: quiet };
