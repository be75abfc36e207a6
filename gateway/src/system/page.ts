// Pages by cursor. A cursor is the sort key of the last row, opaque to the caller.

import { create } from '@bufbuild/protobuf';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { type PageInfo, PageInfoSchema, type PageRequest } from '#gen/lifeos/common/v1/page_pb.ts';

const sizeDefault = 100;

/** The key after which a page begins: a number that sorts first, then an id. */
export interface Cursor {
  readonly ms: number;
  readonly id: string;
}

/** What was asked for: how many rows, and after which. */
export function readPage(page: PageRequest | undefined): { size: number; after: Cursor | undefined } {
  const size = page?.size || sizeDefault;
  if (!page?.cursor) return { size, after: undefined };
  const [ms, id] = Buffer.from(page.cursor, 'base64url').toString('utf8').split(' ');
  if (ms === undefined || id === undefined || !/^-?\d+$/.test(ms)) throw badCursor();
  return { size, after: { ms: Number(ms), id } };
}

/** Cuts a page off rows that hold one more than asked, and says where the next begins. */
export function cutPage<T>(
  rows: readonly T[],
  size: number,
  cursorOf: (row: T) => Cursor,
): { rows: T[]; page: PageInfo } {
  const kept = rows.slice(0, size);
  const last = kept.at(-1);
  const more = rows.length > size && last !== undefined;
  const cursor = more ? cursorOf(last) : undefined;
  const nextCursor = cursor ? Buffer.from(`${cursor.ms} ${cursor.id}`).toString('base64url') : '';
  return { rows: kept, page: create(PageInfoSchema, { nextCursor }) };
}

function badCursor(): Refused {
  return new Refused({
    code: RefusalCode.SHAPE,
    what: 'This cursor is not one that was given out.',
    advice: 'Begin with an empty cursor.',
  });
}
