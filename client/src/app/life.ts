// The one object through which screens reach a life: ask, propose, hear of changes. What is behind it (a worker, a database, a
// gateway) is not their business; tests give their own.

import type { BodyCase, BodyOf } from '#core/log/body.ts';
import type { NoticeName, Queries, QueryName, SyncStatus } from '../cache/views.ts';

/** Something the person wants, before it is stamped. */
export type Draft = {
  [C in BodyCase]: { readonly kind: C; readonly value: BodyOf<C>; readonly causeId?: string };
}[BodyCase];

/** What became of a draft on this device: saved and shown, or held because a rule asks, or refused by a rule. */
export interface Drafted {
  readonly intentId: string;
  readonly verdict: 'saved' | 'waiting' | 'refused';
  /** The rule's words, when it asks or refuses. */
  readonly text: string;
}

/** A life on this device. */
export interface Life {
  ask<Q extends QueryName>(name: Q, args: Queries[Q]['args']): Promise<Queries[Q]['answer']>;
  /** Saves drafts durably and shows them; they are sent as soon as the gateway can be reached. */
  propose(drafts: readonly Draft[]): Promise<Drafted[]>;
  /** Takes a refused intent off the list. */
  drop(intentId: string): Promise<void>;
  /** The person has read what they were told about this device. */
  dismiss(notice: NoticeName): Promise<void>;
  /** Called after anything may have changed. Returns how to stop. */
  onChange(changed: () => void): () => void;
  readonly status: { get(): SyncStatus; onChange(changed: () => void): () => void };
  /** Tries to sync now. */
  syncNow(): void;
}
