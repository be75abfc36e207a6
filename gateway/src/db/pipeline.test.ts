import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freshDatabase } from '../../../scripts/testing/database.ts';
import { allDone } from '../kernel/alldone.ts';
import { type OpenDatabase, openDatabase, type Tx } from './database.ts';

let database: OpenDatabase;
beforeAll(async () => {
  database = openDatabase(await freshDatabase(), () => undefined);
  await sql`create table kept (n integer primary key)`.execute(database.db);
});
afterAll(() => database?.close());

const put = (tx: Tx, n: number) => sql`insert into kept values (${n})`.execute(tx);
const kept = async () =>
  (await sql<{ n: number }>`select n from kept order by n`.execute(database.db)).rows.map(({ n }) => n);

test('statements that are sent together are kept together, or not at all', async () => {
  await database.transact((tx) => allDone([put(tx, 1), put(tx, 2), put(tx, 3)]));
  expect(await kept()).toEqual([1, 2, 3]);
  await expect(database.transact((tx) => allDone([put(tx, 4), put(tx, 1), put(tx, 5)]))).rejects.toThrow(
    'duplicate key',
  );
  expect(await kept()).toEqual([1, 2, 3]);
});

test('work that goes on after its transaction has failed keeps nothing', async () => {
  let late: Promise<unknown> = Promise.resolve();
  const failing = database.transact(async (tx) => {
    late = new Promise((resolve) => setTimeout(resolve, 50)).then(() => put(tx, 6));
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  await expect(late).rejects.toThrow('after its transaction had ended');
  expect(await kept()).toEqual([1, 2, 3]);
});

test('a connection is as good as new after a failure', async () => {
  for (let n = 0; n < 30; n++)
    await database.transact((tx) => allDone([put(tx, 1), put(tx, 100 + n)])).catch(() => undefined);
  await Promise.all(Array.from({ length: 30 }, (_, n) => database.transact((tx) => put(tx, 200 + n))));
  expect(await kept()).toHaveLength(33);
});

test('waits for all that was begun before it throws', async () => {
  const ends: string[] = [];
  const slow = new Promise<void>((resolve) => setTimeout(resolve, 20)).then(() => void ends.push('slow'));
  await expect(allDone([Promise.reject(new Error('quick')), slow])).rejects.toThrow('quick');
  expect(ends).toEqual(['slow']);
});
