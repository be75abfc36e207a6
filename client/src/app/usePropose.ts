// The one way in which screens change a life: propose drafts, say what became of them, remember how to take them back.

import { useCallback, useMemo } from 'react';
import { uuidv7 } from '#core/log/ids.ts';
import { DeviceFull } from '../cache/full.ts';
import type { Draft, Drafted } from './life.ts';
import { type MomentStore, say, useMomentStore } from './moment.ts';
import { useLife } from './useLife.ts';

export interface Wish {
  readonly drafts: readonly Draft[];
  /** Said when all went well: "Sketch logged". */
  readonly done: string;
  /** What takes each draft back, one for one. Nothing when it can't be taken back. */
  readonly undo?: { readonly text: string; readonly drafts: readonly Draft[] };
}

/** A fresh id in order of time. */
export function newId(): string {
  return uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
}

export function usePropose(): (wish: Wish) => Promise<Drafted[]> {
  const life = useLife();
  const store = useMomentStore();
  return useCallback(
    async (wish) => {
      const drafted = await life.propose(wish.drafts).catch((error: unknown) => {
        store.setState({ notSaved: notSavedWords(error) });
        say(store, 'Nothing was saved');
        throw error;
      });
      store.setState({ notSaved: '' });
      tell(store, wish, drafted);
      return drafted;
    },
    [life, store],
  );
}

function notSavedWords(error: unknown): string {
  return error instanceof DeviceFull
    ? error.message
    : 'That could not be saved. Try again; if it does not help, reload the page.';
}

/** Takes back what was done last. */
export function useUndo(): { readonly undo: () => Promise<void> } {
  const life = useLife();
  const store = useMomentStore();
  return useMemo(
    () => ({
      async undo() {
        const last = store.getState().undos.at(-1);
        if (!last) return;
        store.setState(({ undos }) => ({ undos: undos.slice(0, -1) }));
        await life.propose(last.drafts);
        say(store, last.text);
      },
    }),
    [life, store],
  );
}

// A rule's question or refusal is more worth saying than that the rest went well.
function tell(store: MomentStore, { done, undo, drafts }: Wish, drafted: readonly Drafted[]): void {
  const saved = drafted.map((one) => one.verdict === 'saved');
  const backs = undo?.drafts.filter((_, i) => undo.drafts.length !== drafts.length || saved[i]) ?? [];
  const told =
    drafted.find((one) => one.verdict === 'refused') ?? drafted.find((one) => one.verdict === 'waiting');
  const words = told ? `${told.verdict === 'refused' ? 'Refused' : 'Waiting for you'}: ${told.text}` : done;
  say(
    store,
    words,
    undo && backs.length > 0 && saved.some(Boolean) ? { text: undo.text, drafts: backs } : undefined,
  );
}
