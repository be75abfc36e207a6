// Something that is asked of the gateway: the answer, or why there is none, and how to ask again.

import { useCallback, useEffect, useState } from 'react';
import type { Failed } from '#client/app/session.ts';
import { failedWords } from './access.ts';

export interface Remote<T> {
  readonly value: T | undefined;
  readonly failed: Failed | undefined;
  /** Does something, then asks again. */
  change(work: () => Promise<unknown>): Promise<void>;
}

export function useRemote<T>(ask: () => Promise<T>): Remote<T> {
  const [value, setValue] = useState<T>();
  const [failed, setFailed] = useState<Failed>();
  const load = useCallback(
    () =>
      ask().then(
        (next) => {
          setValue(next);
          setFailed(undefined);
        },
        (error: unknown) => setFailed(failedWords(error)),
      ),
    [ask],
  );
  useEffect(() => {
    void load();
  }, [load]);
  const change = useCallback(
    async (work: () => Promise<unknown>) => {
      try {
        await work();
        await load();
      } catch (error) {
        setFailed(failedWords(error));
      }
    },
    [load],
  );
  return { value, failed, change };
}
