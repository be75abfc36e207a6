import { Fragment } from 'react';
import { domainStyle } from '#client/ui/say/domain.ts';
import type { Piece } from '#core/capture/piece.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { domainOf } from './pieces.ts';

interface MirrorProps {
  readonly line: string;
  readonly pieces: readonly Piece[];
  readonly kinds: readonly KindDefined[];
}

/** The line's words again, unseen, with each understood span underlined in the colour of its domain. */
export function Mirror({ line, pieces, kinds }: MirrorProps) {
  const parts = pieces.map((piece, i) => ({ piece, gap: line.slice(pieces[i - 1]?.end ?? 0, piece.start) }));
  const rest = line.slice(pieces.at(-1)?.end ?? 0);
  return (
    <div className="mirror" aria-hidden="true">
      {parts.map(({ piece, gap }) => (
        <Fragment key={piece.start}>
          {gap}
          <span style={domainStyle(domainOf(piece.entry.kind, kinds))}>
            {line.slice(piece.start, piece.end)}
          </span>
        </Fragment>
      ))}
      {rest}
      {'\u200b'}
    </div>
  );
}
