// Whether a value fits a schema. A schema is made into one function once, since an action is called with hundreds of rows at a
// time; paths are put together only when something does not fit.

import type { Schema } from './schema.ts';

/** The first thing in a value that a schema does not admit, as a sentence with a path; undefined when all is well. */
export type FindMisfit = (value: unknown) => string | undefined;

/** Never throws, and neither does what it gives, whatever the value. */
export function misfitFinder(schema: Schema): FindMisfit {
  const check = checkOf(schema);
  return (value) => {
    const misfit = check(value);
    if (misfit === undefined) return undefined;
    const path = misfit.path.toReversed().join('.').slice(0, 200);
    return `${misfit.path.length === 0 ? 'it' : `"${path}"`} ${misfit.what}`;
  };
}

interface Misfit {
  readonly what: string;
  /** From the inside out. */
  readonly path: (string | number)[];
}

type Check = (value: unknown) => Misfit | undefined;

function checkOf(schema: Schema): Check {
  switch (schema.type) {
    case 'object':
      return objectCheck(schema);
    case 'array':
      return listCheck(schema);
    case 'string':
      return textCheck(schema);
    case 'boolean':
      return (value) => (typeof value === 'boolean' ? undefined : refuse('must be true or false'));
    default:
      return numberCheck(schema);
  }
}

function refuse(what: string, ...path: string[]): Misfit {
  return { what, path };
}

function at(name: string | number, misfit: Misfit): Misfit {
  misfit.path.push(name);
  return misfit;
}

function objectCheck({ properties, required }: Schema & { type: 'object' }): Check {
  const checks = new Map(Object.entries(properties).map(([name, schema]) => [name, checkOf(schema)]));
  return (value) => {
    if (!isObject(value)) return refuse('must be an object');
    for (const name of required) if (!Object.hasOwn(value, name)) return refuse('is missing', name);
    for (const name of Object.keys(value)) {
      const check = checks.get(name);
      if (check === undefined) return refuse('is not declared; remove it', name);
      const misfit = check(value[name]);
      if (misfit) return at(name, misfit);
    }
    return undefined;
  };
}

function listCheck(schema: Schema & { type: 'array' }): Check {
  const check = checkOf(schema.items);
  const { maxItems = Number.POSITIVE_INFINITY, minItems = 0 } = schema;
  return (value) => {
    if (!Array.isArray(value)) return refuse('must be a list');
    if (value.length > maxItems) return refuse(`has more than ${maxItems} items`);
    if (value.length < minItems) return refuse(`has fewer than ${minItems} items`);
    for (let i = 0; i < value.length; i++) {
      const misfit = check(value[i]);
      if (misfit) return at(i, misfit);
    }
    return undefined;
  };
}

function numberCheck(schema: Schema & { type: 'number' | 'integer' }): Check {
  const { minimum = Number.NEGATIVE_INFINITY, maximum = Number.POSITIVE_INFINITY } = schema;
  const isWhole = schema.type === 'integer';
  return (value) => {
    if (typeof value !== 'number' || !Number.isFinite(value)) return refuse('must be a number');
    if (isWhole && !Number.isSafeInteger(value)) return refuse('must be a whole number');
    if (value < minimum) return refuse(`must be at least ${minimum}`);
    return value > maximum ? refuse(`must be at most ${maximum}`) : undefined;
  };
}

function textCheck(schema: Schema & { type: 'string' }): Check {
  const { maxLength = Number.POSITIVE_INFINITY, minLength = 0, format } = schema;
  const words = schema.enum && new Set(schema.enum);
  return (value) => {
    if (typeof value !== 'string') return refuse('must be a text');
    if (!value.isWellFormed()) return refuse('has broken characters');
    if (value.length > maxLength) return refuse(`is longer than ${maxLength} characters`);
    if (value.length < minLength) return refuse(`is shorter than ${minLength} characters`);
    if (words && !words.has(value)) return refuse(`must be one of ${schema.enum?.join(', ')}`);
    if (format === 'date' && !isDate(value)) return refuse('must be a date such as 2026-01-31');
    if (format === 'date-time' && !isDateTime(value))
      return refuse('must be a time such as 2026-01-31T08:00:00Z');
    return undefined;
  };
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** A day of the Gregorian calendar, "2026-01-31". Read by hand: a year of readings has 365 of them, and Date is slow. */
function isDate(text: string): boolean {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return false;
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  // What is not a digit makes NaN, with which no comparison holds.
  return year >= 0 && day >= 1 && day <= (daysInMonth[month - 1] ?? 0) + (month === 2 && isLeap ? 1 : 0);
}

function twoDigits(text: string, from: number): number {
  const tens = text.charCodeAt(from) - 0x30;
  const ones = text.charCodeAt(from + 1) - 0x30;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

function isDateTime(text: string): boolean {
  const parts = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/.exec(text);
  return parts !== null && isDate(parts[1] ?? '') && !Number.isNaN(Date.parse(text));
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
