// How large a difference between two groups is, with its range.

import { seededRandom } from './random.ts';
import { median, quantile } from './rank.ts';

const resamples = 999;

/** The range of the difference of medians (after − before): 2.5 % to 97.5 % of bootstrap resamples (Efron 1979). */
export function differenceRange(
  before: readonly number[],
  after: readonly number[],
): { low: number; high: number } {
  const random = seededRandom(before.length * 31 + after.length);
  const differences = Array.from(
    { length: resamples },
    () => median(resample(after, random)) - median(resample(before, random)),
  );
  return { low: quantile(differences, 0.025), high: quantile(differences, 0.975) };
}

function resample(numbers: readonly number[], random: () => number): number[] {
  return numbers.map(() => numbers[Math.floor(random() * numbers.length)] ?? 0);
}
