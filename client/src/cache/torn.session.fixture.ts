// A typical session of a device, step by step: each step is one transaction, and writes the same whenever it is tried again.

import { create, fromBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { decide } from '#core/decide/decide.ts';
import { bodyOf, encodeBody } from '#core/log/body.ts';
import { EntryAmendedSchema, EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { IntentSchema, OutcomeSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { createChance } from '../../../scripts/sim/random.ts';
import type { Database, Sql } from './database.ts';
import { proposeHere } from './keeper.ts';
import { markAnswered, nextMark, noteGiven } from './marks.ts';
import { setMeta } from './meta.ts';
import { takeEvents } from './mirror.ts';
import { intentAsEvent } from './optimistic.ts';
import { settleOutcomes, takeForPush } from './outbox.ts';
import { prepareTables } from './prepare.ts';
import { refoldPage } from './refold.ts';

const nowMs = Date.parse('2026-11-21T13:20:00Z');
const deviceId = '00000001-0000-7000-8000-000000000000';
const entryIds = [1, 2, 3].map((n) => `0000000${n}-0000-7000-8000-00000000eeee`);

const recorded = (entryId: string) =>
  create(EntryRecordedSchema, {
    entryId,
    kind: 'note',
    occurredAt: timestampFromMs(nowMs),
    zone: 'UTC',
    note: `what happened, in so many words: ${'so many '.repeat(60)}`,
  });
const draft = (body: Parameters<typeof encodeBody>[0]) => ({ body: encodeBody(body), causeId: '' });

/** Writes as a person does. Chance is the step's own, so that a step that is tried again writes the same. */
async function propose(database: Database, seed: number, drafts: ReturnType<typeof draft>[]): Promise<void> {
  const random = createChance(seed).bytes;
  const judge = async (intents: readonly unknown[]) => intents.map(() => decide({ rulings: [] }));
  await proposeHere({ database, judge, userId: 'ada', deviceId, now: () => nowMs, random }, drafts, 'UTC');
}

async function outbox(sql: Sql) {
  const rows = await sql.all('SELECT intent FROM outbox ORDER BY place');
  return rows.map((row) => fromBinary(IntentSchema, row.intent as Uint8Array));
}

/** What is done, and how it is called. */
export const steps: readonly (readonly [string, (database: Database) => Promise<unknown>])[] = [
  ['the tables are made', (database) => prepareTables(database)],
  ['a device signs in', (database) => noteGiven(database, deviceId)],
  [
    'three entries are written',
    (database) =>
      propose(
        database,
        1,
        entryIds.map((id) => draft(bodyOf('entryRecorded', recorded(id)))),
      ),
  ],
  [
    'a push begins',
    (database) =>
      database.transact(async (sql) => {
        await takeForPush(sql);
        await nextMark(sql, deviceId, () => 'mark');
      }),
  ],
  [
    'the push is answered',
    (database) =>
      database.transact(async (sql) => {
        await markAnswered(sql, { deviceId, last: '', next: 'mark' });
        const outcomes = (await outbox(sql)).map((intent) =>
          create(OutcomeSchema, {
            intentId: intent.id,
            kind: { case: 'accepted', value: intentAsEvent(intent) },
          }),
        );
        await settleOutcomes(sql, outcomes, nowMs);
      }),
  ],
  [
    'a page of the log is taken',
    (database) =>
      database.transact(async (sql) => {
        const events = (await outbox(sql)).map((intent, at) => ({
          ...intentAsEvent(intent),
          seq: BigInt(at + 1),
        }));
        await takeEvents(sql, { events, headSeq: events.length, lastHash: new Uint8Array(32).fill(1) });
      }),
  ],
  [
    'an entry is changed',
    (database) =>
      propose(database, 2, [
        draft(
          bodyOf('entryAmended', create(EntryAmendedSchema, { entryId: entryIds[0] ?? '', note: 'better' })),
        ),
      ]),
  ],
  [
    'a newer program begins to fold again',
    async (database) => {
      await database.transact((sql) => setMeta(sql, 'folded', 'older'));
    },
  ],
  ['its tables are made', (database) => prepareTables(database)],
  ['a page is folded again', (database) => refoldPage(database)],
];
