import { afterAll, describe, expect, it } from 'vitest';
import { pluginLimits } from './limits.ts';
import type { Plugin } from './prepare.ts';
import { createPluginRunner, type PluginResult } from './runner.ts';
import { spawnPluginThread } from './spawn.node.ts';
import { host, manifestOf, op, wasmOf } from './wasm.fixture.ts';

const runner = createPluginRunner({ spawn: spawnPluginThread(), limits: { ...pluginLimits, workersMax: 1 } });
afterAll(() => runner.close());

// The block that a call asks for first, see runner.test.ts.
const blockAddress = [0x42, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01];

/** Returns how often it was called before, a digit that it keeps at the start of its memory. */
const count = [
  ...[...op.i64(1), ...op.call(0), ...op.drop],
  ...[...blockAddress, ...op.i32(0), ...op.loadByte, ...op.i32(0x30), ...op.add, ...op.call(2)],
  ...[...op.i32(0), ...op.i32(0), ...op.loadByte, ...op.i32(1), ...op.add, ...op.storeByte],
  ...[...blockAddress, ...op.i64(1), ...op.call(1)],
  ...op.i32(0),
];

const functions = {
  count,
  lie: count, // declared to return an object
  trap: op.unreachable,
  hang: [...op.forever([]), ...op.i32(0)],
  grow: [...op.i32(pluginLimits.warmPagesMax), ...op.growMemory, ...op.drop, ...count],
};

async function pluginOf(parts: { showsMemory?: boolean; table?: number; granted?: string[] } = {}) {
  const wasm = wasmOf({
    imports: [host.alloc, host.outputSet, host.storeByte],
    memory: { min: 1, max: 256 },
    functions,
    showsMemory: parts.showsMemory ?? true,
    ...(parts.table !== undefined && { table: parts.table }),
  });
  const manifest = await manifestOf(wasm, { output: { type: 'integer' }, timeoutMs: 300 });
  const [action] = manifest.actions;
  if (!action) throw new Error('no action');
  const actions = Object.keys(functions).map((name) => ({
    ...action,
    name,
    output: name === 'lie' ? action.input : action.output,
  }));
  return { wasm, manifest: { ...manifest, actions }, granted: parts.granted ?? [] };
}

async function call(plugin: Plugin, action: string, ownerId = 'ann') {
  return said(await runner.call({ plugin, ownerId, action, input: {} }));
}

const said = (result: PluginResult) => (result.ok ? result.output : result.failure.kind);

describe('a warm instance', () => {
  it('is met again by its owner', async () => {
    const plugin = await pluginOf();
    expect([await call(plugin, 'count'), await call(plugin, 'count')]).toEqual([0, 1]);
  });

  it('is never met by another owner, nor under another grant', async () => {
    const plugin = await pluginOf({ granted: ['notify'] });
    await call(plugin, 'count', 'bob');
    expect(await call(plugin, 'count', 'cem')).toBe(0);
    expect(await call({ ...plugin, granted: [] }, 'count', 'bob')).toBe(0);
    expect(await call(plugin, 'count', 'bob')).toBe(1);
  });

  it('is never met by another version of the plugin', async () => {
    await call(await pluginOf({ table: 1 }), 'count', 'dan');
    expect(await call(await pluginOf({ table: 2 }), 'count', 'dan')).toBe(0);
  });

  it.each([
    ['traps', 'trap', 'trap'],
    ['hangs and is killed', 'hang', 'timeout'],
    ['returns what it did not declare', 'lie', 'badOutput'],
    ['has grown large', 'grow', 1],
  ])('is given up when it %s', async (_, action, expected) => {
    const plugin = await pluginOf();
    await call(plugin, 'trap', 'eve'); // whatever came before
    await call(plugin, 'count', 'eve');
    expect(await call(plugin, action, 'eve')).toBe(expected);
    expect(await call(plugin, 'count', 'eve')).toBe(0);
  });

  it('is not kept when nobody can see how large it is', async () => {
    const plugin = await pluginOf({ showsMemory: false });
    expect([await call(plugin, 'count'), await call(plugin, 'count')]).toEqual([0, 0]);
  });

  it('ends after so many calls, and when too many others are in use', async () => {
    const limits = { ...pluginLimits, workersMax: 1, instanceCallsMax: 3, instancesMax: 2 };
    const strict = createPluginRunner({ spawn: spawnPluginThread(), limits });
    const plugin = await pluginOf();
    const callOf = async (ownerId: string) =>
      said(await strict.call({ plugin, ownerId, action: 'count', input: {} }));
    const counts: unknown[] = [];
    for (const ownerId of ['ann', 'ann', 'ann', 'ann', 'bob', 'cem', 'ann'])
      counts.push(await callOf(ownerId));
    strict.close();
    expect(counts).toEqual([0, 1, 2, 0, 0, 0, 0]);
  });
});
