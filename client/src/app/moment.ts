// What is going on on screen right now, beside the life itself: what was just said, what can be undone, what "Why this?" is
// about, the words in the capture line. One small store for a page, made in App and handed down.

import { createContext, useContext } from 'react';
import { createStore, type StoreApi, useStore } from 'zustand';
import type { Draft } from './life.ts';

/** Steps back that are remembered; more than anyone presses Undo. */
const undosMax = 30;

export interface Undo {
  /** What is taken back: "Sketch". */
  readonly text: string;
  readonly drafts: readonly Draft[];
}

/** What "Why this?" would explain. */
export interface About {
  readonly eventId: string;
  readonly title: string;
}

export interface Moment {
  readonly said: string;
  readonly undos: readonly Undo[];
  readonly about: About | undefined;
  readonly over: 'palette' | 'keys' | 'why' | undefined;
  readonly line: string;
  /** Why the last thing the person wrote was not saved; empty when it was. */
  readonly notSaved: string;
  /** Counts up when the capture line should take the focus. */
  readonly lineAsked: number;
}

export type MomentStore = StoreApi<Moment>;

export function createMoment(): MomentStore {
  return createStore<Moment>(() => ({
    said: '',
    undos: [],
    about: undefined,
    over: undefined,
    line: '',
    notSaved: '',
    lineAsked: 0,
  }));
}

export const MomentContext = createContext<MomentStore | undefined>(undefined);

export function useMomentStore(): MomentStore {
  const store = useContext(MomentContext);
  if (!store) throw new Error('useMoment needs a MomentContext above it.');
  return store;
}

export function useMoment<T>(pick: (moment: Moment) => T): T {
  return useStore(useMomentStore(), pick);
}

/** Says what happened, and remembers how to take it back. */
export function say(store: MomentStore, text: string, undo?: Undo): void {
  store.setState(({ undos }) => ({ said: text, undos: undo ? [...undos, undo].slice(-undosMax) : undos }));
}

/** Puts words into the capture line and the focus with them. */
export function offerLine(store: MomentStore, line: string): void {
  store.setState(({ lineAsked }) => ({ line, lineAsked: lineAsked + 1 }));
}
