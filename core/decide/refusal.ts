// Refusals: what was refused, by whom, and what to do next. A value, not an exception; only routes turn it into a wire code.

import { create } from '@bufbuild/protobuf';
import {
  type DecidedBy,
  DecidedBySchema,
  DeciderKind,
  type FieldViolation,
  type Refusal,
  RefusalCode,
  RefusalSchema,
} from '#gen/lifeos/common/v1/refusal_pb.ts';

export { RefusalCode };

/** What a refusal says. `by` is left out where the code says it all. */
export interface RefusalWords {
  readonly code: RefusalCode;
  readonly what: string;
  readonly advice: string;
  readonly by?: DecidedBy;
  readonly fieldViolations?: FieldViolation[];
  readonly retryAfterMs?: number;
}

/** A refusal as the contract carries it. */
export function refusal(words: RefusalWords): Refusal {
  return create(RefusalSchema, {
    code: words.code,
    what: words.what,
    advice: words.advice,
    ...(words.by ? { by: words.by } : {}),
    fieldViolations: words.fieldViolations ?? [],
    retryAfterMs: BigInt(words.retryAfterMs ?? 0),
  });
}

/** A named decider. */
export function decider(kind: DeciderKind, id: string, name = id, version = 0): DecidedBy {
  return create(DecidedBySchema, { kind, id, name, version });
}

/** A refusal by a named limit. */
export function overLimit(limit: string, what: string, advice: string, retryAfterMs = 0): Refusal {
  return refusal({
    code: RefusalCode.LIMIT,
    what,
    advice,
    by: decider(DeciderKind.LIMIT, limit),
    retryAfterMs,
  });
}

/** Thrown where a value can't be returned, such as out of a transaction that must roll back. Carries the refusal. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(words: RefusalWords | Refusal) {
    const said = '$typeName' in words ? words : refusal(words);
    super(`${said.what} ${said.advice}`);
    this.name = 'Refused';
    this.refusal = said;
  }
}
