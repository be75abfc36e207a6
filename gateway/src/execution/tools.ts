// Tools react to what happens: an event sends a job in its own transaction, the job makes a journaled call in the sandbox.

import { uuidFromDigest } from '#core/log/ids.ts';
import type { Stamping } from '#core/log/stamp.ts';
import { createPluginRunner, type Plugin } from '#core/tools/index.ts';
import { spawnPluginThread } from '#core/tools/spawn.node.ts';
import { sha256 } from '../kernel/sha256.ts';
import type { Gate, Reaction } from '../system/index.ts';
import { callTool, type Journal } from './call.ts';
import type { Jobs } from './jobs.ts';
import { loadPlugins } from './plugins.ts';
import {
  callsForTrend,
  recordTrend,
  weightSeries,
  weightTrendAction,
  weightTrendTool,
} from './weighttrend.ts';

const queue = 'tool-call';

interface ToolJob {
  readonly userId: string;
  readonly causeId: string;
}

/** The tools that are installed. */
export interface Tools {
  readonly plugins: ReadonlyMap<string, Plugin>;
  readonly reaction: Reaction;
  stop(): Promise<void>;
}

export async function startTools(given: {
  gate: Gate;
  jobs: Jobs;
  stamping: Stamping;
  pluginDir: string;
}): Promise<Tools> {
  const { gate, jobs } = given;
  const plugins = loadPlugins(given.pluginDir, gate.kernel.log);
  const runner = createPluginRunner({ spawn: spawnPluginThread() });
  const journal: Journal = { gate, stamping: given.stamping, runner };
  const weightTrend = plugins.get(weightTrendTool);
  if (!weightTrend) gate.kernel.log.warn(`the plugin "${weightTrendTool}" is missing: build the plugins`);

  await jobs.handle<ToolJob>(queue, async ({ userId, causeId }) => {
    if (!weightTrend) return;
    const input = await weightSeries(gate, userId);
    if (input.series.length === 0) return;
    const callId = uuidFromDigest(sha256(Buffer.from(`${weightTrendTool}:${causeId}`)));
    const call = { userId, callId, causeId, plugin: weightTrend, action: weightTrendAction, input };
    const output = await callTool(journal, call);
    if (output !== undefined) await recordTrend(journal, { userId, callId, causeId, output });
  });

  return {
    plugins,
    async reaction(tx, userId, events) {
      const cause = events.findLast(callsForTrend);
      if (cause) await jobs.send(tx, queue, { userId, causeId: cause.id } satisfies ToolJob);
    },
    async stop() {
      runner.close();
    },
  };
}
