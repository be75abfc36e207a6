// A guest worker as a browser thread. It needs no cross-origin isolation; the page's CSP must allow 'wasm-unsafe-eval'.

import type { SpawnGuest } from './guest.ts';

/** @param create makes the worker; written out where it is used, since bundlers look for that very expression */
export function webGuest(create: () => Worker): SpawnGuest {
  return () => {
    const worker = create();
    return {
      post: (message) => worker.postMessage(message),
      listen(on) {
        worker.addEventListener('message', (event: MessageEvent<unknown>) => on.message(event.data));
        worker.addEventListener('error', (event) =>
          on.crash(event.message || 'the worker could not be started'),
        );
      },
      terminate: () => worker.terminate(),
    };
  };
}
