import { describe, expect, it } from 'vitest';
import { seededRules } from './seeded/index.ts';
import { sightOf } from './sight.ts';

const names = ['intent', 'entry', 'kind', 'note', 'localTime', 'values', 'recent'];
const seen = (...sources: string[]) => sightOf(sources, names);

describe('the sight of rules', () => {
  it('is the fields that they name, all rules of a set together', () => {
    expect(seen("export default ({ intent }) => intent.entry?.kind === 'tea' ? undefined : [];")).toEqual([
      'intent',
      'entry',
      'kind',
    ]);
    expect(seen('export default () => {};')).toEqual([]);
    expect(seen('(f) => f.intent', '(f) => f.recent')).toEqual(['intent', 'recent']);
  });

  it('is narrow for the rules that LifeOS brings along', () => {
    expect(seen(...seededRules.map(({ source }) => source))).toEqual([
      'intent',
      'entry',
      'kind',
      'localTime',
    ]);
  });

  it.each([
    "const curfew = '14:00'; // not later [than] this ... in winter",
    '/* in [this] case, 1/2 ... */ f.intent;',
    "x = { options: ['a', 'b'], more: [1, [2]] };",
    "return ['a'];",
    "f.intent.entry['note'];",
    'f.recent[0];',
    "f.intent.entry.values[ 'kg' ];",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule's source
    "`it's ${f.intent.kind} in [there]... ${ { a: `${1}` }.a }`;",
    'f.recent.map(({ kind }) => [kind]);',
    'const [first] = f.recent;',
  ])('is narrow for %s', (source) => {
    expect(seen(source)).toBeDefined();
  });

  it.each([
    'f.intent.entry[k]',
    'f.intent.entry[k + "e"]',
    'f.intent.entry?.[k]',
    'f.intent.entry\n[k]',
    'f.intent.entry /*,*/ [k]',
    'f.intent.entry//,\n[k]',
    'f.intent.entry//,\u2028[k]',
    'x.return [k]',
    'const of = f; of [k]',
    '(x ? [k] : [])',
    '(f.intent)[k]',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule's source
    "`it's ${f.intent.entry[k]} it's`",
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule's source
    '`${{}}${f[k]}`',
    '`,`[k]',
    "f['no' + 'te']",
    '({ [k]: v } = f.intent.entry)',
    '({ a, [k]: v } = f.intent.entry)',
    'f.intent.entry.n\\u006fte',
    "({ 'not\\x65': n } = f.intent.entry)",
    "({ 'not\\e': n } = f.intent.entry)",
    '({ ...f.intent.entry })',
    'for (const k in f.intent.entry) use(k)',
    'k in f.intent.entry',
    'Object.keys(f)',
    'Reflect.ownKeys(f)',
    'JSON.stringify(f)',
    'globalThis.k',
    'f.constructor',
    'f.__lookupGetter__(k)',
    'f.hasOwnProperty(k)',
    "return { verdict: 'propose', title: 'x', body: f.intent.entry }",
    'a = 1 / 2; `/[k]`',
    "/'/.test(k); f[k]; /'/",
    '#!/*\nf[k] //*/',
    "'unfinished",
    '`unfinished',
    '/* unfinished',
  ])('is everything for %j', (source) => {
    expect(seen(source)).toBeUndefined();
    expect(seen('(f) => f.intent', source)).toBeUndefined();
  });
});
