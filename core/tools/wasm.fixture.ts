// A tiny WebAssembly assembler for tests: modules made by hand, byte by byte, so that each does exactly one bad thing.

import { hostModule } from './capability.ts';
import { sha256Hex } from './digest.ts';
import type { PluginManifest } from './manifest.ts';

interface ModuleParts {
  /** Host functions to import; calls refer to them by their index. */
  imports?: { module?: string; name: string; params: ValueType[]; results: ValueType[] }[];
  /** Pages; null leaves the memory out. */
  memory?: { min: number; max?: number } | null;
  /** Whether the host can see the memory, under the name that compilers give it. */
  showsMemory?: boolean;
  table?: number;
  /** Exported functions () → i32: the instructions before the final "end". */
  functions?: Record<string, number[]>;
}

type ValueType = 'i32' | 'i64';
const valueType = { i32: 0x7f, i64: 0x7e };

export const op = {
  unreachable: [0x00],
  drop: [0x1a],
  i32: (value: number) => [0x41, ...sleb(value)],
  i64: (value: number) => [0x42, ...sleb(value)],
  call: (index: number) => [0x10, ...leb(index)],
  forever: (body: number[]) => [0x03, 0x40, ...body, 0x0c, 0x00, 0x0b],
  growMemory: [0x40, 0x00],
  storeByte: [0x3a, 0x00, 0x00],
  loadByte: [0x2d, 0x00, 0x00],
  add: [0x6a],
};

export const host = {
  alloc: { name: 'alloc', params: ['i64'], results: ['i64'] },
  storeByte: { name: 'store_u8', params: ['i64', 'i32'], results: [] },
  outputSet: { name: 'output_set', params: ['i64', 'i64'], results: [] },
} satisfies Record<string, NonNullable<ModuleParts['imports']>[number]>;

export function wasmOf(parts: ModuleParts): Uint8Array {
  const { imports = [], memory = { min: 1, max: 2 }, table, functions = { act: op.i32(0) } } = parts;
  const bodies = Object.values(functions);
  const types = [
    ...imports.map(({ params, results }) => [
      0x60,
      ...vector(params.map((type) => [valueType[type]])),
      ...vector(results.map((type) => [valueType[type]])),
    ]),
    [0x60, 0x00, 0x01, 0x7f],
  ];
  return new Uint8Array([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, types),
    ...section(
      2,
      imports.map(({ module, name }, i) => [...text(module ?? hostModule), ...text(name), 0x00, ...leb(i)]),
    ),
    ...section(
      3,
      bodies.map(() => leb(imports.length)),
    ),
    ...(table === undefined ? [] : section(4, [[0x70, 0x00, ...leb(table)]])),
    ...(memory === null ? [] : section(5, [memorySize(memory)])),
    ...section(7, [
      ...Object.keys(functions).map((name, i) => [...text(name), 0x00, ...leb(imports.length + i)]),
      ...(parts.showsMemory ? [[...text('memory'), 0x02, 0x00]] : []),
    ]),
    ...section(
      10,
      bodies.map((body) => [...leb(body.length + 2), 0x00, ...body, 0x0b]),
    ),
  ]);
}

/** A manifest for a binary whose actions take and give an object without fields, unless said otherwise. */
export async function manifestOf(wasm: Uint8Array, parts: Partial<PluginManifest['actions'][number]> = {}) {
  const nothing = { type: 'object', properties: {}, required: [] } as const;
  const manifest: PluginManifest = {
    id: 'test',
    name: 'Test',
    version: '1.0.0',
    description: 'Made for a test.',
    capabilities: parts.capabilities ?? [],
    wasmSha256: await sha256Hex(wasm),
    actions: [
      {
        name: 'act',
        title: 'Act',
        input: nothing,
        output: nothing,
        risk: 'L0',
        modes: ['execute'],
        capabilities: [],
        timeoutMs: 300,
        ...parts,
      },
    ],
  };
  return manifest;
}

function memorySize({ min, max }: { min: number; max?: number }): number[] {
  return max === undefined ? [0x00, ...leb(min)] : [0x01, ...leb(min), ...leb(max)];
}

function section(id: number, items: number[][]): number[] {
  const body = vector(items);
  return [id, ...leb(body.length), ...body];
}

function vector(items: number[][]): number[] {
  return [...leb(items.length), ...items.flat()];
}

function text(value: string): number[] {
  const bytes = [...new TextEncoder().encode(value)];
  return [...leb(bytes.length), ...bytes];
}

function leb(value: number): number[] {
  return value < 0x80 ? [value] : [(value % 0x80) | 0x80, ...leb(Math.floor(value / 0x80))];
}

function sleb(value: number): number[] {
  const low = value & 0x7f;
  const rest = value >> 7;
  const isLast = (rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0);
  return isLast ? [low] : [low | 0x80, ...sleb(rest)];
}
