// The first script in every rule context. It takes away what is not deterministic or could build code from text, freezes
// everything that is left, and gives back the functions through which the host talks to rules. Rules are modules and run
// later; they cannot reach these functions nor change what they use.

/** A line of judgeAll() that says: the same answer as the one before. No answer is written like that. */
export const sameAnswer = '=';

/**
 * Evaluates to [judge, judgeAll, describe]. `build` makes facts, see wire.ts.
 *
 * - judge(rule, build, factsJson, recentJson) → the answer as JSON, or ''.
 * - judgeAll(rule, build, factsListJson, recentJson, charsMax) → the answers to a list of facts, a line for each, or '' when
 *   there are none at all. JSON has no line breaks of its own. Whatever goes wrong is thrown, and the list is then judged one
 *   by one. Recent entries are shared, so they are frozen: a rule that tries to change them throws.
 * - describe(error) → [name, message, stack] as JSON.
 */
export const prelude = `(() => {
  'use strict';
  const { parse, stringify } = JSON;
  const { freeze, getOwnPropertyDescriptor, getPrototypeOf, defineProperty } = Object;
  const { ownKeys } = Reflect;
  const text = String;
  const PromiseOfRules = Promise;

  for (const name of ['Date', 'Proxy', 'eval', 'Function', 'WeakRef', 'FinalizationRegistry']) delete globalThis[name];
  Math.random = undefined;

  const kinds = [function () {}, async function () {}, function* () {}, async function* () {}].map(getPrototypeOf);
  for (const kind of kinds) defineProperty(kind, 'constructor', { value: undefined, writable: false, configurable: false });

  const hidden = [
    ...kinds,
    (function* () {})(), (async function* () {})(),
    [][Symbol.iterator](), ''[Symbol.iterator](), new Map().entries(), new Set().values(), 'a'.matchAll(/a/g),
  ];
  const seen = new Set();
  const queue = [globalThis, ...hidden];
  while (queue.length > 0) {
    const thing = queue.pop();
    if (thing === null || (typeof thing !== 'object' && typeof thing !== 'function') || seen.has(thing)) continue;
    seen.add(thing);
    queue.push(getPrototypeOf(thing));
    for (const key of ownKeys(thing)) {
      const { value, get, set } = getOwnPropertyDescriptor(thing, key);
      queue.push(value, get, set);
    }
  }
  seen.forEach((thing) => freeze(thing));

  const textOf = (answer) => {
    if (answer instanceof PromiseOfRules) throw new TypeError('a rule must answer at once; remove async and await');
    const json = stringify(answer);
    if (typeof json !== 'string') throw new TypeError('a ' + typeof answer + ' is not a verdict');
    return json;
  };
  const judge = (rule, build, factsJson, recentJson) => {
    const answer = rule(build(parse(factsJson), recentJson === '' ? undefined : parse(recentJson)));
    return answer === undefined ? '' : textOf(answer);
  };

  const frozen = (json) => {
    if (json === null || typeof json !== 'object') return json;
    for (const key of ownKeys(json)) frozen(json[key]);
    return freeze(json);
  };
  const judgeAll = (rule, build, factsListJson, recentJson, charsMax) => {
    const list = parse(factsListJson);
    const recent = recentJson === '' ? undefined : frozen(parse(recentJson));
    const breaks = '\\n'.repeat(list.length);
    const parts = [];
    let at = 0; // the line on which the parts end
    let last = '';
    for (let i = 0; i < list.length; i++) {
      const answer = rule(build(list[i], recent));
      if (answer === undefined) continue;
      const json = textOf(answer);
      if (json.length > charsMax) throw new RangeError('the answer is too long');
      parts.push(breaks.slice(0, i - at), json === last ? '${sameAnswer}' : json);
      at = i;
      last = json;
    }
    return last === '' ? '' : parts.join('') + breaks.slice(at + 1);
  };

  const say = (read, charsMax) => {
    try { return text(read()).slice(0, charsMax); } catch { return ''; }
  };
  const describe = (error) =>
    error !== null && typeof error === 'object'
      ? stringify([say(() => error.name, 80), say(() => error.message, 300), say(() => error.stack, 1000)])
      : stringify(['', say(() => error, 300), '']);

  return [judge, judgeAll, describe];
})()`;
