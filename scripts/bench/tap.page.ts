// The bench's page: starts its worker and keeps what it says for whoever drives the browser.
import type { TapTimes } from './tap.ts';

declare global {
  interface Window {
    benchTap(asked: { rounds: number; batch: number }): Promise<TapTimes>;
  }
}

window.benchTap = (asked) => {
  const worker = new Worker(new URL('./tap.worker.ts', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<{ times: TapTimes; failure?: string }>) =>
      data.failure === undefined ? resolve(data.times) : reject(new Error(data.failure)),
    );
    worker.postMessage(asked);
  });
};
