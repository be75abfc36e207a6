import { readFile } from 'node:fs/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRuleEngine } from './engine.ts';
import { alwaysTags, factsAbout, ruleOf } from './facts.fixture.ts';
import { ruleLimits } from './limits.ts';
import { readOutcomes } from './reading.ts';
import type { Evaluation, Facts, RuleSource } from './rule.ts';
import { createSandbox } from './sandbox.ts';
import { spawnRuleThread } from './spawn.node.ts';
import { createFactsWriter, type FactsWriter } from './wire.ts';

// Short answers and much time: a busy machine must not decide what these tests say.
const limits = { ...ruleLimits, resultCharsMax: 400, ruleMsMax: 5_000, messageMsMax: 60_000 };
const writeAll: FactsWriter = createFactsWriter(['Object']);

let wasm: WebAssembly.Module;
beforeAll(async () => {
  const url = new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
  wasm = await WebAssembly.compile(new Uint8Array(await readFile(url)));
});

/** A set of rules in a sandbox of its own, asked about so many events at a time. */
async function judgeBy(count: number, rules: RuleSource[], facts: readonly Facts[], writer: FactsWriter) {
  const sandbox = createSandbox({ wasm, limits, nowMs: () => performance.now() });
  const evaluations: Evaluation[] = [];
  for (let from = 0; from < facts.length; from += count) {
    const written = writer.write(facts.slice(from, from + count));
    const { texts, recent } = written;
    const question = { revision: 1, listJson: `[${texts.join()}]`, count: texts.length, recent };
    const answer = await sandbox.answer({ ...question, set: { rules, sight: writer.sight } });
    if (answer.isMissing) throw new Error('missing');
    evaluations.push(...readOutcomes({ rules, outcomes: answer.outcomes, count: texts.length, limits }));
  }
  return evaluations;
}

const note = "{ verdict: 'annotate', note: facts.intent.entry.note }";
const bodies = [
  '',
  `if (facts.intent.entry?.kind === 'tea') return ${note};`,
  `return [${note}, { verdict: 'annotate', note: facts.intent.entry.kind }];`,
  "if (facts.intent.entry.kind === 'tea') throw new Error(facts.now);",
  "facts.intent.entry.kind = 'x'; facts.zone = 'y'; return { verdict: 'ask', question: facts.zone };",
  "return { verdict: 'ask', question: String(facts.intent.entry?.kind), options: ['a', 'b'] };",
  "facts.recent.sort((a, b) => (a.kind < b.kind ? 1 : -1)); return { verdict: 'deny', reason: facts.recent.at(0).kind };",
  "return { verdict: 'deny', reason: facts.recent.map(({ note, spanMs }) => note + spanMs).join() + facts.seed };",
  "return { verdict: 'deny', toJSON: () => ({ verdict: 'deny', reason: facts.zone + facts.intent.actor }) };",
  "return facts.intent.entry.note.length > 3 ? '=' : { verdict: 'allow' };",
  "return { verdict: 'deny', reason: facts.intent.entry.note.repeat(100) };",
  "return { verdict: 'propose', title: 'all', body: facts };",
  "for (const name in facts.intent.entry) if (name === 'spanMs') return { verdict: 'deny', reason: name };",
  "return Promise.resolve(facts.intent.entry.kind === 'tea');",
  "if (facts.intent.entry.values.cups?.number > 1) return { verdict: 'deny', reason: facts.intent.entry.tags.join() + '!' };",
  'facts.intent.entry.tags.push(1); return { verdict: "annotate", tags: facts.intent.entry.tags.map(String) };',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a rule's source
  "const { entry, type } = facts.intent; return { verdict: 'deny', reason: `${type} ${entry?.spanMs} ${entry?.domain}` };",
];
const text = fc.oneof(fc.constantFrom('', '=', '\n', '"\n="', 'ä𝄞'), fc.string({ maxLength: 6 }));
const entry = fc.record({
  kind: fc.constantFrom('tea', 'coffee'),
  note: text,
  localTime: fc.constantFrom('09:00', '15:00'),
  tags: fc.array(text, { maxLength: 2 }),
  values: fc.constantFrom({}, { cups: { number: 2 } }),
});
const spanned = fc
  .tuple(entry, fc.boolean())
  .map(([given, isLong]) => ({ ...given, ...(isLong && { spanMs: 5 }) }));
const manyFacts = fc
  .record({
    entries: fc.array(fc.option(spanned), { minLength: 1, maxLength: 5 }),
    recent: fc.array(spanned, { maxLength: 2 }),
    isShared: fc.boolean(),
  })
  .map(({ entries, recent, isShared }) => {
    const shared = recent.flatMap((each) => factsAbout(each).intent.entry ?? []);
    return entries.map((given, seed): Facts => {
      const facts = { ...factsAbout(given ?? {}), seed, recent: isShared ? shared : [...shared] };
      const { entry: _, ...bare } = facts.intent;
      return given ? facts : { ...facts, intent: bare };
    });
  });
const ruleSets = fc
  .uniqueArray(fc.integer({ min: 0, max: bodies.length - 1 }), { minLength: 1, maxLength: 3 })
  .map((picked) => picked.map((i) => ruleOf(`rule-${i}`, bodies[i] ?? '')));

describe('many events at once', () => {
  it('are judged as if each were asked about alone, with fields left out or not', async () => {
    await fc.assert(
      fc.asyncProperty(ruleSets, manyFacts, async (rules, facts) => {
        const writer = createFactsWriter(rules.map(({ source }) => source));
        const expected = await judgeBy(1, rules, facts, writeAll);
        expect(await judgeBy(facts.length, rules, facts, writeAll)).toEqual(expected);
        expect(await judgeBy(facts.length, rules, facts, writer)).toEqual(expected);
        expect(await judgeBy(1, rules, facts, writer)).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  }, 60_000);
});

const strict = { ...ruleLimits, ruleMsMax: 300, loadMsMax: 300, messageMsMax: 3_000 };
const engine = createRuleEngine({ spawn: spawnRuleThread(strict), limits: strict });
afterAll(() => engine.close());

/** What a rule, in a set with an honest one, says about coffee, tea and coffee. */
async function judge(body: string) {
  await engine.load('ann', [ruleOf('hostile', body), alwaysTags]);
  const evaluations = await engine.evaluate(
    'ann',
    ['coffee', 'tea', 'coffee'].map((kind) => factsAbout({ kind })),
  );
  for (const { findings } of evaluations) expect(findings.at(-1)?.ruleId).toBe('always-tags');
  return evaluations.map(({ findings, failures }) =>
    [...failures.map(({ kind }) => kind), ...findings.slice(0, -1).map(({ verdict }) => verdict)].at(0),
  );
}

describe('a rule that misbehaves about one event of many', () => {
  const ok = { verdict: 'annotate', note: 'coffee' };
  const otherwise = "return { verdict: 'annotate', note: facts.intent.entry.kind };";
  it.each([
    ['hangs', 'for (;;) {}', 'timeout'],
    ['throws', 'throw new Error();', 'threw'],
    ['imports something', "return import('x');", 'threw'],
    ['leaves promises for ever', 'const again = () => Promise.resolve().then(again); again();', 'timeout'],
    ['takes all memory', 'const all = []; for (;;) all.push("x".repeat(1e6) + all.length);', 'memory'],
    ['returns too much', "return { verdict: 'deny', reason: 'x'.repeat(1e5) };", 'badResult'],
    ['returns what looks like lines', "return '=\\n=\\n=';", 'badResult'],
    ['never ends writing itself', 'return { toJSON() { for (;;) {} } };', 'timeout'],
    ['throws while it is written', 'return { toJSON() { throw new Error(); } };', 'threw'],
  ])('fails there and nowhere else: %s', async (_, body, kind) => {
    expect(await judge(`if (facts.intent.entry.kind === 'tea') { ${body} }\n${otherwise}`)).toEqual([
      ok,
      kind,
      ok,
    ]);
  });

  it('cannot reach what judges it', async () => {
    const grab = `
      for (const of of [Array.prototype, String.prototype, Map.prototype])
        for (const name of ['push', 'join', 'split', 'toJSON', '0', '1'])
          try { of[name] = () => '[{"verdict":"deny","reason":"forged"}]'; } catch {}
      try { JSON.parse = JSON.stringify = () => '{}'; } catch {}
      ${otherwise}`;
    expect(await judge(grab)).toEqual([ok, { ...ok, note: 'tea' }, ok]);
  });

  it('cannot change what the next rule or the next event sees', async () => {
    const recent = [factsAbout({ note: 'first' }), factsAbout({ note: 'second' })].flatMap(
      ({ intent }) => intent.entry ?? [],
    );
    const facts = [1, 2, 3].map((seed) => ({ ...factsAbout(), recent, seed }));
    await engine.load('ann', [
      ruleOf('changes', "facts.recent.reverse(); facts.recent.at(0).note = 'changed'; facts.seed = 0;"),
      ruleOf('reads', "return { verdict: 'annotate', note: facts.recent.at(0).note + facts.seed };"),
    ]);
    const evaluations = await engine.evaluate('ann', facts);
    expect(evaluations).toEqual(
      [1, 2, 3].map((seed) => ({
        findings: [{ ruleId: 'reads', version: '1', verdict: { verdict: 'annotate', note: `first${seed}` } }],
        failures: [],
      })),
    );
  });
});
