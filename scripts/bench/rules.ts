// Rule evaluation: ours (batched, in a worker that can be killed) against the naive way (a new QuickJS context for each) and
// against the same function in plain Node, which is no sandbox.
import { newQuickJSWASMModule } from 'quickjs-emscripten';
import { createRuleEngine, type Facts } from '#core/rules/index.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.node.ts';
import { type Comparison, takeTurns } from './measure.ts';

const events = 100;
const rounds = 9;

export async function benchRules(): Promise<Comparison[]> {
  const [rule] = seededRules;
  if (!rule) throw new Error('There is no seeded rule.');
  const facts: Facts = {
    intent: {
      type: 'entry.recorded',
      actor: 'user',
      entry: {
        kind: 'coffee',
        occurredAt: '2026-11-20T15:30:00Z',
        localTime: '15:30',
        localDate: '2026-11-20',
        zone: 'UTC',
        values: {},
        note: '',
        domain: 'home',
        tags: [],
      },
    },
    now: '2026-11-20T15:31:00Z',
    zone: 'UTC',
    recent: [],
    seed: 1,
  };
  const engine = createRuleEngine({ spawn: spawnRuleThread() });
  await engine.load('bench', seededRules);
  const batch = Array.from({ length: events }, () => facts);
  const quickjs = await newQuickJSWASMModule();
  const script = `${rule.source.replace('export default function', 'globalThis.rule = function')}; JSON.stringify(rule(${JSON.stringify(facts)}))`;
  const plain = (await import(`data:text/javascript,${encodeURIComponent(rule.source)}`)) as {
    default: (given: Facts) => unknown;
  };
  const [ours, naive, node] = await takeTurns(
    [
      {
        name: `LifeOS: ${events} events a message, capped and killable`,
        units: events,
        work: () => engine.evaluate('bench', batch),
      },
      {
        name: 'quickjs-emscripten: a new context each time',
        units: events,
        work() {
          for (let i = 0; i < events; i++) {
            const context = quickjs.newContext();
            context.unwrapResult(context.evalCode(script)).dispose();
            context.dispose();
          }
        },
      },
      {
        name: 'plain Node, no sandbox',
        units: events,
        work() {
          for (let i = 0; i < events; i++)
            JSON.stringify(plain.default(JSON.parse(JSON.stringify(facts)) as Facts));
        },
      },
    ],
    rounds,
  );
  engine.close();
  if (!ours || !naive || !node) throw new Error('Nothing was timed.');
  return [
    { what: 'rule evaluation', ours, peer: naive, goal: 'at least 60', isMet: (ratio) => ratio >= 60 },
    {
      what: 'rule evaluation, against the floor',
      ours,
      peer: node,
      goal: 'none: the price of a sandbox',
      isMet: () => true,
    },
  ];
}
