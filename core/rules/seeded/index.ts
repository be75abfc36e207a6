import { coffeeCurfew } from './coffee-curfew.ts';
import type { SeededRule } from './seeded.ts';

export type { SeededRule } from './seeded.ts';

/** The rules that LifeOS brings along, as text that runs in Node and in the browser. None is on until its owner says so. */
export const seededRules: readonly SeededRule[] = [coffeeCurfew];
