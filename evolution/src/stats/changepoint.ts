// One level shift in a series, by ranks (Pettitt 1979), with a p-value from permuting whole blocks of days.
//
// Days resemble their neighbours, so shuffling single days would call every slow drift a discovery. Blocks of a week keep that
// resemblance; what is left to chance is only which week comes when (block permutation, after Kirch 2007).

import { seededRandom } from './random.ts';
import { ranks } from './rank.ts';

/** Where a series seems to shift, and how likely pure luck shows as much. */
export interface LevelShift {
  /** Index of the first value after the shift. */
  readonly at: number;
  /** Chance that luck does this, from 1 / (permutations + 1) to 1. */
  readonly luckProbability: number;
}

/** Values in a block: a week, which also keeps weekends together. */
const blockLength = 7;
const permutations = 999;

/**
 * The strongest level shift with at least `sideMin` values on both sides, or nothing when the series is too short.
 * The statistic is the largest standardised rank-sum difference over all places.
 */
export function levelShift(values: readonly number[], sideMin: number): LevelShift | undefined {
  if (values.length < 2 * sideMin) return undefined;
  const rank = ranks(values);
  const observed = strongest(rank, sideMin);
  const random = seededRandom(values.length * 7919);
  let asStrong = 0;
  for (let i = 0; i < permutations; i++) {
    if (strongest(permuteBlocks(rank, random), sideMin).strength >= observed.strength) asStrong++;
  }
  return { at: observed.at, luckProbability: (asStrong + 1) / (permutations + 1) };
}

function strongest(rank: Float64Array, sideMin: number): { at: number; strength: number } {
  const n = rank.length;
  const mean = (n + 1) / 2;
  let sum = 0;
  let best = { at: sideMin, strength: -1 };
  for (let k = 1; k <= n - sideMin; k++) {
    sum += (rank[k - 1] ?? 0) - mean;
    if (k < sideMin) continue;
    const strength = Math.abs(sum) / Math.sqrt((k * (n - k) * (n + 1)) / 12);
    if (strength > best.strength) best = { at: k, strength };
  }
  return best;
}

// The series is cut into blocks from a random offset, so that block borders are not always on the same day.
function permuteBlocks(rank: Float64Array, random: () => number): Float64Array {
  const n = rank.length;
  const offset = Math.floor(random() * n);
  const count = Math.ceil(n / blockLength);
  const order = Array.from({ length: count }, (_, index) => index);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  const permuted = new Float64Array(n);
  let to = 0;
  for (const block of order) {
    for (let i = block * blockLength; i < Math.min(n, (block + 1) * blockLength); i++) {
      permuted[to++] = rank[(i + offset) % n] ?? 0;
    }
  }
  return permuted;
}
