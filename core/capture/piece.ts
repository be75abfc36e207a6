// What one line of words was understood as.

import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { StoredValue } from '../projection/entry.ts';

/** An entry as it was understood, before it is stamped. */
export interface UnderstoodEntry {
  readonly kind: string;
  readonly occurredMs: number;
  readonly spanMs?: number;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly note: string;
  readonly tags: readonly string[];
}

/** One part of the line: `line.slice(start, end)` are the words it was understood from. */
export interface Piece {
  readonly start: number;
  readonly end: number;
  readonly entry: UnderstoodEntry;
  /** The kind's name: "Run". */
  readonly title: string;
  /** How it was understood, for the pill: "6.2 km in 34 min". */
  readonly detail: string;
  /** When the words can mean two things: what to choose between. The first is what `entry` says. */
  readonly doubt?: readonly { readonly label: string; readonly entry: UnderstoodEntry }[];
}

/** What understanding a line needs. `nowMs` is milliseconds since 1970; `zone` an IANA name. */
export interface Around {
  readonly kinds: readonly KindDefined[];
  readonly nowMs: number;
  readonly zone: string;
}
