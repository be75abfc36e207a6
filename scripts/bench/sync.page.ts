// The page of the bench of first sync and captures: starts its worker and gives what it says.

import type { Plan } from '../demo/life.ts';
import type { PieceTimes } from './sync.worker.ts';
import { askWorker } from './workers.ts';

declare global {
  interface Window {
    benchSync(asked: { plan: Plan; piecePages: number }): Promise<PieceTimes>;
    benchCapture(asked: { plan: Plan; batch: number; pieceBatches: number }): Promise<PieceTimes>;
  }
}

const newWorker = () =>
  askWorker(new Worker(new URL('./sync.worker.ts', import.meta.url), { type: 'module' }));

window.benchSync = (asked) => newWorker().ask('sync', asked);
window.benchCapture = (asked) => newWorker().ask('capture', asked);
document.title = 'ready';
