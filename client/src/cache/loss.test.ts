import { expect, test } from 'vitest';
import type { Remembered } from '../session/remembered.ts';
import type { Database } from './database.ts';
import { clearedKey, createUnsentNote, dropNotice, noticeLoss, readNotices } from './loss.ts';
import { becomeAnother } from './marks.ts';
import { memoryDatabase } from './memory.fixture.ts';

const userId = 'ada';

function inMemory(): Remembered & { kept: Map<string, unknown> } {
  const kept = new Map<string, unknown>();
  return {
    kept,
    get: async <T>(name: string) => kept.get(name) as T | undefined,
    put: async (name, value) => void kept.set(name, value),
    forget: async (name) => void kept.delete(name),
  };
}

/** Opens a database as the worker does. Gives what the person is told. */
async function open(database: Database, remembered: Remembered) {
  await noticeLoss({ database, remembered, userId, newId: () => crypto.randomUUID() });
  return database.read(readNotices);
}

/** Says that so many changes are unsent, and lets the time pass in which it is written down. */
async function note(remembered: Remembered, unsent: number) {
  const waiting: (() => void)[] = [];
  createUnsentNote({ remembered, userId, after: (_ms, call) => void waiting.push(call) })(unsent);
  for (const call of waiting) call();
  await new Promise((resolve) => setImmediate(resolve));
}

test('a life that is new here, or opened again, has lost nothing', async () => {
  const [database, remembered] = [await memoryDatabase(), inMemory()];
  expect(await open(database, remembered)).toEqual({ lost: null, isCopy: false });
  expect(await open(database, remembered)).toEqual({ lost: null, isCopy: false });
});

test('a database that was cleared is noticed, with how much had not been sent, until the person has read it', async () => {
  const remembered = inMemory();
  await open(await memoryDatabase(), remembered);
  await note(remembered, 3);
  const anew = await memoryDatabase();
  expect(await open(anew, remembered)).toEqual({ lost: { unsent: 3 }, isCopy: false });
  expect(await open(anew, remembered)).toEqual({ lost: { unsent: 3 }, isCopy: false });
  await anew.transact((sql) => dropNotice(sql, 'lost'));
  expect(await open(anew, remembered)).toEqual({ lost: null, isCopy: false });
});

test('a browser that kept nothing but its sign-in is noticed, too', async () => {
  const [database, remembered] = [await memoryDatabase(), inMemory()];
  await remembered.put(clearedKey, true);
  expect(await open(database, remembered)).toEqual({ lost: { unsent: null }, isCopy: false });
  expect(remembered.kept.has(clearedKey)).toBe(false);
});

test('who writes fast pays for one note, and the last number counts', async () => {
  const remembered = inMemory();
  await open(await memoryDatabase(), remembered);
  let puts = 0;
  const counting: Remembered = {
    ...remembered,
    put: async (name, value) => {
      puts++;
      await remembered.put(name, value);
    },
  };
  const waiting: (() => void)[] = [];
  const tell = createUnsentNote({
    remembered: counting,
    userId,
    after: (_ms, call) => void waiting.push(call),
  });
  for (let unsent = 0; unsent < 50; unsent++) tell(unsent);
  for (const call of waiting) call();
  await new Promise((resolve) => setImmediate(resolve));
  expect(puts).toBe(1);
  expect(remembered.kept.get(`life:${userId}`)).toMatchObject({ unsent: 49 });
});

test('a device that turned out to be a copy is told so once', async () => {
  const database = await memoryDatabase();
  await database.transact((sql) => becomeAnother(sql, 0, (bytes) => bytes.fill(7)));
  expect(await database.read(readNotices)).toMatchObject({ isCopy: true });
  await database.transact((sql) => dropNotice(sql, 'copied'));
  expect(await database.read(readNotices)).toMatchObject({ isCopy: false });
});
