// One tap says that a habit was done today; another takes it back.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { useCallback } from 'react';
import { newId, usePropose } from '#client/app/usePropose.ts';
import type { HabitView } from '#client/cache/views.ts';
import { removal } from '#client/capture/useSaveLine.ts';
import { hereZone } from '#client/ui/say/time.ts';
import { EntryRecordedSchema, ValueSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

export function useTick(): (habit: HabitView) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async ({ kind, title, todayEntryIds }) => {
      if (todayEntryIds.length > 0) {
        await propose({
          drafts: todayEntryIds.map((entryId) => removal(entryId, false)),
          done: `${title} taken back`,
          undo: {
            text: `${title} is ticked again`,
            drafts: todayEntryIds.map((entryId) => removal(entryId, true)),
          },
        });
        return;
      }
      const value = create(EntryRecordedSchema, {
        entryId: newId(),
        kind,
        occurredAt: timestampFromMs(Date.now()),
        zone: hereZone(),
        values: [create(ValueSchema, { name: 'done', kind: { case: 'flag', value: true } })],
      });
      await propose({
        drafts: [{ kind: 'entryRecorded', value }],
        done: `${title} logged`,
        undo: { text: `${title} taken back`, drafts: [removal(value.entryId, false)] },
      });
    },
    [propose],
  );
}
