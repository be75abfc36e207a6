// A line that loses, doubles, delays and reorders, over real bytes: what goes through it is encoded and decoded, as on a wire.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { failureOf } from '#client/sync/line.connect.ts';
import { type Heard, type Line, LineFailure, type PastPage, type Place } from '#client/sync/line.ts';
import { Refused } from '#core/decide/refusal.ts';
import { wireError } from '#gateway/server/errors.ts';
import { ProposeRequestSchema, ProposeResponseSchema } from '#gen/lifeos/system/v1/intent_pb.ts';
import { type SubscribeResponse, SubscribeResponseSchema } from '#gen/lifeos/system/v1/log_pb.ts';
import type { Chance } from './random.ts';
import type { Server } from './server.ts';
import type { VirtualTime } from './virtual.ts';

/** How bad a network is. Chances are for each message. */
export interface Weather {
  /** Nothing gets through. */
  isDown: boolean;
  lost: number;
  doubled: number;
  /** The most that a message is delayed, in milliseconds. */
  delayMs: number;
  /** A proxy holds streams back: nothing of them arrives. */
  holdsStreams: boolean;
  /** What the device says is heard, and answered; what it asks to read never comes. */
  isDeaf: boolean;
}

export const fairWeather: Weather = {
  isDown: false,
  lost: 0,
  doubled: 0,
  delayMs: 20,
  holdsStreams: false,
  isDeaf: false,
};

export function createLine(given: {
  server: () => Server;
  weather: () => Weather;
  time: VirtualTime;
  chance: Chance;
  /** One end of it is of an older version, which knows neither hashes nor marks, and can't be asked for the log backwards. */
  isOld: boolean;
}): Line {
  const { server, weather, time, chance, isOld } = given;
  const spoken = (batch: SubscribeResponse) => (isOld ? { ...batch, lastHash: noHash } : batch);
  const cursorOf = ({ seq, hash }: Place) => ({ afterSeq: seq, afterHash: isOld ? noHash : hash });

  // A lost message is one for which nobody ever hears anything: the caller waits until it gives up by itself.
  const transit = async (signal: AbortSignal): Promise<void> => {
    const now = weather();
    if (now.isDown || chance.is(now.lost)) await never(signal);
    await time.sleep(1 + chance.below(now.delayMs), signal).catch(() => never(signal));
    if (weather().isDown) await never(signal);
  };

  async function* stream<T>(
    signal: AbortSignal,
    open: () => AsyncGenerator<T>,
    carry: (message: T) => T,
  ): AsyncGenerator<T> {
    if (weather().isDeaf) await never(signal);
    await transit(signal);
    try {
      for await (const message of open()) {
        if (weather().holdsStreams || weather().isDeaf) await never(signal);
        await transit(signal);
        yield carry(message);
      }
    } catch (error) {
      throw translated(error);
    }
    throw new LineFailure('offline');
  }

  return {
    async propose({ intents, mark }, signal) {
      const request = toBinary(
        ProposeRequestSchema,
        create(ProposeRequestSchema, { intents: [...intents], ...(isOld ? {} : { mark }) }),
      );
      const handle = async () => {
        const { intents: read, mark: readMark } = fromBinary(ProposeRequestSchema, request);
        const outcomes = await server().propose(read, readMark);
        return toBinary(ProposeResponseSchema, create(ProposeResponseSchema, { outcomes }));
      };
      await transit(signal);
      if (chance.is(weather().doubled))
        time.after(chance.below(5_000), () => void handle().catch(() => undefined));
      const answer = await handle().catch((error: unknown) => {
        throw translated(error);
      });
      await transit(signal);
      return fromBinary(ProposeResponseSchema, answer).outcomes;
    },
    async read(from, limit, signal) {
      if (weather().isDeaf) await never(signal);
      await transit(signal);
      const page = await server()
        .read(cursorOf(from), limit)
        .catch((error: unknown) => {
          throw translated(error);
        });
      await transit(signal);
      return heard(carried(spoken(page)));
    },
    async *listen(from, signal) {
      for await (const batch of stream(signal, () => server().listen(cursorOf(from), signal), carried)) {
        yield heard(spoken(batch));
      }
    },
    async *lookBack(beforeSeq, signal) {
      if (isOld) throw new LineFailure('unsupported');
      for await (const page of stream(
        signal,
        () => server().lookBack(beforeSeq, signal),
        (same) => same,
      )) {
        yield {
          events: page.events,
          oldest: { seq: Number(page.oldestSeq), hash: page.oldestHash },
          head: { seq: Number(page.headSeq), hash: page.headHash },
          foundations: page.foundations,
        } satisfies PastPage;
        if (page.oldestSeq <= 1n) return;
      }
    },
  };
}

const noHash = new Uint8Array(0);

function never(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const fail = () => reject(new LineFailure('offline'));
    if (signal.aborted) fail();
    signal.addEventListener('abort', fail, { once: true });
  });
}

// What the gateway refuses travels as a wire error and is read as one; what breaks inside it is a gateway that is away.
function translated(error: unknown): LineFailure {
  if (error instanceof LineFailure) return error;
  return error instanceof Refused ? failureOf(wireError(error.refusal)) : new LineFailure('offline');
}

function carried(batch: SubscribeResponse): SubscribeResponse {
  return fromBinary(SubscribeResponseSchema, toBinary(SubscribeResponseSchema, batch));
}

function heard(batch: SubscribeResponse): Heard {
  return { events: batch.events, headSeq: Number(batch.headSeq), lastHash: batch.lastHash };
}
