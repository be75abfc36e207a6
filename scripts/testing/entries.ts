// Entries and answers for tests, stamped as somebody's.
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { valueMessage } from '#core/capture/understand.ts';
import { type Stamping, stampIntent } from '#core/log/stamp.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';

/** An entry. `at` is RFC 3339; the zone is UTC. */
export function entryIntent(
  stamping: Stamping,
  given: { kind: string; at?: string; note?: string; values?: Record<string, StoredValue>; entryId?: string },
): Intent {
  return stampIntent(stamping, {
    kind: 'entryRecorded',
    value: create(EntryRecordedSchema, {
      entryId: given.entryId ?? crypto.randomUUID(),
      kind: given.kind,
      occurredAt: timestampFromDate(new Date(given.at ?? '2026-11-20T09:00:00Z')),
      zone: 'UTC',
      note: given.note ?? '',
      values: Object.entries(given.values ?? {}).map(([name, value]) => valueMessage(name, value)),
    }),
  });
}

/** Asks until the answer is what is waited for. Gives up after ten seconds, with the last answer in the words. */
export async function eventually<T>(ask: () => Promise<T>, isThere: (answer: T) => boolean): Promise<T> {
  let last: T | undefined;
  for (const end = Date.now() + 10_000; Date.now() < end; ) {
    last = await ask();
    if (isThere(last)) return last;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(
    `It never came. The last answer was ${JSON.stringify(last, (_, v) => (typeof v === 'bigint' ? `${v}` : v))}.`,
  );
}
