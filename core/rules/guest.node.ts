// A guest worker as a Node thread.

import { Worker } from 'node:worker_threads';
import type { SpawnGuest } from './guest.ts';

/**
 * Starts threads from a module. They get no environment variables, no arguments and a heap of their own with a limit;
 * what they print is dropped. An idle thread does not keep the process alive.
 * @param given.heapMb the most JavaScript heap of the thread, in MB; WebAssembly memory is bounded by its own maximum
 */
export function nodeGuest(given: { module: URL; workerData: unknown; heapMb: number }): SpawnGuest {
  return () => {
    const worker = new Worker(given.module, {
      workerData: given.workerData,
      env: {},
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: given.heapMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    worker.stdout.resume();
    worker.stderr.resume();
    worker.unref();
    return {
      post: (message) => worker.postMessage(message),
      listen(on) {
        worker.on('message', on.message);
        worker.on('error', (error: Error) => on.crash(error.message));
        worker.on('exit', (code) => on.crash(`the worker ended with code ${code}`));
      },
      terminate: () => void worker.terminate(),
    };
  };
}
