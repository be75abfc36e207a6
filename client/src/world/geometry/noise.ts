// Deterministic randomness: the same life always draws the same world, so that nothing jumps when it is built again.

/** A generator of numbers in [0, 1), mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function hash(x: number, y: number): number {
  let n = Math.imul(x | 0, 374761393) + Math.imul(y | 0, 668265263);
  n = Math.imul(n ^ (n >>> 13), 1274126177);
  return ((n ^ (n >>> 16)) >>> 0) / 4294967296;
}

/** Value noise in [0, 1). */
export function noise(x: number, y: number): number {
  const i = Math.floor(x);
  const j = Math.floor(y);
  const u = smooth(x - i);
  const v = smooth(y - j);
  const near = hash(i, j) * (1 - u) + hash(i + 1, j) * u;
  const far = hash(i, j + 1) * (1 - u) + hash(i + 1, j + 1) * u;
  return near * (1 - v) + far * v;
}

/** Three octaves of noise, still in [0, 1). */
export function roughness(x: number, y: number): number {
  return noise(x, y) * 0.6 + noise(x * 2.1 + 7, y * 2.1 + 3) * 0.28 + noise(x * 4.3 + 1, y * 4.3 + 9) * 0.12;
}

export function smoothstep(from: number, to: number, x: number): number {
  return smooth(Math.min(1, Math.max(0, (x - from) / (to - from))));
}

export function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}

export function clamp(x: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, x));
}

/** Van der Corput: fractions that fill an interval evenly, whatever their number. */
export function spread(index: number): number {
  let result = 0;
  let part = 0.5;
  for (let n = index + 1; n > 0; n >>= 1) {
    if (n & 1) result += part;
    part /= 2;
  }
  return result;
}

function smooth(t: number): number {
  return t * t * (3 - 2 * t);
}
