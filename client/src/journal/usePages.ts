// The journal in stretches: a list grows page by page up to what a phone scrolls smoothly, then the next stretch begins where the
// last one ended. So a life of any length can be walked from its end to its beginning.

import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import type { EntryView, JournalPlace } from '#client/cache/views.ts';

/** Entries that one press adds: a few screens full. */
const pageSize = 60;
/** Entries on screen at once: 600 rows are drawn anew in a few frames on a slow phone. */
const stretchMax = 600;

/** How many have been found so far, and whether that is all. */
export interface Count {
  readonly seen: number;
  readonly isAll: boolean;
}

export interface Pages {
  /** What is on screen; undefined while it is looked up for the first time. */
  readonly entries: readonly EntryView[] | undefined;
  readonly count: Count | undefined;
  readonly pages: { readonly earlier?: () => void; readonly later?: () => void };
}

interface Walk {
  readonly query: string;
  /** Where each stretch before this one ended. */
  readonly ends: readonly JournalPlace[];
  readonly limit: number;
}

export function usePages(query: string): Pages {
  const [kept, setWalk] = useState<Walk>({ query, ends: [], limit: pageSize });
  // Other words are another walk.
  const walk = kept.query === query ? kept : { query, ends: [], limit: pageSize };
  const { ends, limit } = walk;
  const before = ends.at(-1);
  // One more than is shown tells whether there are more.
  const found = useAnswer('journal', { query, limit: limit + 1, ...(before ? { before } : {}) });
  const entries = found?.slice(0, limit);
  const last = entries?.at(-1);
  const hasMore = found !== undefined && found.length > limit;
  const earlier = () => {
    if (limit < stretchMax) setWalk({ ...walk, limit: limit + pageSize });
    else if (last) turn({ ...walk, ends: [...ends, placeOf(last)], limit: pageSize });
  };
  const later = () => turn({ ...walk, ends: ends.slice(0, -1), limit: stretchMax });
  const turn = (next: Walk) => {
    setWalk(next);
    window.scrollTo({ top: 0 });
  };
  return {
    entries,
    count: entries && { seen: ends.length * stretchMax + entries.length, isAll: !hasMore },
    pages: { ...(hasMore ? { earlier } : {}), ...(ends.length > 0 ? { later } : {}) },
  };
}

function placeOf({ occurredMs, entryId }: EntryView): JournalPlace {
  return { occurredMs, entryId };
}
