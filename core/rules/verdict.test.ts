import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseVerdicts } from './verdict.ts';

const charsMax = 4_000;
const parse = (json: unknown) => parseVerdicts(JSON.stringify(json), charsMax);
const refusal = (json: unknown) => {
  const parsed = parse(json);
  return parsed.ok ? 'accepted' : parsed.message;
};

describe('reading a verdict', () => {
  it('takes one verdict, several, or none', () => {
    const deny = { verdict: 'deny', reason: 'Too late', advice: 'Sleep' };
    const propose = { verdict: 'propose', title: 'Walk', body: { minutes: [10, null, true] } };
    expect(parse(deny)).toEqual({ ok: true, verdicts: [deny] });
    expect(parse([deny, propose])).toEqual({ ok: true, verdicts: [deny, propose] });
    expect(parseVerdicts('', charsMax)).toEqual({ ok: true, verdicts: [] });
  });

  it('looks at the length before anything else', () => {
    expect(parseVerdicts('['.repeat(charsMax + 1), charsMax)).toMatchObject({ ok: false });
  });

  it('refuses what only looks like a verdict, and says how it is written', () => {
    expect(refusal({ verdict: 'dеny', reason: 'Cyrillic' })).toContain('\\u0435');
    expect(refusal({ verdict: 'allow' })).toContain("write 'deny', 'ask', 'annotate' or 'propose'");
    expect(refusal({ verdict: 'Deny', reason: 'x' })).toContain('"Deny"');
    expect(refusal({})).toContain('nothing as its verdict');
  });

  it('refuses misspelt fields, wrong types and missing parts', () => {
    expect(refusal({ verdict: 'deny', reson: 'x' })).toContain('"reson"');
    expect(refusal({ verdict: 'deny' })).toContain("'reason'");
    expect(refusal({ verdict: 'deny', reason: '  ' })).toContain("'reason'");
    expect(refusal({ verdict: 'ask', question: 'Why?', options: 'yes' })).toContain('list of texts');
    expect(refusal({ verdict: 'ask', question: 'Why?', options: Array(7).fill('x') })).toContain(
      'more than 6',
    );
    expect(refusal({ verdict: 'annotate', tags: [1] })).toContain("'tags'");
    expect(refusal({ verdict: 'propose', title: 'x' })).toContain("'body'");
    expect(refusal(null)).toContain('null');
    expect(refusal(Array(9).fill({ verdict: 'annotate' }))).toContain('at most 8');
  });

  it('refuses what would be dangerous further on', () => {
    const polluted = parseVerdicts(
      '{"verdict":"propose","title":"x","body":{"__proto__":{"a":1}}}',
      charsMax,
    );
    expect(polluted).toMatchObject({ ok: false });
    const nested = JSON.parse(`${'{"a":'.repeat(20)}1${'}'.repeat(20)}`) as unknown;
    expect(refusal({ verdict: 'propose', title: 'x', body: nested })).toContain('too deeply');
    expect(refusal({ verdict: 'deny', reason: '\ud800' })).toContain('broken characters');
  });

  it('never throws, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (text) => {
        expect(typeof parseVerdicts(text, 1_000).ok).toBe('boolean');
      }),
    );
  });

  it('accepts nothing but the four verdicts, whatever the fields', () => {
    const word = fc.constantFrom('deny', 'ask', 'annotate', 'propose', 'allow', 'DENY', '');
    const field = fc.constantFrom('reason', 'advice', 'question', 'options', 'tags', 'note', 'title', 'body');
    const value = fc.oneof(fc.string(), fc.array(fc.string()), fc.jsonValue());
    fc.assert(
      fc.property(word, fc.dictionary(field, value), (verdict, fields) => {
        const given = { ...fields, verdict };
        const parsed = parseVerdicts(JSON.stringify(given), 100_000);
        // What is accepted comes back whole: nothing was dropped or changed in silence.
        if (parsed.ok) expect(parsed.verdicts).toEqual([JSON.parse(JSON.stringify(given))]);
      }),
    );
  });
});
