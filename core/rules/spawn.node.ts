import { nodeGuest } from './guest.node.ts';
import type { SpawnGuest } from './guest.ts';
import { type RuleLimits, ruleLimits } from './limits.ts';

/** Rule workers as Node threads. The limits must be the engine's own. */
export function spawnRuleThread(limits: RuleLimits = ruleLimits): SpawnGuest {
  return nodeGuest({ module: new URL('./worker.node.ts', import.meta.url), workerData: limits, heapMb: 128 });
}
