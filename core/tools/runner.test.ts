import { afterAll, describe, expect, it } from 'vitest';
import { pluginLimits } from './limits.ts';
import type { Plugin } from './prepare.ts';
import { createPluginRunner, type PluginResult } from './runner.ts';
import { spawnPluginThread } from './spawn.node.ts';
import { host, manifestOf, op, wasmOf } from './wasm.fixture.ts';

const runner = createPluginRunner({ spawn: spawnPluginThread() });
afterAll(() => runner.close());

type Parts = Parameters<typeof wasmOf>[0];
type ActionParts = Parameters<typeof manifestOf>[1];

async function pluginOf(parts: Parts, actionParts: ActionParts = {}): Promise<Plugin> {
  const wasm = wasmOf(parts);
  return { wasm, manifest: await manifestOf(wasm, actionParts), granted: [] };
}

async function callOf(parts: Parts, actionParts: ActionParts = {}): Promise<PluginResult> {
  return runner.call({
    plugin: await pluginOf(parts, actionParts),
    ownerId: 'ann',
    action: 'act',
    input: {},
  });
}

const kindOf = (result: PluginResult) => (result.ok ? 'ok' : result.failure.kind);

// Extism gives the input block 1 and the first block that a plugin asks for block 2, whose address is 2 << 48.
const blockAddress = [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];

/** Hands over one block of the given length, with the text at its start. */
function outputs(length: number, text = ''): Parts {
  const stores = [...new TextEncoder().encode(text)].flatMap((byte, i) => [
    ...blockAddress,
    ...op.i64(i),
    0x7c,
    ...op.i32(byte),
    ...op.call(2),
  ]);
  const allocate = [...op.i64(length), ...op.call(0), ...op.drop];
  return {
    imports: [host.alloc, host.outputSet, host.storeByte],
    functions: {
      act: [...allocate, ...stores, ...blockAddress, ...op.i64(length), ...op.call(1), ...op.i32(0)],
    },
  };
}

describe('a call', () => {
  it('gives what the plugin returned', async () => {
    expect(await callOf(outputs(2, '{}'))).toEqual({ ok: true, output: {} });
  });

  it('never reaches the plugin with input that does not fit', async () => {
    const plugin = await pluginOf({ functions: { act: op.unreachable } });
    const result = await runner.call({ plugin, ownerId: 'ann', action: 'act', input: { surprise: 1 } });
    expect(result).toMatchObject({
      ok: false,
      failure: { kind: 'badInput', message: expect.stringContaining('surprise') },
    });
  });

  it('needs its capabilities to be granted, and an action that exists in that mode', async () => {
    const capabilities = ['entries:read:weight'];
    const plugin = await pluginOf(outputs(2, '{}'), { capabilities });
    expect(kindOf(await runner.call({ plugin, ownerId: 'ann', action: 'act', input: {} }))).toBe(
      'notGranted',
    );
    const granted = { ...plugin, granted: ['entries:read:*'] };
    expect(kindOf(await runner.call({ plugin: granted, ownerId: 'ann', action: 'act', input: {} }))).toBe(
      'ok',
    );
    expect(kindOf(await runner.call({ plugin, ownerId: 'ann', action: 'fly', input: {} }))).toBe(
      'unknownAction',
    );
    expect(
      kindOf(await runner.call({ plugin: granted, ownerId: 'ann', action: 'act', input: {}, mode: 'draft' })),
    ).toBe('unknownAction');
  });

  it('can be called off, before and while it runs', async () => {
    const plugin = await pluginOf(
      { functions: { act: [...op.forever([]), ...op.i32(0)] } },
      { timeoutMs: 30_000 },
    );
    const callOff = new AbortController();
    const running = runner.call({ plugin, ownerId: 'ann', action: 'act', input: {}, signal: callOff.signal });
    setTimeout(() => callOff.abort(), 50);
    expect(kindOf(await running)).toBe('aborted');
    expect(
      kindOf(
        await runner.call({ plugin, ownerId: 'ann', action: 'act', input: {}, signal: AbortSignal.abort() }),
      ),
    ).toBe('aborted');
  });

  it('uses the bytes that were checked, whatever happens to the array afterwards', async () => {
    const plugin = await pluginOf(outputs(2, '{}'));
    expect(await runner.inspect(plugin)).toBeUndefined();
    plugin.wasm.fill(0);
    expect(kindOf(await runner.call({ plugin, ownerId: 'ann', action: 'act', input: {} }))).toBe('ok');
  });
});

describe('a hostile plugin', () => {
  const once = (body: number[]): Parts => ({
    imports: [host.alloc, host.outputSet],
    functions: { act: [...body, ...op.i32(0)] },
  });
  const forever = (body: number[]) => once(op.forever(body));

  it.each([
    ['loops for ever', forever([]), 'timeout'],
    ['traps', { functions: { act: op.unreachable } }, 'trap'],
    ['calls itself for ever', { functions: { act: op.call(0) } }, 'trap'],
    ['takes host memory in big blocks', forever([...op.i64(2 ** 30), ...op.call(0), ...op.drop]), 'memory'],
    ['takes host memory in empty blocks', forever([...op.i64(0), ...op.call(0), ...op.drop]), 'memory'],
    ['asks for a negative amount', once([...op.i64(-1), ...op.call(0), ...op.drop]), 'memory'],
    ['returns nothing', {}, 'badOutput'],
    ['returns what is not JSON', outputs(2, '{]'), 'badOutput'],
    ['returns what it did not declare', outputs(7, '{"a":1}'), 'badOutput'],
    ['returns too much', outputs(pluginLimits.outputBytesMax + 1), 'badOutput'],
    ['hands over a block that does not exist', once([...blockAddress, ...op.i64(1), ...op.call(1)]), 'trap'],
    [
      'wants a forbidden function',
      { imports: [{ name: 'http_request', params: [], results: [] }] },
      'refusedImport',
    ],
    ['wants unbounded memory', { memory: { min: 1 } }, 'memory'],
  ] as [string, Parts, string][])('that %s is stopped', async (_, parts, kind) => {
    // Memory runs out long before this time does, also on a machine that is busy.
    const result = await callOf(parts, kind === 'memory' ? { timeoutMs: 10_000 } : {});
    expect(kindOf(result)).toBe(kind);
    if (!result.ok) expect(result.failure.message && result.failure.advice).toBeTruthy();
  });

  it('that grows its memory gets no more than it declared', async () => {
    const grow = [...op.i32(1), ...op.growMemory, ...op.i32(0), 0x48, 0x04, 0x40, ...op.unreachable, 0x0b]; // trap below 0
    const result = await callOf({
      memory: { min: 1, max: 256 },
      functions: { act: [...op.forever(grow), ...op.i32(0)] },
    });
    expect(kindOf(result)).toBe('trap');
  });

  it('does not hold up the others for longer than its time', async () => {
    const honest = await pluginOf(outputs(2, '{}'), { timeoutMs: 2_000 });
    const hostile = await pluginOf(forever([]));
    const calls = [hostile, honest, honest, hostile, honest, honest].map((plugin) =>
      runner.call({ plugin, ownerId: 'ann', action: 'act', input: {} }),
    );
    expect((await Promise.all(calls)).map(kindOf)).toEqual(['timeout', 'ok', 'ok', 'timeout', 'ok', 'ok']);
  });
});
