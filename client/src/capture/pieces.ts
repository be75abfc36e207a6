// What screens need to know of a piece beside what it says.

import type { Piece } from '#core/capture/piece.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** The same words at the same place are the same piece, also after the line was read again. */
export function pieceKey(piece: Piece): string {
  return `${piece.start}-${piece.end}`;
}

/** The domain of a kind. */
export function domainOf(kind: string, kinds: readonly KindDefined[]): Domain {
  return kinds.find((one) => one.kind === kind)?.domain ?? Domain.HOME;
}
