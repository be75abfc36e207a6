// Which measurement belongs to which value of a kind. What fits nowhere goes back into the note: nothing typed is lost.

import { type KindDefined, ValueType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { StoredValue } from '../projection/entry.ts';
import { divide } from './decimal.ts';
import type { Measure } from './measures.ts';

/** Values of an entry, how long it took, and the words of measurements that the kind has no place for. */
export interface Valued {
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly spanMs?: number;
  readonly unused: readonly string[];
}

/** Longest time that an entry may span, in minutes: the contract's 366 days. */
const spanMinutesMax = 366 * 24 * 60;

// Words for how one feels, from 1 to 10.
const moods: Readonly<Record<string, string>> = {
  terrible: '1',
  awful: '2',
  bad: '3',
  low: '4',
  meh: '5',
  okay: '6',
  ok: '6',
  fine: '6',
  good: '7',
  great: '9',
  amazing: '10',
};

/** Sorts measurements into a kind's values. `words` are the words that are left, for feelings. */
export function valuesFor(kind: KindDefined, measures: readonly Measure[], words: string): Valued {
  const values: Record<string, StoredValue> = {};
  const unused: string[] = [];
  let spanMs: number | undefined;
  const free = (unit: string) =>
    kind.values.find((spec) => spec.unit === unit && !(spec.name in values))?.name;
  for (const measure of measures) {
    if (measure.of === 'money') {
      const name = kind.values.find((spec) => spec.type === ValueType.MONEY && !(spec.name in values))?.name;
      // Money said of a kind without a price, as in "coffee 4.20 EUR", is kept as its price.
      values[name ?? 'price'] = { amount: measure.amount, currency: measure.currency };
    } else if (measure.of === 'duration') {
      const minutes = Number(measure.minutes);
      if (minutes > spanMinutesMax) {
        unused.push(measure.words);
        continue;
      }
      spanMs = Math.round(minutes * 60_000);
      const [inMinutes, inHours] = [free('min'), free('h')];
      if (inMinutes) values[inMinutes] = { amount: measure.minutes, unit: 'min' };
      else if (inHours) values[inHours] = { amount: divide(measure.minutes, 60, 4), unit: 'h' };
    } else {
      const name = measure.of === 'quantity' ? free(measure.unit) : firstNumber(kind, values);
      const unit = kind.values.find((spec) => spec.name === name)?.unit ?? '';
      if (name === undefined) unused.push(measure.words);
      else values[name] = { amount: measure.amount, unit };
    }
  }
  // A kind that can be ticked is ticked by naming it: "walk".
  for (const spec of kind.values) if (spec.type === ValueType.FLAG) values[spec.name] = { flag: true };
  const mood = moodOf(kind, words);
  if (mood !== undefined && !('score' in values)) values.score = { amount: mood, unit: '1' };
  return { values, ...(spanMs === undefined ? {} : { spanMs }), unused };
}

// A bare number goes to the kind's first number, in that value's own unit: "weight 81.2", "mood 6".
function firstNumber(kind: KindDefined, values: Readonly<Record<string, StoredValue>>): string | undefined {
  return kind.values.find((spec) => spec.type === ValueType.QUANTITY && !(spec.name in values))?.name;
}

function moodOf(kind: KindDefined, words: string): string | undefined {
  if (kind.kind !== 'mood') return undefined;
  const found = words
    .toLowerCase()
    .match(/[a-z]+/g)
    ?.find((word) => word in moods);
  return found === undefined ? undefined : moods[found];
}
