// LogService: wire ⇄ the log.

import { fromBinary } from '@bufbuild/protobuf';
import type { ConnectRouter } from '@connectrpc/connect';
import { overLimit, RefusalCode, Refused } from '#core/decide/refusal.ts';
import { type Event, OutcomeSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { type Authority, authorityOf, demand } from '../identity/index.ts';
import { limits } from '../kernel/limits.ts';
import { eventMessage } from './event.ts';
import type { Gate } from './gate.ts';
import { readHead, selectAnswers, selectEvents, selectEventsById } from './log.sql.ts';
import { verifyLog } from './verify.ts';
import type { WakeUps } from './wake.ts';

const readDefault = 500;
/** Events in one chain of causes: more would be a loop, or nothing a person reads. */
const explainMax = 50;

export function logRoutes(router: ConnectRouter, gate: Gate, wakeUps: WakeUps): void {
  const streamsByUser = new Map<string, number>();
  const eventsAfter = async (authority: Authority, afterSeq: number, limit: number, withProof = false) => {
    const dataKey = await gate.dataKeyOf(authority.userId);
    const stored = await selectEvents(gate.db, authority.userId, { afterSeq, limit });
    return stored.map((event) => eventMessage(event, dataKey, { withProof }));
  };

  router.service(LogService, {
    async read(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'log:read');
      const limit = request.limit || readDefault;
      const events = await eventsAfter(authority, Number(request.afterSeq), limit, request.withProof);
      return { events, headSeq: BigInt((await readHead(gate.db, authority.userId)).seq) };
    },

    async *subscribe(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'log:read');
      const leave = enterStream(streamsByUser, authority.userId);
      try {
        let seq = Number(request.afterSeq);
        let quietMs: number = limits.streamHeartbeatMs; // the first message comes at once, and tells the head
        while (!context.signal.aborted) {
          if (gate.kernel.now() >= authority.expiresMs) throw lapsed();
          const events = await eventsAfter(authority, seq, limits.streamEventsMax);
          if (events.length > 0 || quietMs >= limits.streamHeartbeatMs) {
            seq = Number(events.at(-1)?.seq ?? seq);
            const head = await readHead(gate.db, authority.userId);
            yield { events, headSeq: BigInt(head.seq) };
            quietMs = 0;
          }
          if (events.length === limits.streamEventsMax) continue;
          await wakeUps.wait(authority.userId, limits.streamPollMs, context.signal);
          quietMs += limits.streamPollMs;
        }
      } finally {
        leave();
      }
    },

    async explain(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'log:read');
      const dataKey = await gate.dataKeyOf(authority.userId);
      const chain: Event[] = [];
      let id = request.eventId;
      while (id !== '' && chain.length < explainMax) {
        const [stored] = await selectEventsById(gate.db, authority.userId, [id]);
        if (!stored) break;
        chain.unshift(eventMessage(stored, dataKey));
        id = stored.cause_id ?? '';
      }
      if (chain.length > 0) return { chain };
      const [answer] = await selectAnswers(gate.db, authority.userId, [request.eventId]);
      if (!answer) throw notFound();
      const { kind } = fromBinary(OutcomeSchema, answer.outcome);
      const decision = kind.case === 'waiting' || kind.case === 'denied' ? kind.value.decision : undefined;
      return { chain: [], ...(decision ? { decision } : {}) };
    },

    async verify(_request, context) {
      const authority = authorityOf(context);
      demand(authority, 'log:read');
      return verifyLog(gate.log, authority.userId);
    },
  });
}

function enterStream(streamsByUser: Map<string, number>, userId: string): () => void {
  const count = (streamsByUser.get(userId) ?? 0) + 1;
  if (count > limits.streamsPerUserMax) {
    throw new Refused(
      overLimit(
        'streamsPerUserMax',
        'Too many devices and tabs are listening at once.',
        'Close some of them.',
        10_000,
      ),
    );
  }
  streamsByUser.set(userId, count);
  return () => {
    const left = (streamsByUser.get(userId) ?? 1) - 1;
    if (left === 0) streamsByUser.delete(userId);
    else streamsByUser.set(userId, left);
  };
}

function lapsed(): Refused {
  return new Refused({
    code: RefusalCode.SIGN_IN,
    what: 'Your sign-in has lapsed.',
    advice: 'Refresh the session and listen again from the last event.',
  });
}

function notFound(): Refused {
  return new Refused({
    code: RefusalCode.NOT_FOUND,
    what: 'There is no such event.',
    advice: 'It may not have been sent yet: sync and try again.',
  });
}
