// The time, as far as a screen needs it: to the half minute, and at once when the person comes back to the page.

import { useEffect, useState } from 'react';
import { hereZone } from '#client/ui/say/time.ts';
import { localDay } from '#core/projection/day.ts';

const tickMs = 30_000;

export interface Now {
  readonly nowMs: number;
  readonly zone: string;
  readonly today: string;
}

export function useNow(): Now {
  const [nowMs, setNow] = useState(() => Date.now());
  useEffect(() => {
    const tick = () => setNow(Date.now());
    const timer = setInterval(tick, tickMs);
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, []);
  const zone = hereZone();
  return { nowMs, zone, today: localDay(nowMs, zone) };
}
