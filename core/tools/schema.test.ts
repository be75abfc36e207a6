import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { misfitFinder } from './fit.ts';
import { parseSchema, type Schema } from './schema.ts';

function schemaOf(json: unknown): Schema {
  const parsed = parseSchema(json);
  if (!parsed.ok) throw new Error(parsed.message);
  return parsed.schema;
}

const day = { type: 'object', properties: { day: { type: 'string', format: 'date' } }, required: ['day'] };
const days = {
  type: 'object',
  properties: { days: { type: 'array', items: day, maxItems: 2 } },
  required: ['days'],
};

describe('a value', () => {
  it.each([
    [{ days: [{ day: '2026-02-28' }] }, undefined],
    [{ days: [{ day: '2026-02-30' }] }, '"days.0.day" must be a date such as 2026-01-31'],
    [{ days: [{ day: '2026-02-28', extra: 1 }] }, '"days.0.extra" is not declared; remove it'],
    [{ days: [{}] }, '"days.0.day" is missing'],
    [{ days: {} }, '"days" must be a list'],
    [
      { days: [{ day: '2026-01-01' }, { day: '2026-01-02' }, { day: '2026-01-03' }] },
      '"days" has more than 2 items',
    ],
    [null, 'it must be an object'],
    [JSON.parse('{"days":[],"__proto__":{}}'), '"__proto__" is not declared; remove it'],
  ])('%j is checked to the last field', (value, expected) => {
    expect(misfitFinder(schemaOf(days))(value)).toBe(expected);
  });

  it.each([
    [{ type: 'integer', minimum: 1, maximum: 3 }, [1, 3], [0, 4, 1.5, '1', null]],
    [{ type: 'number' }, [0, -1.5], [Number.NaN, Number.POSITIVE_INFINITY, '1', true]],
    [{ type: 'boolean' }, [true, false], [0, 'true', null]],
    [{ type: 'string', enum: ['a', 'b'] }, ['a'], ['c', 'A', '']],
    [{ type: 'string', minLength: 1, maxLength: 2 }, ['a', 'ab'], ['', 'abc', '\ud800']],
    [
      { type: 'string', format: 'date-time' },
      ['2026-01-31T08:00:00Z', '2026-01-31T08:00:00.123+02:00'],
      [
        '2026-01-31',
        '2026-01-31 08:00',
        '2026-13-01T00:00:00Z',
        '2026-02-30T00:00:00Z',
        '2026-01-01T25:00:00Z',
      ],
    ],
  ])('is held to %j', (schema, right, wrong) => {
    for (const value of right) expect(misfitFinder(schemaOf(schema))(value)).toBeUndefined();
    for (const value of wrong) expect(misfitFinder(schemaOf(schema))(value)).toBeTypeOf('string');
  });
});

describe('a schema', () => {
  it.each([
    [{ type: 'string', pattern: 'x' }, 'uses "pattern"'],
    [{ type: 'object', properties: {}, additionalProperties: true }, '"additionalProperties"'],
    [{ type: 'object', properties: { a: { type: 'date' } } }, '"a" needs a "type"'],
    [{ type: 'object', properties: {}, required: ['a'] }, 'requires "a"'],
    [{ type: 'object', properties: { constructor: {} } }, '"constructor" needs a "type"'],
    [{ type: 'array' }, '"items" must be a schema object'],
    [{ type: 'number', minimum: '1' }, '"minimum"'],
    [{ type: ['string', 'null'] }, 'needs a "type"'],
  ])('%j is refused: %s', (json, message) => {
    expect(parseSchema(json)).toMatchObject({ ok: false, message: expect.stringContaining(message) });
  });

  it('may not nest for ever', () => {
    let deep: object = { type: 'boolean' };
    for (let i = 0; i < 9; i++) deep = { type: 'array', items: deep };
    expect(parseSchema(deep)).toMatchObject({ ok: false, message: expect.stringContaining('deep') });
  });

  it('never makes reading or checking throw', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (json, value) => {
        parseSchema(json);
        misfitFinder(schemaOf(days))(value);
      }),
    );
  });
});
