// What was understood, a pill for each piece. A doubt is a dashed pill with its answers inside.

import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import { domainStyle } from '#client/ui/say/domain.ts';
import type { Piece } from '#core/capture/piece.ts';
import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { domainOf, pieceKey } from './pieces.ts';

interface UnderstoodProps {
  readonly pieces: readonly Piece[];
  readonly kinds: readonly KindDefined[];
  /** The chosen label of each doubt, by piece. */
  readonly chosen: Readonly<Record<string, string>>;
  readonly onChoose: (piece: Piece, label: string) => void;
}

export function Understood({ pieces, kinds, chosen, onChoose }: UnderstoodProps) {
  return (
    <section className="understood" id="understood" aria-label="How I understood this">
      <span className="xs">I understood</span>
      {pieces.map((piece) => {
        const pick = chosen[pieceKey(piece)];
        return (
          <span
            key={pieceKey(piece)}
            className={`piece${piece.doubt && pick === undefined ? ' unsure' : ''}`}
            style={domainStyle(domainOf(piece.entry.kind, kinds))}
          >
            <span className="dot" />
            <span>
              <b>{piece.title}</b> {piece.detail}
            </span>
            {piece.doubt ? (
              <ToggleButtonGroup
                className="options"
                aria-label={`What did you mean by ${piece.title}?`}
                selectedKeys={pick === undefined ? [] : [pick]}
                onSelectionChange={(keys) => {
                  const [label] = keys;
                  if (label !== undefined) onChoose(piece, String(label));
                }}
              >
                {piece.doubt.map(({ label }) => (
                  <ToggleButton key={label} id={label}>
                    {label}
                  </ToggleButton>
                ))}
              </ToggleButtonGroup>
            ) : null}
          </span>
        );
      })}
    </section>
  );
}
