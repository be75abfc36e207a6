// Reads the fields of a manifest one by one and collects what is wrong with them.

import { parseSchema, type Schema } from './schema.ts';

/** Why a manifest is not accepted: which field, what is wrong, what to do. */
export interface ManifestRefusal {
  readonly field: string;
  readonly what: string;
  readonly advice: string;
}

/** Reads fields of one JSON object; what does not fit is noted, and a harmless value stands in so that reading goes on. */
export class FieldReader {
  readonly #fields: Readonly<Record<string, unknown>>;
  readonly #path: string;
  readonly #refusals: ManifestRefusal[];

  constructor(json: unknown, path: string, refusals: ManifestRefusal[]) {
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    this.#fields = isObject ? (json as Record<string, unknown>) : {};
    this.#path = path;
    this.#refusals = refusals;
    if (!isObject) this.refuse('', 'is not an object', 'write a JSON object');
  }

  refuse(field: string, what: string, advice: string): void {
    this.#refusals.push({ field: `${this.#path}${field}`.replace(/\.$/, ''), what, advice });
  }

  has(field: string): boolean {
    return Object.hasOwn(this.#fields, field);
  }

  onlyFields(names: readonly string[]): void {
    for (const name of Object.keys(this.#fields))
      if (!names.includes(name))
        this.refuse(name.slice(0, 80), 'is not known', `remove it; known are ${names.join(', ')}`);
  }

  text(field: string, pattern: RegExp, advice: string): string {
    const value = this.#get(field);
    if (typeof value === 'string' && value.isWellFormed() && pattern.test(value)) return value;
    this.refuse(field, value === undefined ? 'is missing' : 'is not right', advice);
    return '';
  }

  count(field: string, min: number, max: number): number {
    const value = this.#get(field);
    if (Number.isSafeInteger(value) && (value as number) >= min && (value as number) <= max)
      return value as number;
    this.refuse(field, 'is not right', `give a whole number from ${min} to ${max}`);
    return min;
  }

  list(field: string, min: number, max: number): readonly unknown[] {
    const value = this.#get(field);
    if (Array.isArray(value) && value.length >= min && value.length <= max) return value;
    this.refuse(field, 'is not right', `give a list of ${min} to ${max}`);
    return [];
  }

  oneOf(field: string, words: readonly string[]): string {
    const value = this.#get(field);
    if (typeof value === 'string' && words.includes(value)) return value;
    this.refuse(field, 'is not right', `choose ${words.join(', ')}`);
    return words[0] ?? '';
  }

  manyOf(field: string, words: readonly string[]): string[] {
    const values = this.list(field, 1, words.length);
    const isRight =
      values.every((value) => words.includes(value as string)) && new Set(values).size === values.length;
    if (!isRight) this.refuse(field, 'is not right', `choose from ${words.join(', ')}, each once`);
    return isRight ? (values as string[]) : [];
  }

  schema(field: string): Schema {
    const parsed = parseSchema(this.#get(field));
    if (parsed.ok) return parsed.schema;
    this.refuse(field, parsed.message, 'use the part of JSON Schema that plugins/sdk/README.md lists');
    return { type: 'boolean' };
  }

  #get(field: string): unknown {
    return this.has(field) ? this.#fields[field] : undefined;
  }
}
