// A line of words becomes entries, all or none at a time, with a way back.

import { create } from '@bufbuild/protobuf';
import { useCallback } from 'react';
import type { Draft } from '#client/app/life.ts';
import { newId, usePropose } from '#client/app/usePropose.ts';
import { counted } from '#client/ui/say/amount.ts';
import { hereZone } from '#client/ui/say/time.ts';
import type { Piece, UnderstoodEntry } from '#core/capture/piece.ts';
import { entryOf } from '#core/capture/understand.ts';
import { EntryRemovedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** A piece, and which of its meanings was meant. */
export interface Meant {
  readonly piece: Piece;
  readonly entry: UnderstoodEntry;
}

export function useSaveLine(): (line: string, meant: readonly Meant[]) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async (line, meant) => {
      if (meant.length === 0) return;
      const zone = hereZone();
      const recorded = meant.map(({ piece, entry }) =>
        entryOf(entry, { entryId: newId(), zone, typed: line.slice(piece.start, piece.end) }),
      );
      const what =
        meant.length === 1 ? (meant[0]?.piece.title ?? '') : counted(meant.length, 'entry', 'entries');
      await propose({
        drafts: recorded.map((value): Draft => ({ kind: 'entryRecorded', value })),
        done: `${what} logged`,
        undo: { text: `${what} taken back`, drafts: recorded.map(({ entryId }) => removal(entryId, false)) },
      });
    },
    [propose],
  );
}

/** Takes an entry away, or brings it back. */
export function removal(entryId: string, restored: boolean): Draft {
  return { kind: 'entryRemoved', value: create(EntryRemovedSchema, { entryId, restored }) };
}
