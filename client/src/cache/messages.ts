// What the page and its worker say to each other.

import type { Drafted } from '../app/life.ts';
import type { NoticeName, Queries, QueryName, SyncStatus } from './views.ts';

/** A draft on its way to the worker: stored bytes of its body, so that nothing is lost in between. */
export interface DraftBytes {
  readonly body: Uint8Array;
  readonly causeId: string;
}

/** What the page may ask; the answers by name. */
export interface Calls {
  ask: { args: { name: QueryName; args: Queries[QueryName]['args'] }; answer: unknown };
  propose: { args: { drafts: readonly DraftBytes[]; zone: string }; answer: Drafted[] };
  drop: { args: { intentId: string }; answer: undefined };
  /** A token for a call that the page makes itself; undefined when signed out or offline. */
  token: { args: Record<never, never>; answer: string | undefined };
  /** All rows of the projections, to compare two devices with each other. */
  dump: { args: Record<never, never>; answer: Record<string, unknown[]> };
  /** The person has read it. */
  dismiss: { args: { name: NoticeName }; answer: undefined };
  poke: { args: Record<never, never>; answer: undefined };
  /** Stops everything and closes the database. */
  close: { args: Record<never, never>; answer: undefined };
}

export type CallName = keyof Calls;

export type ToWorker =
  | { readonly to: 'open'; readonly userId: string; readonly deviceId: string; readonly baseUrl: string }
  | {
      [C in CallName]: {
        readonly to: 'call';
        readonly id: number;
        readonly name: C;
        readonly args: Calls[C]['args'];
      };
    }[CallName];

export type FromWorker =
  | { readonly from: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly from: 'failure'; readonly id: number; readonly message: string; readonly isFull: boolean }
  | { readonly from: 'changed' }
  | { readonly from: 'status'; readonly status: SyncStatus };
