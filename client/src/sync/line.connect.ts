// The line to a gateway by Connect, and what its failures mean to a device.

import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { RefusalCode, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import type { Tokens } from '../session/tokens.ts';
import { type Heard, type Line, LineFailure, type PastPage, type Place } from './line.ts';

interface Calls {
  readonly log: Client<typeof LogService>;
  readonly intents: Client<typeof IntentService>;
  readonly options: { readonly signal: AbortSignal; readonly headers: HeadersInit };
}

/** A line to the gateway at `baseUrl`. Every call ends when its signal fires. */
export function connectLine(given: { baseUrl: string; tokens: Tokens }): Line {
  const transport = createConnectTransport({ baseUrl: given.baseUrl, useBinaryFormat: true });
  const log = createClient(LogService, transport);
  const intents = createClient(IntentService, transport);
  const open = async (signal: AbortSignal): Promise<Calls> => {
    const answer = await given.tokens.get();
    if (answer.kind !== 'token') throw new LineFailure(answer.kind);
    return { log, intents, options: { signal, headers: { authorization: `Bearer ${answer.token}` } } };
  };
  const failed = (error: unknown): LineFailure => {
    const failure = failureOf(error);
    // A token that was refused is fetched anew; whether the session itself has ended, that fetch tells.
    if (ConnectError.from(error).code === Code.Unauthenticated) given.tokens.forget();
    return failure;
  };
  const once = async <T>(signal: AbortSignal, call: (calls: Calls) => Promise<T>): Promise<T> => {
    try {
      return await call(await open(signal));
    } catch (error) {
      throw failed(error);
    }
  };
  async function* stream<T, U>(
    signal: AbortSignal,
    call: (calls: Calls) => AsyncIterable<T>,
    read: (message: T) => U,
  ): AsyncGenerator<U> {
    try {
      for await (const message of call(await open(signal))) yield read(message);
    } catch (error) {
      throw failed(error);
    }
  }
  return {
    propose: ({ intents: proposed, mark }, signal) =>
      once(signal, async (calls) => {
        const { outcomes } = await calls.intents.propose({ intents: [...proposed], mark }, calls.options);
        return outcomes;
      }),
    read: (from, limit, signal) =>
      once(signal, async (calls) => heard(await calls.log.read({ ...cursorOf(from), limit }, calls.options))),
    listen: (from, signal) =>
      stream(signal, (calls) => calls.log.subscribe(cursorOf(from), calls.options), heard),
    lookBack: (beforeSeq, signal) =>
      stream(
        signal,
        (calls) => calls.log.snapshot({ beforeSeq: BigInt(beforeSeq) }, calls.options),
        (page): PastPage => ({
          events: page.events,
          oldest: { seq: Number(page.oldestSeq), hash: page.oldestHash },
          head: { seq: Number(page.headSeq), hash: page.headHash },
          foundations: page.foundations,
        }),
      ),
  };
}

/** What a thrown thing means to a device. */
export function failureOf(error: unknown): LineFailure {
  if (error instanceof LineFailure) return error;
  const wire = ConnectError.from(error);
  const [refusal] = wire.findDetails(RefusalSchema);
  if (wire.code === Code.Unimplemented) return new LineFailure('unsupported', wire.rawMessage);
  if (!refusal) return isFromElsewhere(wire) ? new LineFailure('inBetween') : new LineFailure('offline');
  const words = `${refusal.what} ${refusal.advice}`;
  const retryAfterMs = Number(refusal.retryAfterMs);
  switch (refusal.code) {
    case RefusalCode.HISTORY:
      return new LineFailure('history', words);
    case RefusalCode.COPIED:
      return new LineFailure('copied', words);
    case RefusalCode.LIMIT:
      return new LineFailure('busy', words, retryAfterMs);
    case RefusalCode.AWAY:
      return new LineFailure('offline', words, retryAfterMs);
    case RefusalCode.SIGN_IN:
      return new LineFailure('offline', words);
    default:
      return new LineFailure('trouble', words);
  }
}

// Every failure of a LifeOS carries a refusal. What answers without one, and with a page for people, stands in between.
function isFromElsewhere(wire: ConnectError): boolean {
  return /content.type|unexpected token|JSON/i.test(wire.rawMessage) && wire.code !== Code.Canceled;
}

function cursorOf({ seq, hash }: Place) {
  return { afterSeq: BigInt(seq), afterHash: hash };
}

function heard(message: { events: Heard['events']; headSeq: bigint; lastHash: Uint8Array }): Heard {
  return { events: message.events, headSeq: Number(message.headSeq), lastHash: message.lastHash };
}
