// A tool call: ours (gate, input and output checks, a worker that can be killed) against bare Extism in the same thread plus one
// hop to a worker and back.
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { createPlugin } from '@extism/extism';
import pino from 'pino';
import { createPluginRunner } from '#core/tools/index.ts';
import { spawnPluginThread } from '#core/tools/spawn.node.ts';
import { loadPlugins } from '#gateway/execution/plugins.ts';
import { pluginDir } from '../build.ts';
import { type Comparison, takeTurns } from './measure.ts';

const calls = 50;
const rounds = 9;

export async function benchTools(): Promise<Comparison> {
  const plugin = loadPlugins(pluginDir, pino({ level: 'silent' })).get('weight-trend');
  if (!plugin) throw new Error(`There is no weight-trend plugin in ${join(pluginDir)}.`);
  const day = (index: number) =>
    new Date(Date.UTC(2026, 0, 1) + index * 86_400_000).toISOString().slice(0, 10);
  const series = Array.from({ length: 365 }, (_, index) => ({
    day: day(index),
    valueKg: 80 + Math.sin(index),
  }));
  const input = { series };
  const runner = createPluginRunner({ spawn: spawnPluginThread() });
  const bare = await createPlugin({ wasm: [{ data: new Uint8Array(plugin.wasm) }] }, { useWasi: false });
  const echo = new Worker(
    "require('worker_threads').parentPort.on('message', (m) => require('worker_threads').parentPort.postMessage(m))",
    { eval: true },
  );
  const hop = (message: unknown) =>
    new Promise((resolve) => {
      echo.once('message', resolve);
      echo.postMessage(message);
    });
  const text = JSON.stringify(input);
  const [ours, peer] = await takeTurns(
    [
      {
        name: 'LifeOS: gate, checks, killable worker, warm for its owner',
        units: calls,
        async work() {
          for (let i = 0; i < calls; i++) {
            const result = await runner.call({ plugin, ownerId: 'bench', action: 'trend', input });
            if (!result.ok) throw new Error(result.failure.message);
          }
        },
      },
      {
        name: 'bare Extism, warm, plus one worker hop',
        units: calls,
        async work() {
          for (let i = 0; i < calls; i++) {
            const output = await bare.call('trend', text);
            await hop(text);
            JSON.parse(output?.text() ?? 'null');
          }
        },
      },
    ],
    rounds,
  );
  runner.close();
  await bare.close();
  await echo.terminate();
  if (!ours || !peer) throw new Error('Nothing was timed.');
  return {
    what: 'tool call, a year of weights',
    ours,
    peer,
    goal: 'at least 0.91 (1.1 times its time)',
    isMet: (ratio) => ratio >= 0.91,
  };
}
