import { useState } from 'react';
import type { Failed } from '#client/app/session.ts';

/** Tries something that ends in words when it fails; one at a time. */
export function useAttempt() {
  const [failed, setFailed] = useState<Failed>();
  const [isBusy, setBusy] = useState(false);
  const attempt = async (work: () => Promise<Failed | undefined>) => {
    setBusy(true);
    setFailed(undefined);
    setFailed(await work());
    setBusy(false);
  };
  return { failed, isBusy, attempt };
}
