// LogService: wire ⇄ the log.

import type { ConnectRouter } from '@connectrpc/connect';
import { overLimit, RefusalCode, Refused } from '#core/decide/refusal.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { type Authority, authorityOf, demand } from '../identity/index.ts';
import { limits } from '../kernel/limits.ts';
import { answeredOutcome } from './answers.ts';
import { eventMessage } from './event.ts';
import { hashAtCursor, listen, lookBack } from './follow.ts';
import type { Gate } from './gate.ts';
import { selectAnswers, selectEventsById } from './log.sql.ts';
import { verifyLog } from './verify.ts';
import type { WakeUps } from './wake.ts';

const readDefault = 500;
/** Events in one chain of causes: more would be a loop, or nothing a person reads. */
const explainMax = 50;

export function logRoutes(router: ConnectRouter, gate: Gate, wakeUps: WakeUps): void {
  const streamsByUser = new Map<string, number>();
  const following = async (authority: Authority, signal: AbortSignal) => {
    demand(authority, 'log:read');
    const dataKey = await gate.dataKeyOf(authority.userId);
    return { log: gate.log, userId: authority.userId, dataKey, signal };
  };

  router.service(LogService, {
    async read(request, context) {
      const { log, userId, dataKey } = await following(authorityOf(context), context.signal);
      const from = { afterSeq: Number(request.afterSeq), afterHash: request.afterHash };
      const cursorHash = await hashAtCursor(log, userId, from);
      const stored = await log.events(userId, { ...from, limit: request.limit || readDefault });
      const { seq } = await log.readHead(userId);
      return {
        events: stored.map((event) => eventMessage(event, dataKey, { withProof: request.withProof })),
        headSeq: BigInt(seq),
        lastHash: stored.at(-1)?.hash ?? cursorHash,
      };
    },

    async *subscribe(request, context) {
      const authority = authorityOf(context);
      const whose = await following(authority, context.signal);
      const leave = enterStream(streamsByUser, authority.userId);
      const mayGoOn = () => {
        if (gate.kernel.now() >= authority.expiresMs) throw lapsed();
      };
      try {
        yield* listen(
          { ...whose, wakeUps, mayGoOn },
          { afterSeq: Number(request.afterSeq), afterHash: request.afterHash },
        );
      } finally {
        leave();
      }
    },

    async *snapshot(request, context) {
      const authority = authorityOf(context);
      const whose = await following(authority, context.signal);
      const leave = enterStream(streamsByUser, authority.userId);
      try {
        yield* lookBack(whose, Number(request.beforeSeq));
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
      const { kind } = answeredOutcome(answer, dataKey);
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
