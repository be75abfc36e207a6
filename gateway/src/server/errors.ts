// The one door from a thrown thing to a wire error. Every error carries a Refusal that says what to do next; nothing that was
// thrown by accident leaves the house in its own words.

import { Code, ConnectError, type Interceptor } from '@connectrpc/connect';
import type { Logger } from 'pino';
import { RefusalCode, Refused, refusal } from '#core/decide/refusal.ts';
import { type Refusal, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { isAway } from '../db/database.ts';

const codes: Record<RefusalCode, Code> = {
  [RefusalCode.UNSPECIFIED]: Code.Unknown,
  [RefusalCode.SHAPE]: Code.InvalidArgument,
  [RefusalCode.SIGN_IN]: Code.Unauthenticated,
  [RefusalCode.SCOPE]: Code.PermissionDenied,
  [RefusalCode.RULE]: Code.PermissionDenied,
  [RefusalCode.POLICY]: Code.PermissionDenied,
  [RefusalCode.STATE]: Code.FailedPrecondition,
  [RefusalCode.ID_REUSED]: Code.Aborted,
  [RefusalCode.LIMIT]: Code.ResourceExhausted,
  [RefusalCode.NOT_FOUND]: Code.NotFound,
  [RefusalCode.AWAY]: Code.Unavailable,
  [RefusalCode.CLOCK]: Code.InvalidArgument,
  [RefusalCode.PAUSED]: Code.FailedPrecondition,
  [RefusalCode.UNSUPPORTED]: Code.Unimplemented,
  [RefusalCode.HISTORY]: Code.FailedPrecondition,
  [RefusalCode.COPIED]: Code.FailedPrecondition,
};

/** Milliseconds after which trying again makes sense when the database is away: about what a restart takes. */
const awayRetryMs = 2_000;

/** A refusal as a wire error, with the refusal as its one detail. */
export function wireError(why: Refusal): ConnectError {
  const metadata =
    why.retryAfterMs > 0n ? { 'retry-after': String(Math.ceil(Number(why.retryAfterMs) / 1000)) } : undefined;
  return new ConnectError(`${why.what} ${why.advice}`, codes[why.code], metadata, [
    { desc: RefusalSchema, value: why },
  ]);
}

/** Turns whatever a handler throws into a wire error; also what a stream throws half-way. */
export function errorInterceptor(log: Logger): Interceptor {
  return (next) => async (request) => {
    const translate = (error: unknown) =>
      toWire(error, log, `${request.service.typeName}/${request.method.name}`);
    try {
      const response = await next(request);
      return response.stream ? { ...response, message: guarded(response.message, translate) } : response;
    } catch (error) {
      throw translate(error);
    }
  };
}

async function* guarded<T>(
  messages: AsyncIterable<T>,
  translate: (error: unknown) => ConnectError,
): AsyncIterable<T> {
  try {
    yield* messages;
  } catch (error) {
    throw translate(error);
  }
}

function toWire(error: unknown, log: Logger, method: string): ConnectError {
  if (error instanceof Refused) return wireError(error.refusal);
  if (error instanceof ConnectError) return error;
  if (isAway(error)) {
    log.warn({ method, err: error }, 'the database is away');
    return wireError(
      refusal({
        code: RefusalCode.AWAY,
        what: 'The database is away for the moment.',
        advice: 'Nothing was lost: try again shortly.',
        retryAfterMs: awayRetryMs,
      }),
    );
  }
  log.error({ method, err: error }, 'a call failed');
  const advice = 'It was noted in the log of LifeOS. Trying again may help.';
  return new ConnectError(`Something went wrong here. ${advice}`, Code.Internal, undefined, [
    {
      desc: RefusalSchema,
      value: refusal({ code: RefusalCode.UNSPECIFIED, what: 'Something went wrong here.', advice }),
    },
  ]);
}
