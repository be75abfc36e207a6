// What the person writes down on a day, with their own hand: some thirty lines on a full day.

import type { StoredValue } from '#core/projection/entry.ts';
import type { Chance } from '../sim/random.ts';
import { around, between, often, powerLaw } from './dice.ts';
import type { Day } from './person.ts';
import { mealWords, noteWords, personWords, shopWords } from './words.ts';

/** A line of the diary. */
export interface Line {
  readonly kind: string;
  /** Hours since midnight, where the person is. */
  readonly hour: number;
  readonly values?: Readonly<Record<string, StoredValue>>;
  readonly note?: string;
  readonly typed?: string;
  readonly spanMinutes?: number;
  readonly tags?: readonly string[];
}

/** The lines of a day, in no order, but for sleep, which comes first. */
export function writtenOn(chance: Chance, day: Day): Line[] {
  return [
    ...sleepAndMood(chance, day),
    ...body(chance, day),
    ...table(chance),
    ...money(chance, day),
    ...mind(chance, day),
    ...day.kept.map((kind) => ({ kind, hour: between(chance, 7, 22), values: { done: { flag: true } } })),
  ];
}

function sleepAndMood(chance: Chance, day: Day): Line[] {
  const wake = between(chance, day.isFree ? 8 : 6.4, day.isFree ? 9.5 : 7.6);
  const slept = quantity(day.slept, 'h', 1);
  const lines: Line[] = [
    { kind: 'sleep', hour: wake, values: { hours: slept }, typed: `slept ${slept.amount} h` },
  ];
  const level = 6.2 + 0.5 * day.season + day.spirits + 0.35 * (day.slept - 7) + (day.isFree ? 0.4 : 0);
  for (let n = 1 + often(chance, 2); n > 0; n--) {
    const score = Math.min(10, Math.max(1, Math.round(around(chance, level - (day.illness ? 1.2 : 0), 0.9))));
    const word = score < 4 ? 'low' : score < 6 ? 'tired' : score < 8 ? 'fine' : 'bright';
    const values = { score: { amount: String(score), unit: '1' } };
    lines.push({
      kind: 'mood',
      hour: between(chance, wake, 23),
      values,
      note: word,
      typed: `mood ${score} ${word}`,
    });
  }
  return lines;
}

function body(chance: Chance, day: Day): Line[] {
  const lines: Line[] = [];
  if (day.weekday === 0)
    lines.push({
      kind: 'weight',
      hour: 7.2,
      values: { mass: quantity(day.weightKg + around(chance, 0, 0.3), 'kg', 1) },
    });
  if (day.illness) {
    const { name, severity } = day.illness;
    for (let n = 1 + chance.below(3); n > 0; n--)
      lines.push({
        kind: 'symptom',
        hour: between(chance, 8, 22),
        values: { severity: quantity(severity, '1', 0) },
        note: name,
      });
    return lines;
  }
  const way = chance.next();
  const eager = 0.22 + 0.12 * day.season + 0.15 * day.fitness;
  if (way < eager)
    lines.push(outing(chance, 'run', around(chance, 4 + 6 * day.fitness, 1.6), 6.6 - 1.4 * day.fitness));
  else if (way < eager + 0.06) lines.push(outing(chance, 'ride', around(chance, 18, 6), 3.2));
  else if (way < eager + 0.1) lines.push(outing(chance, 'swim', around(chance, 1.2, 0.4), 24));
  else if (way < eager + 0.2) {
    const minutes = Math.round(between(chance, 15, 60));
    lines.push({
      kind: 'workout',
      hour: 18,
      values: { minutes: quantity(minutes, 'min', 0) },
      spanMinutes: minutes,
    });
  }
  if (chance.is(0.7)) lines.push(outing(chance, 'walk', around(chance, 2.5, 1), 12));
  return lines;
}

function outing(chance: Chance, kind: string, km: number, minutesPerKm: number): Line {
  const distance = quantity(Math.max(0.3, km), 'km', 1);
  const minutes = Math.round(Number(distance.amount) * around(chance, minutesPerKm, minutesPerKm * 0.06));
  return {
    kind,
    hour: between(chance, 7, 19),
    values: { distance, minutes: quantity(minutes, 'min', 0) },
    spanMinutes: minutes,
    ...(chance.is(0.2) ? { note: 'along the river', tags: ['river'] } : {}),
  };
}

function table(chance: Chance): Line[] {
  const lines: Line[] = [];
  for (const [hour, mean] of [
    [8, 420],
    [13, 720],
    [19.5, 680],
  ] as const)
    if (chance.is(0.93)) {
      const what = mealWords(chance);
      const energy = quantity(Math.max(80, around(chance, mean, 140)), 'kcal', 0);
      lines.push({ kind: 'meal', hour: around(chance, hour, 0.5), values: { energy }, note: what });
    }
  // Never after 14:00: a rule that every life begins with asks about those, and nobody is there to answer.
  for (let n = often(chance, 1.9); n > 0; n--)
    lines.push({
      kind: 'coffee',
      hour: between(chance, 7.5, 13.8),
      values: { cups: { amount: '1', unit: '1' } },
      typed: 'had coffee',
    });
  for (let n = often(chance, 4); n > 0; n--)
    lines.push({
      kind: 'water',
      hour: between(chance, 8, 22),
      values: { volume: quantity(0.1 * (2 + chance.below(4)), 'l', 1) },
    });
  return lines;
}

function money(chance: Chance, day: Day): Line[] {
  const lines: Line[] = [];
  for (let n = often(chance, day.isFree ? 3 : 2); n > 0; n--) {
    const amount = Math.min(4_000, powerLaw(chance, 2.2, 1.25)).toFixed(2);
    const note = shopWords(chance);
    lines.push({
      kind: 'spent',
      hour: between(chance, 8, 22),
      values: { amount: { amount, currency: day.currency } },
      note,
      typed: `spent ${amount} ${day.currency} ${note}`,
    });
  }
  if (day.day.endsWith('-28'))
    lines.push({
      kind: 'earned',
      hour: 9,
      values: { amount: { amount: '2740.00', currency: 'EUR' } },
      note: 'salary',
    });
  return lines;
}

function mind(chance: Chance, day: Day): Line[] {
  const lines: Line[] = [];
  const minutes = (kind: string, mean: number, hours: readonly [number, number], note?: string) => {
    const spanMinutes = Math.max(3, Math.round(around(chance, mean, mean * 0.35)));
    const values = { minutes: quantity(spanMinutes, 'min', 0) };
    lines.push({
      kind,
      hour: between(chance, ...hours),
      values,
      spanMinutes,
      ...(note === undefined ? {} : { note }),
    });
  };
  if (!day.isFree && !day.illness)
    for (let n = 2 + chance.below(3); n > 0; n--) minutes('work', 95, [8.5, 17]);
  if (chance.is(0.55)) minutes('meditation', 14, [6.5, 22]);
  if (chance.is(0.5)) minutes('read', 28, [20, 23]);
  if (chance.is(day.isFree ? 0.8 : 0.35)) minutes('call', 22, [12, 21], personWords(chance));
  for (let n = often(chance, 0.9); n > 0; n--) {
    const note = noteWords(chance, day);
    lines.push({ kind: 'note', hour: between(chance, 9, 23.5), note, typed: note });
  }
  return lines;
}

export function quantity(amount: number, unit: string, digits: number): { amount: string; unit: string } {
  return { amount: String(Number(amount.toFixed(digits))), unit };
}
