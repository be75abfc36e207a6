import type { SpawnGuest } from './guest.ts';
import { webGuest } from './guest.web.ts';

/** Rule workers as browser threads. */
export function spawnRuleThread(): SpawnGuest {
  return webGuest(() => new Worker(new URL('./worker.web.ts', import.meta.url), { type: 'module' }));
}
