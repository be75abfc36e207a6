// How a bench's page asks its workers: one question, one answer, and failures with their stacks.

export interface Asked {
  ask<T>(name: string, args?: unknown): Promise<T>;
  end(): void;
}

/** The page's end. */
export function askWorker(worker: Worker): Asked {
  let calls = 0;
  return {
    ask<T>(name: string, args?: unknown): Promise<T> {
      const id = ++calls;
      return new Promise((resolve, reject) => {
        const hear = ({ data }: MessageEvent<{ id: number; value: T; failure?: string }>) => {
          if (data.id !== id) return;
          worker.removeEventListener('message', hear);
          if (data.failure === undefined) resolve(data.value);
          else reject(new Error(data.failure));
        };
        worker.addEventListener('message', hear);
        worker.postMessage({ id, name, args });
      });
    },
    end: () => worker.terminate(),
  };
}

/** The worker's end. */
export function answerWith(handlers: Readonly<Record<string, (args: never) => unknown>>): void {
  self.addEventListener('message', ({ data }: MessageEvent<{ id: number; name: string; args: never }>) => {
    Promise.resolve()
      .then(() => handlers[data.name]?.(data.args))
      .then(
        (value) => self.postMessage({ id: data.id, value }),
        (error: unknown) =>
          self.postMessage({ id: data.id, failure: error instanceof Error ? error.stack : String(error) }),
      );
  });
}
