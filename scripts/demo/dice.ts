// Shapes of chance that lives are made of, over the repeatable chance of the simulation.

import type { Chance } from '../sim/random.ts';

/** A number around `mean`: the bell curve (Box and Muller, 1958). */
export function around(chance: Chance, mean: number, deviation: number): number {
  const length = Math.sqrt(-2 * Math.log(1 - chance.next()));
  return mean + deviation * length * Math.cos(2 * Math.PI * chance.next());
}

/** A number from `least` on, mostly small and sometimes very large: what people spend (Pareto with this exponent). */
export function powerLaw(chance: Chance, least: number, exponent: number): number {
  return least / (1 - chance.next()) ** (1 / exponent);
}

/** A whole number around `mean`, zero or more, for things that happen so often a day. */
export function often(chance: Chance, mean: number): number {
  return Math.max(0, Math.round(around(chance, mean, Math.sqrt(mean) * 0.7)));
}

export function between(chance: Chance, low: number, high: number): number {
  return low + chance.next() * (high - low);
}

/** Another order, every one as likely (Fisher and Yates). */
export function shuffled<T>(chance: Chance, list: readonly T[]): T[] {
  const next = [...list];
  for (let i = next.length - 1; i > 0; i--) {
    const j = chance.below(i + 1);
    [next[i], next[j]] = [next[j] as T, next[i] as T];
  }
  return next;
}

/** One number from several, so that each seed, plan and day has its own chance (FNV-1a over their text). */
export function seedOf(...parts: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  for (const char of parts.join(' ')) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193);
  return hash >>> 0;
}
