// How much room a life has in this browser, and whether the browser promises to keep it.

import { useCallback, useEffect, useState } from 'react';

export interface Storage {
  readonly usedBytes: number | undefined;
  /** What this browser allows; undefined when it does not say. */
  readonly allowedBytes: number | undefined;
  /** `kept`: until the person clears it. `mayClear`: when space is short. `said no`: asked, and it may still clear it. */
  readonly promise: 'unknown' | 'kept' | 'mayClear' | 'saidNo';
  /** Asks the browser to keep it. */
  ask(): Promise<void>;
}

export function useStorage(): Storage {
  const [space, setSpace] = useState<{ usage?: number; quota?: number }>({});
  const [promise, setPromise] = useState<Storage['promise']>('unknown');
  useEffect(() => {
    void navigator.storage?.estimate?.().then(setSpace);
    void navigator.storage?.persisted?.().then((isKept) => setPromise(isKept ? 'kept' : 'mayClear'));
  }, []);
  const ask = useCallback(async () => {
    const isKept = await navigator.storage.persist().catch(() => false);
    setPromise(isKept ? 'kept' : 'saidNo');
  }, []);
  return { usedBytes: space.usage, allowedBytes: space.quota, promise, ask };
}
