// Follows a user's log: forwards for those who listen, backwards for those who begin. Plain generators over a log reader, so that
// the same code streams from PostgreSQL and in simulations.

import { create, toBinary } from '@bufbuild/protobuf';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { sameBytes } from '#core/log/chain.ts';
import { EventSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import {
  type SnapshotResponse,
  SnapshotResponseSchema,
  type SubscribeResponse,
  SubscribeResponseSchema,
} from '#gen/lifeos/system/v1/log_pb.ts';
import { limits } from '../kernel/limits.ts';
import { eventMessage } from './event.ts';
import type { LogReader, StoredEvent } from './logstore.ts';
import type { WakeUps } from './wake.ts';

/** Whose log is followed, and with what. */
export interface Following {
  readonly log: LogReader;
  readonly userId: string;
  readonly dataKey: Uint8Array;
  readonly signal: AbortSignal;
  /** Events in one message; the limit of the gateway, unless a simulation wants many pages. */
  readonly pageEvents?: number;
}

/** Where a listener stands. An empty hash is not checked. */
export interface ListenFrom {
  readonly afterSeq: number;
  readonly afterHash: Uint8Array;
}

/** Events from a cursor on, for as long as the signal lasts; `mayGoOn` throws when the listener may not any more. */
export async function* listen(
  following: Following & { wakeUps: Pick<WakeUps, 'wait'>; mayGoOn: () => void },
  from: ListenFrom,
): AsyncGenerator<SubscribeResponse> {
  const { log, userId, signal, pageEvents = limits.streamEventsMax } = following;
  let seq = from.afterSeq;
  let lastHash = await hashAtCursor(log, userId, from);
  let quietMs: number = limits.streamHeartbeatMs; // the first message comes at once, and tells the head
  let woken: Promise<void> | undefined;
  while (!signal.aborted) {
    following.mayGoOn();
    // Begun before looking: what is written between the look and the wait, or while the message is on its way, is not slept through.
    woken ??= following.wakeUps.wait(userId, limits.streamPollMs, signal);
    const stored = await log.events(userId, { afterSeq: seq, limit: pageEvents });
    if (stored.length > 0 || quietMs >= limits.streamHeartbeatMs) {
      const newest = stored.at(-1);
      seq = newest?.seq ?? seq;
      lastHash = newest?.hash ?? lastHash;
      const { seq: headSeq } = await log.readHead(userId);
      yield create(SubscribeResponseSchema, {
        events: stored.map((event) => eventMessage(event, following.dataKey)),
        headSeq: BigInt(headSeq),
        lastHash,
      });
      quietMs = 0;
    }
    if (stored.length === pageEvents) continue;
    await woken;
    woken = undefined;
    quietMs += limits.streamPollMs;
  }
}

/** The log backwards, a page at a time. `beforeSeq` 0 begins with the newest event. */
export async function* lookBack(
  { log, userId, dataKey, signal, pageEvents = limits.streamEventsMax }: Following,
  beforeSeq: number,
): AsyncGenerator<SnapshotResponse> {
  const bytesOf = (event: StoredEvent) => toBinary(EventSchema, eventMessage(event, dataKey));
  const head = await log.readHead(userId);
  const told = { headSeq: BigInt(head.seq), headHash: head.hash };
  let before = beforeSeq === 0 ? head.seq + 1 : beforeSeq;
  let foundations = beforeSeq === 0 ? (await log.foundations(userId)).map(bytesOf) : [];
  while (!signal.aborted) {
    const stored = await log.eventsBefore(userId, { beforeSeq: before, limit: pageEvents });
    const oldest = stored.at(-1);
    before = oldest?.seq ?? 0;
    const events = stored.map(bytesOf);
    yield create(SnapshotResponseSchema, {
      ...told,
      events,
      foundations,
      oldestSeq: BigInt(before),
      ...(oldest ? { oldestHash: oldest.hash } : {}),
    });
    foundations = [];
    if (before <= 1) return;
  }
}

/** The hash at a cursor. Throws `Refused` when the event there is another now, or gone: the log was restored from an older copy. */
export async function hashAtCursor(log: LogReader, userId: string, from: ListenFrom): Promise<Uint8Array> {
  if (from.afterSeq === 0) return new Uint8Array(0);
  const hash = await log.hashAt(userId, from.afterSeq);
  if (hash && (from.afterHash.length === 0 || sameBytes(hash, from.afterHash))) return hash;
  throw new Refused({
    code: RefusalCode.HISTORY,
    what: 'The log is not the one that was read before: it was restored from an older copy.',
    advice:
      'Find the last event that both still have, propose again what came after it, and go on from there.',
  });
}
