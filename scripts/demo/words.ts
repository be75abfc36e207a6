// What the person writes in their notes: a beginning, a middle and an end, enough of each that no two years read alike.

import type { Chance } from '../sim/random.ts';
import type { Day } from './person.ts';

const people = ['Mara', 'Tomás', 'Inês', 'Ben', 'Grandma', 'Yusuf', 'Clara', 'the neighbours', 'Dr. Reis'];
const spots = [
  'by the river',
  'in the park',
  'at the market',
  'on the balcony',
  'at the library',
  'downtown',
];
const doings = [
  'talked about the summer',
  'finally fixed the bicycle',
  'sorted old photographs',
  'read about beekeeping',
  'planned the trip to the mountains',
  'cooked a pot of lentils for the week',
  'wrote the letter that was due since spring',
  'watered the tomatoes and moved the basil',
  'practised the second movement again',
  'paid the electricity bill',
  'found the blue notebook behind the shelf',
  'learned how the tide tables work',
];
const endings = [
  'It took longer than I thought.',
  'Worth doing more often.',
  'I want to remember this.',
  'Tired, but in a good way.',
  'Next time without the phone.',
  'To be continued tomorrow.',
  'No idea yet what to make of it.',
];
const weather: readonly [string, string][] = [
  ['Rain all day', 'Storm in the night'],
  ['Fog until noon', 'Clear and cold'],
  ['First warm evening', 'Long light outside'],
  ['Too hot to think', 'Swifts over the roofs'],
];

/** A note of one to four sentences. */
export function noteWords(chance: Chance, day: Day): string {
  const outside = chance.pick(weather[Math.min(3, Math.floor((day.season + 1) * 2))] ?? ['Grey', 'Bright']);
  const doing = chance.pick(doings);
  const first = chance.is(0.5)
    ? `Met ${chance.pick(people)} ${chance.pick(spots)}, ${doing}.`
    : `${doing[0]?.toUpperCase()}${doing.slice(1)} ${chance.pick(spots)}.`;
  return [
    ...(chance.is(0.3) ? [`${outside}.`] : []),
    first,
    ...(chance.is(0.5) ? [chance.pick(endings)] : []),
    ...(day.isAway && chance.is(0.4) ? ['Far from home, and it shows.'] : []),
  ].join(' ');
}

const shops = [
  'groceries',
  'lunch',
  'coffee beans',
  'tram',
  'pharmacy',
  'books',
  'cinema',
  'gift',
  'hardware',
];
const meals = [
  'porridge',
  'soup',
  'pasta',
  'grilled fish',
  'salad',
  'curry',
  'rice and beans',
  'toast',
  'tortilla',
];

export function shopWords(chance: Chance): string {
  return chance.pick(shops);
}

export function mealWords(chance: Chance): string {
  return chance.pick(meals);
}

export function personWords(chance: Chance): string {
  return chance.pick(people);
}

/** A program and the title of its window, as a tracker of the computer sees them. */
export function windowWords(chance: Chance): { app: string; title: string } {
  const app = chance.pick(['Editor', 'Firefox', 'Terminal', 'Mail', 'Calendar', 'Spreadsheet', 'Music']);
  const about = chance.pick([
    'budget',
    'invoice',
    'release notes',
    'holiday plans',
    'minutes',
    'draft',
    'inbox',
  ]);
  return { app, title: `${about} ${1 + chance.below(40)} – ${app}` };
}
