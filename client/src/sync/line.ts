// What sync needs of a gateway, and how a line to it fails. In the browser it is Connect (line.connect.ts); a simulation gives its own,
// which drops, doubles and delays.

import type { Event, Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';

/** Where a device stands in the log. The hash names the history in which it got there; empty when it is not known. */
export interface Place {
  readonly seq: number;
  readonly hash: Uint8Array;
}

/** Events that follow a place, in order; empty to say "still here". */
export interface Heard {
  readonly events: readonly Event[];
  readonly headSeq: number;
  readonly lastHash: Uint8Array;
}

/** A page of the log backwards: stored bytes of events, by falling seq to the oldest. The head is where listening goes on. */
export interface PastPage {
  readonly events: readonly Uint8Array[];
  readonly oldest: Place;
  readonly head: Place;
  /** With the first page: events from anywhere that define kinds and documents. They come again at their place. */
  readonly foundations: readonly Uint8Array[];
}

/** By which a gateway tells a device from a copy of it. */
export interface Mark {
  readonly deviceId: string;
  readonly last: string;
  readonly next: string;
}

export interface Line {
  propose(call: { intents: readonly Intent[]; mark: Mark }, signal: AbortSignal): Promise<readonly Outcome[]>;
  /** Events from a place on, for as long as the line holds. */
  listen(from: Place, signal: AbortSignal): AsyncIterable<Heard>;
  /** One page of events, at once. */
  read(from: Place, limit: number, signal: AbortSignal): Promise<Heard>;
  /** The log backwards, to its beginning. 0 begins with the newest event. */
  lookBack(beforeSeq: number, signal: AbortSignal): AsyncIterable<PastPage>;
}

/**
 * Why a call failed. `offline`: nobody answered. `inBetween`: something answered that is no LifeOS, such as the sign-in page of a
 * hotel's network. `signedOut`: the session has ended. `history`, `copied`: see proto/lifeos/system/v1. `busy`: a limit, for a while.
 * `unsupported`: an older gateway does not have this call. `trouble`: anything else, in the gateway's words.
 */
export type FailureKind =
  | 'offline'
  | 'inBetween'
  | 'signedOut'
  | 'history'
  | 'copied'
  | 'busy'
  | 'unsupported'
  | 'trouble';

/** Thrown by a line. */
export class LineFailure extends Error {
  readonly kind: FailureKind;
  /** How long the gateway wants to be left alone, in milliseconds. */
  readonly retryAfterMs: number;

  constructor(kind: FailureKind, words = '', retryAfterMs = 0) {
    super(words === '' ? kind : words);
    this.name = 'LineFailure';
    this.kind = kind;
    this.retryAfterMs = retryAfterMs;
  }
}
