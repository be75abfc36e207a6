// Chance that can be repeated: everything in a simulation draws from one of these, so that a seed is a history.

export interface Chance {
  /** From 0 to 1. */
  next(): number;
  /** A whole number from 0 to below `n`. */
  below(n: number): number;
  /** True with this probability. */
  is(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  bytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer>;
  uuid(): string;
}

/** sfc32 (Doty-Humphrey, PractRand), seeded from one number. */
export function createChance(seed: number): Chance {
  let [a, b, c, d] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162 ^ (seed << 7), 1];
  const word = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let i = 0; i < 15; i++) word();
  const chance: Chance = {
    next: () => word() / 4_294_967_296,
    below: (n) => Math.floor(chance.next() * n),
    is: (probability) => chance.next() < probability,
    pick: (from) => from[chance.below(from.length)] as (typeof from)[number],
    bytes(bytes) {
      for (let i = 0; i < bytes.length; i++) bytes[i] = word() & 0xff;
      return bytes;
    },
    uuid() {
      const hex = Array.from(chance.bytes(new Uint8Array(16)), (byte) =>
        byte.toString(16).padStart(2, '0'),
      ).join('');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
  };
  return chance;
}
