// Stands in for those of Extism's host functions that a call makes thousands of times: eight bytes of input read, eight bytes of
// a block read or written. Extism finds the block anew each time, with arithmetic on big integers; plugins read and write one
// block from end to end, so the last one is remembered here. What is refused stays refused: a place outside a block throws,
// which ends the call as a trap.

import type { CurrentPlugin } from '@extism/extism';

/** A block's number is in the upper 16 bits of an address, the place in it in the lower 48. */
const placeBits = 48;
const inputAddress = 1n << BigInt(placeBits); // block 0 stands for "none", and the input is the first that a call makes

export interface BlockFunctions {
  readonly functions: Readonly<Record<string, (host: CurrentPlugin, at: bigint, value: bigint) => unknown>>;
  /** Between two calls: the blocks of a call end with it. */
  forget(): void;
}

export function createBlockFunctions(): BlockFunctions {
  let input: DataView | undefined;
  let block: DataView | undefined;
  let blockAddress = 0n;

  function viewAt(host: CurrentPlugin, address: bigint): DataView | undefined {
    const found = host.read(address);
    return found === null ? undefined : new DataView(found.arrayBuffer());
  }

  /** The place of an address in its block, which is `block` from then on. */
  function placeOf(host: CurrentPlugin, at: bigint): number {
    // Without asUintN the compiler could not keep these numbers in registers. What lies before the block comes out as huge.
    const place = Number(BigInt.asUintN(64, at - blockAddress));
    if (block !== undefined && place < block.byteLength) return place;
    blockAddress = (at >> BigInt(placeBits)) << BigInt(placeBits);
    block = viewAt(host, blockAddress);
    return Number(BigInt.asUintN(placeBits, at));
  }

  return {
    functions: {
      input_load_u64(host, at) {
        input ??= viewAt(host, inputAddress);
        return input?.getBigUint64(Number(BigInt.asUintN(placeBits, at)), true);
      },
      load_u64(host, at) {
        const place = placeOf(host, at);
        return block?.getBigUint64(place, true);
      },
      store_u64(host, at, value) {
        const place = placeOf(host, at);
        block?.setBigUint64(place, value, true);
      },
    },
    forget() {
      input = undefined;
      block = undefined;
    },
  };
}
