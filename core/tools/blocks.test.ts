import type { CurrentPlugin } from '@extism/extism';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createBlockFunctions } from './blocks.ts';

/** Blocks as Extism keeps them, read and written the way it does. */
function memoryOf(sizes: readonly number[]) {
  const blocks = sizes.map((size) => new ArrayBuffer(size));
  const find = (at: bigint) => blocks[Number(at >> 48n)];
  const place = (at: bigint) => Number(at & 0xffff_ffff_ffffn);
  const viewOf = (at: bigint) => {
    const found = find(at);
    return found && new DataView(found);
  };
  return {
    blocks,
    host: {
      read: (at: bigint) => {
        const buffer = find(at);
        return buffer ? { arrayBuffer: () => buffer } : null;
      },
    } as unknown as CurrentPlugin,
    load: (at: bigint) => viewOf(at)?.getBigUint64(place(at), true),
    store: (at: bigint, value: bigint) => viewOf(at)?.setBigUint64(place(at), value, true),
  };
}

/** What it gives, or that it throws, which ends a plugin's call. */
function outcome(work: () => unknown): unknown {
  try {
    return work();
  } catch {
    return 'throws';
  }
}

describe('blocks', () => {
  it('are read and written as Extism does it, in any order, inside and outside of them', () => {
    const place = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.constantFrom(2 ** 47, 2 ** 32));
    const step = fc.record({
      block: fc.integer({ min: -1, max: 4 }),
      place,
      value: fc.option(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const sizes = [1, 16, 24, 0];
        const ours = memoryOf(sizes);
        const theirs = memoryOf(sizes);
        const { functions } = createBlockFunctions();
        for (const { block, place, value } of steps) {
          const at = (BigInt(block) << 48n) + BigInt(place);
          const name = value === null ? 'load_u64' : 'store_u64';
          const got = outcome(() => functions[name]?.(ours.host, at, value ?? 0n));
          const expected = outcome(() => (value === null ? theirs.load(at) : theirs.store(at, value)));
          expect(got).toEqual(expected);
        }
        expect(ours.blocks).toEqual(theirs.blocks);
      }),
    );
  });

  it('of one call are not there in the next', () => {
    const { functions, forget } = createBlockFunctions();
    const first = memoryOf([1, 16]);
    functions.store_u64?.(first.host, 1n << 48n, 7n);
    expect(functions.input_load_u64?.(first.host, 0n, 0n)).toBe(7n);
    forget();
    const second = memoryOf([1, 16]);
    expect(functions.input_load_u64?.(second.host, 0n, 0n)).toBe(0n);
    expect(functions.load_u64?.(second.host, 1n << 48n, 0n)).toBe(0n);
  });
});
