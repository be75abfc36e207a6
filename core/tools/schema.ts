// The part of JSON Schema in which plugins declare what goes in and what comes out. Small on purpose: every keyword below
// is enforced, every other keyword is refused, so a schema never promises more than is checked. Objects take no fields
// beyond those declared.

interface Described {
  readonly title?: string;
  readonly description?: string;
}

export type Schema = Described &
  (
    | {
        readonly type: 'object';
        readonly properties: Readonly<Record<string, Schema>>;
        readonly required: readonly string[];
      }
    | {
        readonly type: 'array';
        readonly items: Schema;
        readonly maxItems?: number;
        readonly minItems?: number;
      }
    | {
        readonly type: 'string';
        readonly enum?: readonly string[];
        readonly format?: 'date' | 'date-time';
        readonly maxLength?: number;
        readonly minLength?: number;
      }
    | { readonly type: 'number' | 'integer'; readonly minimum?: number; readonly maximum?: number }
    | { readonly type: 'boolean' }
  );

export type ParsedSchema =
  | { readonly ok: true; readonly schema: Schema }
  | { readonly ok: false; readonly message: string };

/** Nesting of schemas, and so of every value they admit. */
const depthMax = 8;
const propertiesMax = 64;

/** Reads a schema. The message says what is wrong and where, as a path such as "series.items". Never throws. */
export function parseSchema(json: unknown): ParsedSchema {
  try {
    return { ok: true, schema: readSchema(json, [], depthMax) };
  } catch (error) {
    if (error instanceof Misfit) return { ok: false, message: error.message };
    throw error;
  }
}

/** Thrown and caught within this file only, so that the readers below can be written as plain expressions. */
class Misfit extends Error {}

type Path = readonly (string | number)[];

function refuse(path: Path, what: string): never {
  throw new Misfit(`${path.length === 0 ? 'it' : `"${path.join('.').slice(0, 200)}"`} ${what}`);
}

const keywords: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties'],
  array: ['items', 'maxItems', 'minItems'],
  string: ['enum', 'format', 'maxLength', 'minLength'],
  number: ['minimum', 'maximum'],
  integer: ['minimum', 'maximum'],
  boolean: [],
};

function readSchema(json: unknown, path: Path, depthLeft: number): Schema {
  if (depthLeft === 0) refuse(path, `is nested more than ${depthMax} deep; flatten it`);
  if (!isObject(json)) refuse(path, 'must be a schema object such as {"type": "number"}');
  const type = json.type;
  if (typeof type !== 'string' || !Object.hasOwn(keywords, type))
    refuse(path, `needs a "type" out of ${Object.keys(keywords).join(', ')}`);
  for (const [name, value] of Object.entries(json)) readKeyword(type, name, value, path);

  if (type === 'array')
    return asSchema({ ...json, items: readSchema(json.items, [...path, 'items'], depthLeft - 1) });
  if (type !== 'object') return asSchema({ ...json });
  const given = json.properties;
  if (!isObject(given)) refuse(path, 'needs "properties"');
  const names = Object.keys(given);
  if (names.length > propertiesMax) refuse(path, `has more than ${propertiesMax} properties`);
  if (names.includes('__proto__')) refuse(path, 'uses the name "__proto__", which no field may have');
  const properties = Object.fromEntries(
    names.map((name) => [name, readSchema(given[name], [...path, name], depthLeft - 1)]),
  );
  const required = (json.required ?? []) as string[];
  const stranger = required.find((name) => !Object.hasOwn(properties, name));
  if (stranger !== undefined) refuse(path, `requires "${stranger}", which is not among its properties`);
  return asSchema({ ...json, properties, required });
}

/** What has passed every check of readSchema and readKeyword is a schema; the compiler cannot know. */
function asSchema(checked: object): Schema {
  return checked as Schema;
}

function readKeyword(type: string, name: string, value: unknown, path: Path): void {
  const isText = typeof value === 'string';
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  const isCount = Number.isSafeInteger(value) && (value as number) >= 0;
  const isRight: Readonly<Record<string, boolean>> = {
    type: isText,
    title: isText,
    description: isText,
    properties: isObject(value),
    items: isObject(value),
    required: isTexts,
    enum: isTexts && value.length > 0,
    format: value === 'date' || value === 'date-time',
    additionalProperties: value === false,
    maxItems: isCount,
    minItems: isCount,
    maxLength: isCount,
    minLength: isCount,
    minimum: Number.isFinite(value),
    maximum: Number.isFinite(value),
  };
  const allowed = ['type', 'title', 'description', ...(keywords[type] ?? [])];
  if (!allowed.includes(name)) refuse(path, `uses "${name}", which is not known for ${type}; remove it`);
  if (isRight[name] !== true) refuse(path, `has a value of "${name}" that is not allowed`);
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}
