// React's side of a life: a context that carries it, and hooks that keep answers fresh.

import { createContext, useContext, useEffect, useRef, useState, useSyncExternalStore } from 'react';
import type { Queries, QueryName, SyncStatus } from '../cache/views.ts';
import type { Life } from './life.ts';

export const LifeContext = createContext<Life | undefined>(undefined);

/** The life of this page. */
export function useLife(): Life {
  const life = useContext(LifeContext);
  if (!life) throw new Error('useLife needs a LifeContext above it.');
  return life;
}

/** An answer that stays fresh; undefined until the first one is there. The last answer stays while a new one is fetched. */
export function useAnswer<Q extends QueryName>(
  name: Q,
  args: Queries[Q]['args'],
): Queries[Q]['answer'] | undefined {
  const life = useLife();
  const [answer, setAnswer] = useState<Queries[Q]['answer']>();
  const key = JSON.stringify(args);
  const asked = useRef(0);
  useEffect(() => {
    const ask = () => {
      const turn = ++asked.current;
      life.ask(name, JSON.parse(key)).then(
        (next) => {
          // An answer that was overtaken by a later one is old news.
          if (turn === asked.current) setAnswer(next);
        },
        // The browser tells the person's console; the last answer stays on screen.
        (error: unknown) => reportError(error),
      );
    };
    ask();
    return life.onChange(ask);
  }, [life, name, key]);
  return answer;
}

/** How the device stands with its gateway. */
export function useSyncStatus(): SyncStatus {
  const { status } = useLife();
  return useSyncExternalStore(status.onChange, status.get);
}
