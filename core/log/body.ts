// The stored form of a body: its Protobuf bytes and its number within the vocabulary. A body that this version does not
// know still has both, so it can be stored, hashed and served unchanged.

import { create, fromBinary, toBinary } from '@bufbuild/protobuf';
import { type Body, BodySchema } from '#gen/lifeos/event/v1/body_pb.ts';

/** The names of the bodies this version knows. */
export type BodyCase = NonNullable<Body['kind']['case']>;

/** The message of one kind of body. */
export type BodyOf<C extends BodyCase> = Extract<Body['kind'], { case: C }>['value'];

const numberByCase = new Map(BodySchema.fields.map((field) => [field.localName, field.number]));

/** The body's field number within Body: 200 for an EntryRecorded. 0 when the body is empty. */
export function bodyType(body: Body): number {
  if (body.kind.case !== undefined) return numberByCase.get(body.kind.case) ?? 0;
  return body.$unknown?.[0]?.no ?? 0;
}

/** The same of stored bytes, whose first field it is: a hundredth of the work of decoding them. 0 when there are none. */
export function storedBodyType(stored: Uint8Array): number {
  let [tag, shift] = [0, 0];
  for (const byte of stored) {
    tag += (byte & 0x7f) * 2 ** shift;
    shift += 7;
    if (byte < 0x80) break;
  }
  return Math.floor(tag / 8);
}

/** The bytes that are stored, hashed and sealed. */
export function encodeBody(body: Body): Uint8Array<ArrayBuffer> {
  return toBinary(BodySchema, body) as Uint8Array<ArrayBuffer>;
}

/** The body of stored bytes. Fields that are not known here are kept in it. */
export function decodeBody(stored: Uint8Array): Body {
  return fromBinary(BodySchema, stored);
}

/** A body of one kind. */
export function bodyOf<C extends BodyCase>(kind: C, value: BodyOf<C>): Body {
  return create(BodySchema, { kind: { case: kind, value } as Body['kind'] });
}
