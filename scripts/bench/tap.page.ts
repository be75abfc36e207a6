// The page of the tap bench: starts its worker and gives what it says to whoever drives the browser.

import type { TapTimes } from './tap.ts';
import { askWorker } from './workers.ts';

declare global {
  interface Window {
    benchTap(asked: { rounds: number; batch: number }): Promise<TapTimes>;
  }
}

window.benchTap = (asked) =>
  askWorker(new Worker(new URL('./tap.worker.ts', import.meta.url), { type: 'module' })).ask('run', asked);
document.title = 'ready';
