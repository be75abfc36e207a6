// Finds measurements in words: durations, distances, masses, money and the like. Each finder takes what it understood out of
// the text, so that what is left at the end is the note and nothing is counted twice.

import { add, divide, multiply, normalDecimal } from './decimal.ts';

/** What can be measured, in the unit in which it is kept. Durations are kept in minutes. */
export type Measure =
  | { readonly of: 'duration'; readonly minutes: string; readonly words: string }
  | { readonly of: 'quantity'; readonly unit: string; readonly amount: string; readonly words: string }
  | { readonly of: 'money'; readonly amount: string; readonly currency: string; readonly words: string }
  | { readonly of: 'number'; readonly amount: string; readonly words: string };

/** What was found, and the text without it. */
export interface Measured {
  readonly measures: readonly Measure[];
  readonly rest: string;
}

/** Digits that a number may have: more is no measurement, and the wire's decimals end there. */
const number = String.raw`\d{1,12}(?:[.,]\d{1,6})?`;

// To what each typed unit is converted, by an exact factor.
const units: Readonly<Record<string, { unit: string; factor: string }>> = {
  km: { unit: 'km', factor: '1' },
  k: { unit: 'km', factor: '1' },
  m: { unit: 'km', factor: '0.001' },
  mi: { unit: 'km', factor: '1.609344' },
  miles: { unit: 'km', factor: '1.609344' },
  mile: { unit: 'km', factor: '1.609344' },
  kg: { unit: 'kg', factor: '1' },
  lb: { unit: 'kg', factor: '0.45359237' },
  lbs: { unit: 'kg', factor: '0.45359237' },
  l: { unit: 'l', factor: '1' },
  litre: { unit: 'l', factor: '1' },
  litres: { unit: 'l', factor: '1' },
  ml: { unit: 'l', factor: '0.001' },
  kcal: { unit: 'kcal', factor: '1' },
  cal: { unit: 'kcal', factor: '1' },
};

const symbols: Readonly<Record<string, string>> = {
  '€': 'EUR',
  $: 'USD',
  '£': 'GBP',
  '¥': 'JPY',
  '₹': 'INR',
};
const words: Readonly<Record<string, string>> = {
  euro: 'EUR',
  euros: 'EUR',
  dollar: 'USD',
  dollars: 'USD',
  bucks: 'USD',
  pound: 'GBP',
  pounds: 'GBP',
};
const currencies =
  'EUR|USD|GBP|CHF|JPY|INR|SEK|NOK|DKK|PLN|CZK|HUF|CAD|AUD|NZD|BRL|CNY|ZAR|MXN|RON|BGN|TRY|KRW';
const unitNames = Object.keys(units)
  .sort((a, b) => b.length - a.length)
  .join('|');

type Found = (match: RegExpExecArray) => Measure | undefined;

const finders: readonly { readonly pattern: RegExp; readonly read: Found }[] = [
  // 1 h 30 min · 7h10 · 7h 10m · 7.5h · 2 hours
  {
    pattern: new RegExp(
      String.raw`(?<![\w.,])(${number})\s?(?:h|hrs?|hours?)(?:\s?(\d{1,2})\s?(?:m|mins?|minutes?)?(?![\w:.,]\d|\w))?(?!\w)`,
      'iu',
    ),
    read: (match) => duration(multiply(normalDecimal(match[1] ?? '0'), '60'), match[2], match[0]),
  },
  // 10 min · 45 minutes
  {
    pattern: new RegExp(String.raw`(?<![\w.,])(${number})\s?(?:mins?|minutes?)(?!\w)`, 'iu'),
    read: (match) => duration(normalDecimal(match[1] ?? '0'), undefined, match[0]),
  },
  // in 27:10 · in 1:02:30
  {
    pattern: /(?<!\w)(?:in|for)\s(?:(\d{1,2}):)?(\d{1,3}):([0-5]\d)(?![\d:])/iu,
    read: (match) => clocked(match),
  },
  // €12.50 · $5
  {
    pattern: new RegExp(String.raw`([€$£¥₹])\s?(${number})`, 'u'),
    read: (match) => money(match[2], symbols[match[1] ?? ''], match[0]),
  },
  // 12.50 EUR · 4.20 € · 5 euros
  {
    pattern: new RegExp(
      String.raw`(?<![\w.,])(${number})\s?(?:([€$£¥₹])|(${currencies}|${Object.keys(words).join('|')})(?!\w))`,
      'iu',
    ),
    read: (match) =>
      money(
        match[1],
        symbols[match[2] ?? ''] ?? words[(match[3] ?? '').toLowerCase()] ?? match[3]?.toUpperCase(),
        match[0],
      ),
  },
  // 5 km · 81.2 kg · 0.5 l
  {
    pattern: new RegExp(String.raw`(?<![\w.,])(${number})\s?(${unitNames})(?!\w)`, 'iu'),
    read: (match) => quantity(match[1], match[2], match[0]),
  },
];

/** Measurements in the text, in the order of the finders; the first of each is the one that counts. */
export function findMeasures(text: string): Measured {
  const measures: Measure[] = [];
  let rest = text;
  for (const { pattern, read } of finders) {
    const match = pattern.exec(rest);
    const measure = match ? read(match) : undefined;
    if (!match || !measure) continue;
    measures.push(measure);
    rest = without(rest, match.index, match[0].length);
  }
  return { measures, rest };
}

/** The first plain number of the text: "mood 6", "3 cups", "7/10". */
export function findNumber(text: string): { measure: Measure; rest: string } | undefined {
  const match = new RegExp(
    String.raw`(?<![\w.,:/])(${number})(?:\s?\/\s?\d{1,3})?(?![\w:]|[.,]\d)`,
    'u',
  ).exec(text);
  if (!match) return undefined;
  const measure: Measure = { of: 'number', amount: normalDecimal(match[1] ?? '0'), words: match[0].trim() };
  return { measure, rest: without(text, match.index, match[0].length) };
}

function without(text: string, at: number, length: number): string {
  return `${text.slice(0, at)} ${text.slice(at + length)}`;
}

function duration(minutes: string, more: string | undefined, words: string): Measure {
  return { of: 'duration', minutes: add(minutes, more ?? '0'), words: words.trim() };
}

function clocked(match: RegExpExecArray): Measure {
  const minutes = add(multiply(match[1] ?? '0', '60'), match[2] ?? '0');
  const seconds = divide(match[3] ?? '0', 60, 4);
  return { of: 'duration', minutes: add(minutes, seconds), words: match[0].replace(/^(in|for)\s/iu, '') };
}

function money(amount: string | undefined, currency: string | undefined, words: string): Measure | undefined {
  if (amount === undefined || currency === undefined) return undefined;
  return { of: 'money', amount: normalDecimal(amount), currency, words: words.trim() };
}

function quantity(amount: string | undefined, typed: string | undefined, words: string): Measure | undefined {
  const known = units[(typed ?? '').toLowerCase()];
  if (amount === undefined || !known) return undefined;
  return {
    of: 'quantity',
    unit: known.unit,
    amount: multiply(normalDecimal(amount), known.factor),
    words: words.trim(),
  };
}
