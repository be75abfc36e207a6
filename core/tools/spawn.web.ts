import type { SpawnGuest } from '../rules/guest.ts';
import { webGuest } from '../rules/guest.web.ts';

/** Plugin workers as browser threads. */
export function spawnPluginThread(): SpawnGuest {
  return webGuest(() => new Worker(new URL('./worker.web.ts', import.meta.url), { type: 'module' }));
}
