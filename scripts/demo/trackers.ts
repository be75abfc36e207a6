// What the person's devices write by themselves: windows on a computer, the heart, steps, places. Lives with hundreds of entries a day
// have them from these.

import type { Chance } from '../sim/random.ts';
import { around, between } from './dice.ts';
import type { Day } from './person.ts';
import { windowWords } from './words.ts';
import { type Line, quantity } from './written.ts';

/** As many lines of a day as are asked for. */
export function trackedOn(chance: Chance, day: Day, count: number): Line[] {
  return Array.from({ length: count }, () => {
    const roll = chance.next();
    if (roll < 0.46) return screen(chance, day);
    if (roll < 0.82) return heart(chance, day);
    if (roll < 0.9) return steps(chance, day);
    return roll < 0.95 ? away(chance) : place(chance, day);
  });
}

function screen(chance: Chance, day: Day): Line {
  const { app, title } = windowWords(chance);
  const spanMinutes = Math.max(1, Math.round(-5 * Math.log(1 - chance.next())));
  const values = { minutes: quantity(spanMinutes, 'min', 0), app: { text: app }, title: { text: title } };
  return {
    kind: 'screen',
    hour: day.isFree ? between(chance, 9, 23) : between(chance, 8.5, 22),
    values,
    spanMinutes,
  };
}

function heart(chance: Chance, day: Day): Line {
  const hour = between(chance, 0, 23.99);
  const rest = 66 - 12 * day.fitness + (day.illness ? 6 : 0);
  const bpm = Math.max(40, around(chance, hour < 7 ? rest : rest + 14, 5));
  return { kind: 'heart', hour, values: { bpm: quantity(bpm, '1', 0) } };
}

function steps(chance: Chance, day: Day): Line {
  const count = Math.max(10, around(chance, day.illness ? 120 : 560 + 160 * day.season, 220));
  return { kind: 'steps', hour: between(chance, 7, 23), values: { steps: quantity(count, '1', 0) } };
}

function away(chance: Chance): Line {
  const spanMinutes = 2 + chance.below(40);
  const values = { minutes: quantity(spanMinutes, 'min', 0), status: { text: 'away' } };
  return { kind: 'away', hour: between(chance, 9, 22), values, spanMinutes };
}

function place(chance: Chance, day: Day): Line {
  const names = day.isAway
    ? ['hotel', 'old town', 'station', 'museum']
    : ['home', 'office', 'market', 'river', 'gym'];
  return { kind: 'place', hour: between(chance, 7, 23.5), values: { name: { text: chance.pick(names) } } };
}
