import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readBinary } from './binary.ts';
import { checkBinary } from './gate.ts';
import { pluginLimits as limits } from './limits.ts';
import { host, manifestOf, op, wasmOf } from './wasm.fixture.ts';

async function gate(parts: Parameters<typeof wasmOf>[0], actionParts: Parameters<typeof manifestOf>[1] = {}) {
  const wasm = wasmOf(parts);
  expect(WebAssembly.validate(new Uint8Array(wasm))).toBe(true); // otherwise the test proves nothing
  const manifest = await manifestOf(wasm, actionParts);
  return checkBinary({ wasm, sha256: manifest.wasmSha256, manifest, limits });
}

describe('the gate', () => {
  it('lets a binary pass that keeps to its manifest', async () => {
    expect(await gate({ imports: [host.alloc, host.outputSet] })).toBeUndefined();
  });

  it.each([
    ['a function of another module', { module: 'wasi_snapshot_preview1', name: 'fd_write' }],
    ['a function the host does not have', { name: 'launch_missiles' }],
    ['the network', { name: 'http_request' }],
    ['variables, whose memory would not be counted', { name: 'var_get' }],
    ['a function named like an inherited one', { name: 'constructor' }],
  ])('refuses a binary that imports %s', async (_, stranger) => {
    const refusal = await gate({ imports: [host.alloc, { params: [], results: [], ...stranger }] });
    expect(refusal).toMatchObject({ kind: 'refusedImport' });
    expect(refusal?.message).toContain(stranger.name);
  });

  it.each([
    ['no maximum', { min: 1 }],
    ['too large a maximum', { min: 1, max: 257 }],
    ['no memory of its own', null],
  ])('refuses a memory with %s', async (_, memory) => {
    expect(await gate({ memory })).toMatchObject({ kind: 'memory', advice: expect.stringContaining('256') });
  });

  it('refuses huge tables, missing functions and other binaries', async () => {
    expect(await gate({ table: limits.tableEntriesMax + 1 })).toMatchObject({ kind: 'memory' });
    expect(await gate({}, { modes: ['execute', 'dry_run'] })).toMatchObject({
      kind: 'missingExport',
      message: expect.stringContaining('act_dry_run'),
    });
    const wasm = wasmOf({});
    const manifest = await manifestOf(wasm);
    expect(checkBinary({ wasm, sha256: '00'.repeat(32), manifest, limits })).toMatchObject({
      kind: 'wrongHash',
    });
    const small = { ...limits, wasmBytesMax: 8 };
    expect(checkBinary({ wasm, sha256: manifest.wasmSha256, manifest, limits: small })).toMatchObject({
      kind: 'tooBig',
    });
  });
});

describe('reading binaries', () => {
  const honest = wasmOf({
    imports: [host.alloc],
    table: 3,
    functions: { act: op.i32(0), other: op.unreachable },
  });

  it('agrees with the engine about imports and exports', () => {
    const module = new WebAssembly.Module(new Uint8Array(honest));
    const read = readBinary(honest);
    expect(read).toMatchObject({
      ok: true,
      shape: { imports: WebAssembly.Module.imports(module), exports: WebAssembly.Module.exports(module) },
    });
  });

  it('never throws, whatever the bytes', () => {
    const header = fc.constant([...honest.slice(0, 8)]);
    const bytes = fc.oneof(
      fc.uint8Array(),
      fc.tuple(header, fc.array(fc.nat(255))).map(([start, rest]) => new Uint8Array([...start, ...rest])),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        expect(typeof readBinary(each).ok).toBe('boolean');
      }),
    );
  });

  it('never says less about a changed binary than the engine finds in it', () => {
    const change = fc.array(fc.tuple(fc.nat(honest.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(change, fc.nat(honest.length), (changes, cut) => {
        const bytes = new Uint8Array(honest).slice(0, cut < honest.length / 2 ? cut : undefined);
        for (const [at, value] of changes) bytes[at] = value;
        const read = readBinary(bytes);
        if (!read.ok || !WebAssembly.validate(bytes)) return;
        const module = new WebAssembly.Module(bytes);
        expect(read.shape.imports).toEqual(WebAssembly.Module.imports(module));
        expect(read.shape.exports).toEqual(WebAssembly.Module.exports(module));
      }),
      { numRuns: 2_000 },
    );
  });
});
