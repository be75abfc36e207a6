// A newer program on an older database: what was written stays, what is folded is folded again, and a crash on the way is no harm.
import { create, toBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { expect, test } from 'vitest';
import { createHybridClock } from '#core/log/clock.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { subjectOf } from '#core/projection/project.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Event, EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database, Sql } from './database.ts';
import { memoryDatabase, openMemory } from './memory.fixture.ts';
import { readCursor, setMeta } from './meta.ts';
import { dumpRows, takeEvents } from './mirror.ts';
import { intentAsEvent } from './optimistic.ts';
import { countOutbox } from './outbox.ts';
import { prepareTables } from './prepare.ts';
import { refoldPage } from './refold.ts';
import { steps } from './schema.ts';

const nowMs = Date.parse('2026-11-21T13:20:00Z');
const stamping = {
  clock: createHybridClock({ deviceId: '00000001-0000-7000-8000-000000000000', now: () => nowMs }),
  random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
};
const note = (text: string) =>
  stampIntent(stamping, {
    kind: 'entryRecorded',
    value: create(EntryRecordedSchema, {
      entryId: crypto.randomUUID(),
      kind: 'note',
      occurredAt: timestampFromMs(nowMs),
      zone: 'UTC',
      note: text,
    }),
  });
const log: Event[] = Array.from({ length: 1_200 }, (_, index) => ({
  ...intentAsEvent(note(`entry ${index}`)),
  seq: BigInt(index + 1),
}));
const heard = { events: log, headSeq: log.length, lastHash: new Uint8Array(32) };

const refoldAll = async (database: Database) => {
  while (await refoldPage(database));
};
const makeOld = (sql: Sql) => setMeta(sql, 'folded', 'an older version');

test('folding again gives the same rows, newest first, also when it is cut off and goes on', async () => {
  const database = await memoryDatabase();
  await database.transact((sql) => takeEvents(sql, heard));
  const before = await database.read(dumpRows);
  await database.transact(makeOld);
  await prepareTables(database);
  await refoldPage(database);
  const [newest] = await database.read((sql) =>
    sql.all('SELECT note FROM entry WHERE note = ?', ['entry 1199']),
  );
  expect(newest?.note).toBe('entry 1199');
  const fails = {
    ...database,
    transact: (work: (sql: Sql) => Promise<unknown>) =>
      database.transact(async (sql) => {
        await work(sql);
        throw new Error('The browser was killed.');
      }),
  } as Database;
  await expect(refoldPage(fails)).rejects.toThrow('killed');
  await prepareTables(database); // the next start
  await refoldAll(database);
  expect(await database.read(dumpRows)).toEqual(before);
});

test('what is not sent yet is shown while everything is folded again', async () => {
  const database = await memoryDatabase();
  await database.transact((sql) => takeEvents(sql, heard));
  const mine = note('mine');
  await database.transact(async (sql) => {
    await sql.run("INSERT INTO outbox (id, subject, state, intent) VALUES (?, ?, 'here', ?)", [
      mine.id,
      subjectOf(intentAsEvent(mine)),
      toBinary(IntentSchema, mine),
    ]);
    await makeOld(sql);
  });
  await prepareTables(database);
  const rows = await database.read((sql) => sql.all('SELECT note FROM entry'));
  expect(rows.map((row) => row.note)).toEqual(['mine']);
});

test('a database of the first version is brought up to date with its mirror and its outbox', async () => {
  const database = await openMemory();
  const mine = note('never sent');
  await database.transact(async (sql) => {
    await sql.run('CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID');
    for (const statement of steps[0] ?? []) await sql.run(statement);
    await sql.run('CREATE TABLE entry (entry_id TEXT PRIMARY KEY, note TEXT)');
    for (const event of log.slice(0, 3))
      await sql.run('INSERT INTO mirror (seq, id, subject, event) VALUES (?, ?, ?, ?)', [
        Number(event.seq),
        event.id,
        subjectOf(event),
        toBinary(EventSchema, event),
      ]);
    await sql.run("INSERT INTO outbox (id, subject, state, intent) VALUES (?, ?, 'here', ?)", [
      mine.id,
      subjectOf(intentAsEvent(mine)),
      toBinary(IntentSchema, mine),
    ]);
    for (const [name, value] of [
      ['version', '1.1'],
      ['cursor', '3'],
      ['head', '3'],
    ] as const)
      await setMeta(sql, name, value);
  });
  await prepareTables(database);
  await refoldAll(database);
  expect(await database.read(readCursor)).toMatchObject({ seq: 3, oldestSeq: 1 });
  expect((await database.read(countOutbox)).unanswered).toBe(1);
  const rows = await database.read((sql) => sql.all('SELECT note FROM entry ORDER BY note'));
  expect(rows.map((row) => row.note)).toEqual(['entry 0', 'entry 1', 'entry 2', 'never sent']);
  await database.transact((sql) => takeEvents(sql, { ...heard, events: log.slice(3, 5), headSeq: 5 }));
  expect((await database.read(readCursor)).seq).toBe(5);
});
