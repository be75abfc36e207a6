// Checks requests against the constraints in the contract. Intents are checked one by one at the gate instead: one that does
// not fit must not hold up the others of its batch.

import { create, type DescMessage, type Message } from '@bufbuild/protobuf';
import { createValidator } from '@bufbuild/protovalidate';
import type { Interceptor } from '@connectrpc/connect';
import { overLimit, RefusalCode, Refused } from '#core/decide/refusal.ts';
import { FieldViolationSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { DeviceMarkSchema, IntentService, type ProposeRequest } from '#gen/lifeos/system/v1/intent_pb.ts';
import { limits } from '../kernel/limits.ts';

export function validateInterceptor(): Interceptor {
  const validator = createValidator();
  const check = (schema: DescMessage, message: Message) => {
    const result = validator.validate(schema, message);
    if (result.kind === 'valid') return;
    const violations =
      result.kind === 'invalid'
        ? result.violations.map((found) => ({
            field: found.toString().split(':')[0] ?? '',
            message: found.message,
          }))
        : [{ field: '', message: result.error.message }];
    throw misfit(violations);
  };
  return (next) => (request) => {
    if (request.stream) return next(request); // server streams have one request; it is checked by its handler's needs
    if (request.method === IntentService.method.propose) checkBatch(request.message as ProposeRequest, check);
    else check(request.method.input, request.message);
    return next(request);
  };
}

function checkBatch(request: ProposeRequest, check: (schema: DescMessage, message: Message) => void): void {
  if (request.mark) check(DeviceMarkSchema, request.mark);
  const count = request.intents.length;
  if (count === 0) throw misfit([{ field: 'intents', message: 'must hold at least one intent' }]);
  if (count <= limits.proposeIntentsMax) return;
  throw new Refused(
    overLimit(
      'proposeIntentsMax',
      `${count} intents in one call.`,
      `Send at most ${limits.proposeIntentsMax} at a time.`,
    ),
  );
}

function misfit(violations: readonly { field: string; message: string }[]): Refused {
  const first = violations[0];
  return new Refused({
    code: RefusalCode.SHAPE,
    what: first ? `${first.field}: ${first.message}.` : 'The request does not fit.',
    advice: 'Mend the named fields and send it again.',
    fieldViolations: violations.map((violation) => create(FieldViolationSchema, violation)),
  });
}
