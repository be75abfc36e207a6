// Inside the browser: taps on a life in files, in turns with bare inserts of the same bytes into a database of the same kind.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { createJudge } from '#client/cache/judge.ts';
import { proposeHere } from '#client/cache/keeper.ts';
import type { DraftBytes } from '#client/cache/messages.ts';
import { openDatabase, openFiles } from '#client/cache/open.ts';
import { sqliteRows } from '#client/cache/rows.ts';
import { valueMessage } from '#core/capture/understand.ts';
import { bodyOf, decodeBody, encodeBody } from '#core/log/body.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { createRuleEngine } from '#core/rules/index.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.web.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { HybridTimeSchema } from '#gen/lifeos/common/v1/time_pb.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { ruleEvent } from './events.ts';
import type { TapTimes } from './tap.ts';
import { answerWith } from './workers.ts';

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const newId = () => uuidv7(Date.now(), random);

answerWith({ run });

async function run({ rounds, batch }: { rounds: number; batch: number }): Promise<TapTimes> {
  const tap = await openLife();
  const raw = await openBare();
  const times: TapTimes = { one: { ours: [], raw: [] }, many: { ours: [], raw: [] }, settings: raw.settings };
  for (const [name, size, count] of [
    ['one', 1, rounds],
    ['many', batch, Math.ceil(rounds / 5)],
  ] as const) {
    // The first rounds fill caches and do not count.
    for (let round = -5; round < count; round++) {
      const drafts = Array.from({ length: size }, (_, n) => draftOf(round * size + n));
      const rows = drafts.map(({ body }) => ({ id: newId(), payload: intentBytes(body) }));
      const ours = await timed(() => tap(drafts));
      const bare = await timed(() => raw.insert(rows));
      if (round < 0) continue;
      times[name].ours.push(ours / size);
      times[name].raw.push(bare / size);
    }
  }
  return times;
}

/** A life with the rules that every life begins with, tapped as the page would: from a draft's bytes to the disk. */
async function openLife(): Promise<(drafts: readonly DraftBytes[]) => Promise<unknown>> {
  const opening = await openDatabase('bench');
  if (opening.kind === 'closed') throw opening.error;
  const { database } = opening;
  await database.transact((sql) => applyEvents(sqliteRows(sql), seededRules.map(ruleEvent)));
  const judge = createJudge(database, createRuleEngine({ spawn: spawnRuleThread() }));
  const parts = { database, judge, userId: newId(), deviceId: newId(), now: Date.now, random };
  return (drafts) => proposeHere(parts, drafts, 'UTC');
}

/** The floor: a table of ids and bytes, one prepared INSERT, the same settings, and the file system as it comes. */
async function openBare() {
  const { api, db } = await openFiles('bench-bare', false);
  await api.exec(db, 'CREATE TABLE IF NOT EXISTS bare (id TEXT PRIMARY KEY, payload BLOB NOT NULL)');
  const prepare = async (text: string) => {
    for await (const statement of api.statements(db, text, { unscoped: true })) return statement;
    throw new Error('An empty statement.');
  };
  const [begin, insert, commit] = [
    await prepare('BEGIN IMMEDIATE'),
    await prepare('INSERT INTO bare VALUES (?, ?)'),
    await prepare('COMMIT'),
  ];
  const step = async (statement: number) => {
    await api.step(statement);
    await api.reset(statement);
  };
  let settings = '';
  for (const name of ['journal_mode', 'synchronous'])
    await api.exec(db, `PRAGMA ${name}`, ([value]) => {
      settings += `${settings === '' ? '' : ', '}${name} ${value}`;
    });
  return {
    settings,
    async insert(rows: readonly { id: string; payload: Uint8Array }[]) {
      if (rows.length > 1) await step(begin);
      for (const { id, payload } of rows) {
        api.bind_text(insert, 1, id);
        api.bind_blob(insert, 2, payload);
        await step(insert);
      }
      if (rows.length > 1) await step(commit);
    },
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

// A year of runs, an hour apart: days with a few entries each, as lives have them.
function draftOf(n: number): DraftBytes {
  const value = create(EntryRecordedSchema, {
    entryId: newId(),
    kind: 'run',
    occurredAt: timestampFromMs(Date.UTC(2026, 0, 1) + n * 3_600_000 * 3),
    zone: 'UTC',
    note: 'along the river',
    typed: 'ran 5.2 km in 31 min along the river',
    values: [
      valueMessage('distance', { amount: '5.2', unit: 'km' }),
      valueMessage('minutes', { amount: '31', unit: 'min' }),
    ],
  });
  return { body: encodeBody(bodyOf('entryRecorded', value)), causeId: '' };
}

function intentBytes(body: Uint8Array): Uint8Array {
  const time = create(HybridTimeSchema, { wallMs: BigInt(Date.now()), deviceId: newId() });
  const actor = create(ActorSchema, { kind: { case: 'user', value: newId() } });
  return toBinary(IntentSchema, create(IntentSchema, { id: newId(), time, actor, body: decodeBody(body) }));
}
