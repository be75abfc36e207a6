import { nodeGuest } from '../rules/guest.node.ts';
import type { SpawnGuest } from '../rules/guest.ts';

/** Plugin workers as Node threads. */
export function spawnPluginThread(): SpawnGuest {
  return nodeGuest({
    module: new URL('./worker.node.ts', import.meta.url),
    workerData: undefined,
    heapMb: 128,
  });
}
