import { afterAll, describe, expect, it } from 'vitest';
import { createRuleEngine } from './engine.ts';
import { alwaysTags, factsAbout, ruleOf } from './facts.fixture.ts';
import { ruleLimits } from './limits.ts';
import type { Evaluation } from './rule.ts';
import { spawnRuleThread } from './spawn.node.ts';

const limits = { ...ruleLimits, ruleMsMax: 300, loadMsMax: 300, messageMsMax: 600 };
const engine = createRuleEngine({ spawn: spawnRuleThread(limits), limits });
// On a busy machine filling the memory takes a while.
const patientLimits = { ...limits, ruleMsMax: 10_000, messageMsMax: 20_000 };
const patient = createRuleEngine({ spawn: spawnRuleThread(patientLimits), limits: patientLimits });
afterAll(() => {
  engine.close();
  patient.close();
});

/** What a rule with this body, in a set with an honest one, says about one event. */
async function judge(body: string, by = engine): Promise<Evaluation> {
  await by.load('ann', [ruleOf('hostile', body), alwaysTags]);
  const [evaluation] = await by.evaluate('ann', [factsAbout()]);
  if (evaluation === undefined) throw new Error('no evaluation');
  return evaluation;
}

const tagged = { ruleId: 'always-tags', version: '1', verdict: { verdict: 'annotate', tags: ['ok'] } };
const note = (text: string) => ({
  ruleId: 'hostile',
  version: '1',
  verdict: { verdict: 'annotate', note: text },
});

describe('honest rules', () => {
  it('judge every event of a batch, in order, also more than one message takes', async () => {
    const late = "if (facts.intent.entry.localTime > '14:00') return { verdict: 'deny', reason: 'late' };";
    await engine.load('ann', [ruleOf('late', late), alwaysTags]);
    const times = Array.from({ length: 450 }, (_, i) => (i % 3 === 0 ? '15:00' : '09:00'));
    const evaluations = await engine.evaluate(
      'ann',
      times.map((localTime) => factsAbout({ localTime })),
    );
    expect(evaluations.map(({ findings }) => findings.length)).toEqual(times.map((t) => (t > '14' ? 2 : 1)));
  });

  it('get fresh facts each, so that none can change what the next one sees', async () => {
    await engine.load('ann', [
      ruleOf('changes', "facts.intent.entry.kind = 'tea';"),
      ruleOf('reads', "return { verdict: 'annotate', note: facts.intent.entry.kind };"),
    ]);
    const [evaluation] = await engine.evaluate('ann', [factsAbout()]);
    expect(evaluation?.findings[0]?.verdict).toEqual({ verdict: 'annotate', note: 'coffee' });
  });

  it('need no worker when there are none', async () => {
    const lazy = createRuleEngine({
      spawn: () => {
        throw new Error('spawned');
      },
    });
    expect(await lazy.load('ann', [])).toEqual([]);
    expect(await lazy.evaluate('ann', [factsAbout()])).toEqual([{ findings: [], failures: [] }]);
  });

  it('are replaced by loading again, and gone after unloading', async () => {
    await engine.load('bob', [alwaysTags]);
    await engine.load('bob', [ruleOf('other', 'return;')]);
    expect(await engine.evaluate('bob', [factsAbout()])).toEqual([{ findings: [], failures: [] }]);
    engine.unload('bob');
    await expect(engine.evaluate('bob', [factsAbout()])).rejects.toThrow('call load first');
  });
});

describe('mistakes', () => {
  it('are named with the line and in plain words when a rule does not compile', async () => {
    const broken = { ...alwaysTags, id: 'broken', source: 'export default () => {\n  return {;\n};' };
    const failures = await engine.load('ann', [broken, alwaysTags]);
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ ruleId: 'broken', version: '1', kind: 'syntax', line: 2 });
    expect(failures[0]?.message).toMatch(/^it does not compile: /);
    // It stays in the set and fails on every event: a rule someone relies on does not vanish in silence.
    const [evaluation] = await engine.evaluate('ann', [factsAbout()]);
    expect(evaluation).toEqual({ findings: [tagged], failures });
  });

  it('are named when a rule throws', async () => {
    const { failures } = await judge('\n\n  return facts.intent.entrie.kind;');
    expect(failures[0]).toMatchObject({ kind: 'threw', line: 3, ruleId: 'hostile' });
    expect(failures[0]?.message).toMatch(/^it threw TypeError: /);
  });

  it.each([
    ['export const rule = 1;', 'it exports no function'],
    ["import fs from 'node:fs';\nexport default () => {};", 'it imports something'],
    ["import rule from 'rule.js';\nexport default rule;", 'it imports something'],
    ['await new Promise(() => {}); export default () => {};', 'it waits forever'],
    ["throw new Error('no');", 'it threw Error: no'],
  ])('are found when loading %j', async (source, message) => {
    const [failure] = await engine.load('ann', [{ ...alwaysTags, source }]);
    expect(failure?.message).toContain(message);
  });

  it('are found before compiling when there is too much', async () => {
    const long = { ...alwaysTags, id: 'long', source: ' '.repeat(limits.sourceCharsMax + 1) };
    const many = Array.from({ length: limits.rulesMax }, (_, i) => ruleOf(`rule-${i}`, 'return;'));
    const failures = await engine.load('ann', [long, ...many]);
    expect(failures.map(({ ruleId }) => ruleId)).toEqual(['long', `rule-${limits.rulesMax - 1}`]);
  });

  it('in the facts fail closed: an entry too long to be judged is not passed', async () => {
    await engine.load('ann', [alwaysTags, ruleOf('reads', 'facts.intent.entry.note;')]);
    const note = 'x'.repeat(limits.factsCharsMax);
    const [long, short] = await engine.evaluate('ann', [factsAbout({ note }), factsAbout()]);
    expect(long?.failures.map(({ ruleId }) => ruleId)).toEqual(['always-tags', 'reads']);
    expect(long?.failures[0]?.message).toContain('too long to be judged');
    expect(short).toEqual({ findings: [tagged], failures: [] });
  });
});

describe('hostile rules', () => {
  it.each([
    ['an endless loop', 'while (true) {}', 'timeout'],
    [
      'a loop that catches everything',
      'for (;;) { try { for (;;) {} } catch {} finally { continue; } }',
      'timeout',
    ],
    ['a catastrophic regular expression', 'return /(a+)+$/.test("a".repeat(40) + "b") ? 1 : 2;', 'timeout'],
    ['endless promises', 'const again = () => Promise.resolve().then(again); again();', 'timeout'],
    ['an endless getter in its answer', 'return { get verdict() { for (;;) {} } };', 'timeout'],
    ['an endless getter in its error', 'throw { get stack() { for (;;) {} } };', 'timeout'],
    ['big memory', 'const all = []; for (;;) all.push("x".repeat(1e6) + all.length);', 'memory'],
    ['many small objects', 'const all = []; for (;;) all.push({ n: all.length });', 'memory'],
    ['deep recursion', 'const deep = () => deep() + 1; return deep();', 'threw'],
    ['deep JSON', 'return JSON.parse("[".repeat(1e5));', 'threw'],
    ['a huge answer', 'return { verdict: "deny", reason: "x".repeat(1e6) };', 'badResult'],
    ['a promise', 'return Promise.resolve({ verdict: "deny", reason: "x" });', 'threw'],
    ['import()', 'return import("node:fs");', 'threw'],
    ['NaN', 'return NaN;', 'badResult'],
    ['a BigInt', 'return 1n;', 'threw'],
    ['a function', 'return () => 1;', 'threw'],
    ['a symbol', 'return Symbol("deny");', 'threw'],
    ['toJSON that hides the answer', 'return { toJSON: () => undefined };', 'threw'],
    ['toJSON that lies', 'return { verdict: "deny", toJSON: () => ({ verdict: "allow" }) };', 'badResult'],
    ['a look-alike verdict', 'return { verdict: "аllow" };', 'badResult'],
    ['changing a prototype', 'Object.prototype.verdict = "annotate";', 'threw'],
    ['changing JSON', 'JSON.parse = () => 1;', 'threw'],
    ['reading a clock', 'return new Date().getTime();', 'threw'],
    ['rolling dice', 'return Math.random();', 'threw'],
    ['building code', 'return (() => {}).constructor("return 1")();', 'threw'],
    ['building async code', 'return (async () => {}).constructor("return 1")();', 'threw'],
    ['building code by eval', 'return eval("1");', 'threw'],
    ['a proxy', 'return new Proxy({}, {});', 'threw'],
  ])('are stopped: %s', async (_, body, kind) => {
    const { findings, failures } = await judge(body, kind === 'memory' ? patient : engine);
    expect(failures).toMatchObject([{ ruleId: 'hostile', kind }]);
    expect(findings).toEqual([tagged]); // and the honest rule beside it still answers
  });

  it('cannot break out of their module into the next rule', async () => {
    const source = 'export default (i => 1); }); globalThis.pwned = 1; (() => {';
    const spy = ruleOf('hostile', "return { verdict: 'annotate', note: typeof pwned + typeof leak };");
    await engine.load('ann', [
      { ...alwaysTags, id: 'breaker', source },
      ruleOf('leaks', 'var leak = 1;'),
      spy,
    ]);
    const [evaluation] = await engine.evaluate('ann', [factsAbout()]);
    expect(evaluation?.findings).toEqual([note('undefinedundefined')]);
  });

  it('find nothing of the host, and no way to code from text', async () => {
    const { findings } = await judge(
      'const f = Object.getPrototypeOf(function* () {}); return { verdict: "annotate", ' +
        'note: [typeof process, typeof require, typeof fetch, typeof Function, typeof eval, typeof f.constructor].join() };',
    );
    expect(findings[0]).toEqual(note(Array(6).fill('undefined').join()));
  });

  it('that hang in native code are killed with their worker, named, and set aside; other owners go on', async () => {
    const hang = 'const all = new Array(1e6).fill(0); for (;;) all.indexOf(1);';
    await engine.load('bob', [alwaysTags]);
    await engine.load('ann', [ruleOf('hostile', hang), alwaysTags]);
    const [hung, bobs] = await Promise.all([
      engine.evaluate('ann', [factsAbout()]),
      engine.evaluate('bob', [factsAbout()]),
    ]);
    expect(hung).toMatchObject([{ findings: [tagged], failures: [{ ruleId: 'hostile', kind: 'timeout' }] }]);
    expect(hung[0]?.failures[0]?.message).toContain('set aside');
    expect(bobs).toEqual([{ findings: [tagged], failures: [] }]);

    const againMs = performance.now();
    expect(await engine.evaluate('ann', [factsAbout()])).toEqual(hung);
    expect(performance.now() - againMs).toBeLessThan(limits.killGraceMs); // nobody waited for a kill again
  });

  it('that hang while they are loaded are killed too', async () => {
    const source =
      'new Array(1e6).fill(0).includes.call({ length: 2 ** 53 - 1 }, 1); export default () => {};';
    const failures = await engine.load('ann', [{ ...alwaysTags, id: 'hostile', source }, alwaysTags]);
    expect(failures).toMatchObject([{ ruleId: 'hostile', kind: 'timeout' }]);
    expect((await engine.evaluate('ann', [factsAbout()]))[0]?.findings).toEqual([tagged]);
  });

  it('cannot reach the rules of another owner, not even with the same source', async () => {
    const source = "let calls = 0; export default () => ({ verdict: 'annotate', note: String(++calls) });";
    const counts = { ...ruleOf('hostile', ''), source };
    await engine.load('ann', [counts]);
    await engine.load('bob', [counts]);
    await engine.evaluate('ann', [factsAbout(), factsAbout()]);
    expect((await engine.evaluate('bob', [factsAbout()]))[0]?.findings).toEqual([note('1')]);
  });
});

describe('closing', () => {
  it('answers what still waits as failures', async () => {
    const short = createRuleEngine({ spawn: spawnRuleThread(limits), limits });
    const loading = short.load('ann', [alwaysTags]);
    short.close();
    expect(await loading).toMatchObject([{ ruleId: 'always-tags', kind: 'timeout' }]);
  });
});
