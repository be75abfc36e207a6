// Rule evaluation: ours (batched, in a worker that can be killed) against the naive way (a new QuickJS context for each) and
// against the same function in plain Node, which is no sandbox. All judge the same facts by the same rule.

import { newQuickJSWASMModule } from 'quickjs-emscripten';
import { createRuleEngine, type Facts } from '#core/rules/index.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.node.ts';
import { type Comparison, takeTurns } from './measure.ts';

const events = 500; // a batch of the gateway
const eventsNaive = 100; // the first of the same facts: a day of them, and 15 ms a round
// V8 compiles QuickJS well only after it ran for a while. All rivals run for some ten milliseconds a round; a round of one batch
// would measure the first second of a gateway instead.
const batchesPerRound = 20;
const rounds = 9;

export async function benchRules(): Promise<Comparison[]> {
  const [rule] = seededRules;
  if (!rule) throw new Error('There is no seeded rule.');
  const comparisons: Comparison[] = [];
  for (const workload of workloads) {
    const what = `rule evaluation, ${workload.name}`;
    const [ours, naive, node] = await timed(rule.source, Array.from({ length: events }, workload.facts));
    if (!ours || !naive || !node) throw new Error('Nothing was timed.');
    comparisons.push(
      { what, ours, peer: naive, goal: 'at least 60', isMet: (ratio) => ratio >= 60 },
      { what, ours, peer: node, goal: 'none: the price of a sandbox', isMet: () => true },
    );
  }
  return comparisons;
}

/** No two events have the same facts, so that nobody could answer one from memory. */
const workloads = [
  {
    name: 'a day of entries, one in ten held',
    facts: (_: unknown, i: number) => factsOf(kinds[i % kinds.length] ?? '', i),
  },
  {
    name: 'every entry held',
    facts: (_: unknown, i: number) => factsOf('coffee', 100 * Math.floor(i / 100) + 60 + (i % 40)),
  },
];

const kinds = ['water', 'steps', 'mood', 'coffee', 'meal'];

/** An entry of that kind, ten minutes after the one before; after a hundred the next day begins. */
function factsOf(kind: string, i: number): Facts {
  const minutes = 60 * 6 + (i % 100) * 10;
  const localTime = [minutes / 60, minutes % 60].map((part) => String(Math.floor(part)).padStart(2, '0'));
  const localDate = `2026-11-${20 + Math.floor(i / 100)}`;
  const occurredAt = `${localDate}T${localTime.join(':')}:00Z`;
  return {
    intent: {
      type: 'entry.recorded',
      actor: 'user',
      entry: {
        kind,
        occurredAt,
        localTime: localTime.join(':'),
        localDate,
        zone: 'UTC',
        values: {},
        note: '',
        domain: 'home',
        tags: [],
      },
    },
    now: occurredAt,
    zone: 'UTC',
    recent: [],
    seed: i,
  };
}

async function timed(source: string, batch: readonly Facts[]) {
  const engine = createRuleEngine({ spawn: spawnRuleThread() });
  await engine.load('bench', seededRules);
  const quickjs = await newQuickJSWASMModule();
  const script = source.replace('export default function', 'globalThis.rule = function');
  const plain = (await import(`data:text/javascript,${encodeURIComponent(source)}`)) as {
    default: (given: Facts) => unknown;
  };
  const timings = await takeTurns(
    [
      {
        name: `LifeOS: ${events} events a message, capped and killable`,
        units: events * batchesPerRound,
        async work() {
          for (let i = 0; i < batchesPerRound; i++) await engine.evaluate('bench', batch);
        },
      },
      {
        name: 'quickjs-emscripten: a new context each time',
        units: eventsNaive,
        work() {
          for (const facts of batch.slice(0, eventsNaive)) {
            const context = quickjs.newContext();
            const code = `${script}; JSON.stringify(rule(${JSON.stringify(facts)}))`;
            context.unwrapResult(context.evalCode(code)).dispose();
            context.dispose();
          }
        },
      },
      {
        name: 'plain Node, no sandbox',
        units: events * batchesPerRound,
        work() {
          for (let i = 0; i < batchesPerRound; i++)
            for (const facts of batch)
              JSON.stringify(plain.default(JSON.parse(JSON.stringify(facts)) as Facts));
        },
      },
    ],
    rounds,
  );
  engine.close();
  return timings;
}
