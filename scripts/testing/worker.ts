// Speaks to the worker that holds a page's life, in its own words, past the page: to look at all its rows, or to write more than a person
// would type.
import type { Page, Worker } from 'playwright-core';

/** What the worker says to one call: an answer with its value, or a failure. */
export interface WorkerAnswer {
  readonly from: 'answer' | 'failure';
  readonly value?: unknown;
  readonly message?: string;
  readonly isFull?: boolean;
}

/** Calls it. `args` and `read` are JavaScript as text, because they run in the worker; `read` makes of the answer what is brought back. */
export async function callWorker<T = WorkerAnswer>(
  page: Page,
  call: { name: string; args?: string; read?: string },
): Promise<T> {
  const { name, args = '{}', read = '(answer) => answer' } = call;
  const worker = page.workers().find((one) => /\/worker-/.test(one.url())) as Worker;
  return worker.evaluate(`new Promise((resolve) => {
    const post = self.postMessage.bind(self);
    self.postMessage = (answer) => {
      if (answer.id !== -1) return post(answer);
      self.postMessage = post;
      resolve((${read})(answer));
    };
    const data = { to: 'call', id: -1, name: '${name}', args: ${args} };
    self.dispatchEvent(new MessageEvent('message', { data }));
  })`) as Promise<T>;
}
