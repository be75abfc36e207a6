import type { SeededRule } from './seeded.ts';

const question = {
  verdict: 'ask',
  question: 'Coffee after 14:00. What is it for?',
  options: ['I am tired', 'With company', 'Habit', 'Just this once'],
} as const;

/** Caffeine has a half-life of about five hours: of a cup at 14:00, a quarter is still there at midnight. */
export const coffeeCurfew: SeededRule = {
  id: 'coffee-curfew',
  version: '1',
  name: 'Coffee curfew',
  description: 'Asks what it is for when coffee is logged after 14:00, before the entry is accepted.',
  source: `// Asks before a coffee in the afternoon. Change the time to move your curfew.
const curfew = '14:00';

export default function coffeeCurfew({ intent }) {
  const entry = intent.entry;
  if (entry?.kind !== 'coffee' || entry.localTime <= curfew) return;
  return {
    verdict: 'ask',
    question: \`Coffee after \${curfew}. What is it for?\`,
    options: ['I am tired', 'With company', 'Habit', 'Just this once'],
  };
}
`,
  cases: [
    { name: 'asks after the curfew', entry: { kind: 'coffee', localTime: '15:20' }, expected: [question] },
    { name: 'says nothing before it', entry: { kind: 'coffee', localTime: '09:00' }, expected: [] },
    { name: 'says nothing on the dot', entry: { kind: 'coffee', localTime: '14:00' }, expected: [] },
    { name: 'lets tea pass', entry: { kind: 'tea', localTime: '20:00' }, expected: [] },
  ],
};
