// What becomes of a session when one of its refresh tokens is presented: a pure step from what is known of them to what is known next.
//
//   fresh ──presented──▶ last ──a successor is presented──▶ retired ──graceMs──▶ old
//
//   presented │ answer
//   fresh     │ rotated: it gets a successor and is the last; its unused siblings are retired
//   last      │ rotated: one more successor, because the answer with the first may have been lost on the way
//   retired   │ tooLate: "try again"; nothing changes
//   old       │ stolen: two parties hold the session, and it ends for both
//   unknown   │ unknown
//
// Calls arrive late: a line that stalls delivers a refresh after the page has given it up, asked again and gone on with what it got. Such
// a call must not end the session, so a token that was retired a moment ago is refused only. It is not given the newest token again:
// whoever waits for that answer has a newer cookie already, and somebody who holds a copy would have a session of their own. So within
// the grace a thief gets nothing, and after it they are found out as before.

import { sameBytes } from '#core/log/chain.ts';

/** What is known of a session's tokens, by their hashes. */
export interface Rotation {
  /** Given out and not used yet: one, or more when an answer was lost on the way. */
  readonly fresh: readonly Uint8Array[];
  /** Used, or retired with one that was; the one that was used last is the last. */
  readonly used: readonly Used[];
}

export interface Used {
  readonly hash: Uint8Array;
  /** When it was used or retired, in milliseconds since 1970. */
  readonly atMs: number;
}

export type Presented =
  | { readonly kind: 'rotated'; readonly next: Rotation }
  | { readonly kind: 'tooLate'; readonly retryAfterMs: number }
  | { readonly kind: 'stolen' }
  | { readonly kind: 'unknown' };

/**
 * Milliseconds for which a retired token is only refused. Twice as long as a call may take on a device (30 s), so that whatever it gave
 * up has arrived or died by then; short enough that a copied cookie is noticed while its owner is still at it.
 */
export const graceMs = 60_000;

/** What "try again" means, in milliseconds: the newer cookie is there already, or comes with an answer that is on its way. */
const retryAfterMs = 1_000;

/** How many used tokens are remembered: reuse of older ones finds no match and is refused all the same. */
const usedMax = 20;
/** How many successors one token may have: more lost answers in a row are somebody trying. */
const successorsMax = 8;

/** `next` is the hash of the successor that is given out if the token is taken. */
export function presentToken(
  { fresh, used }: Rotation,
  given: { hash: Uint8Array; next: Uint8Array; nowMs: number },
): Presented {
  const { hash, next, nowMs } = given;
  if (fresh.some((known) => sameBytes(known, hash))) {
    const siblings = fresh.filter((known) => !sameBytes(known, hash));
    const retired = [...siblings, hash].map((known) => ({ hash: known, atMs: nowMs }));
    return { kind: 'rotated', next: { fresh: [next], used: [...used, ...retired].slice(-usedMax) } };
  }
  const at = used.findLastIndex((known) => sameBytes(known.hash, hash));
  const found = used[at];
  if (!found) return { kind: 'unknown' };
  if (at === used.length - 1 && fresh.length < successorsMax)
    return { kind: 'rotated', next: { fresh: [...fresh, next], used } };
  return nowMs - found.atMs <= graceMs ? { kind: 'tooLate', retryAfterMs } : { kind: 'stolen' };
}
