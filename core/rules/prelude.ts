// The first script in every rule context. It takes away what is not deterministic or could build code from text, freezes
// everything that is left, and gives back the two functions through which the host talks to rules. Rules are modules and
// run later; they cannot reach these functions nor change what they use.

/** Evaluates to [judge, describe]: judge(rule, factsJson) → answer as JSON or ''; describe(error) → [name, message, stack] as JSON. */
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

  const judge = (rule, factsJson) => {
    const answer = rule(parse(factsJson));
    if (answer === undefined) return '';
    if (answer instanceof PromiseOfRules) throw new TypeError('a rule must answer at once; remove async and await');
    const json = stringify(answer);
    if (typeof json !== 'string') throw new TypeError('a ' + typeof answer + ' is not a verdict');
    return json;
  };

  const say = (read, charsMax) => {
    try { return text(read()).slice(0, charsMax); } catch { return ''; }
  };
  const describe = (error) =>
    error !== null && typeof error === 'object'
      ? stringify([say(() => error.name, 80), say(() => error.message, 300), say(() => error.stack, 1000)])
      : stringify(['', say(() => error, 300), '']);

  return [judge, describe];
})()`;
