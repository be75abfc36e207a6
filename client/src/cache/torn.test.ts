// A typical session on a disk that fails at every single point of it: whatever happens, the database opens, holds the state before or
// after the transaction that was under way, and everything that was acknowledged before.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as SQLite from '@journeyapps/wa-sqlite';
import createSqlite from '@journeyapps/wa-sqlite/dist/wa-sqlite.mjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { createChance } from '../../../scripts/sim/random.ts';
import { type Database, wrapDatabase } from './database.ts';
import { fileSettings, syncDeletes } from './durable.ts';
import { gatherJournals } from './gather.ts';
import { TornDisk, TornFiles, type Trouble } from './torn.fixture.ts';
import { steps } from './torn.session.fixture.ts';

const require = createRequire(import.meta.url);
let api: SQLiteAPI;
let module: object;
let names = 0;

beforeAll(async () => {
  const wasmBinary = readFileSync(require.resolve('@journeyapps/wa-sqlite/dist/wa-sqlite.wasm'));
  module = await createSqlite({ wasmBinary });
  api = SQLite.Factory(module);
});

async function open(disk: TornDisk): Promise<Database> {
  const name = `torn-${names++}`;
  const files = new TornFiles(name, module, disk);
  syncDeletes(files);
  gatherJournals(files);
  api.vfs_register(files, false);
  const db = await api.open_v2('life.db', undefined, name);
  await api.exec(db, fileSettings);
  return wrapDatabase({ api, db, storage: 'opfs' });
}

/** Everything that is in the database, as text. */
async function stateOf(database: Database): Promise<string> {
  return database.read(async (sql) => {
    const tables = await sql.all(
      "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    );
    const contents = [];
    for (const { name } of tables) contents.push([name, await sql.all(`SELECT * FROM "${name}"`)]);
    return JSON.stringify(contents, (_, value) =>
      value instanceof Uint8Array
        ? Buffer.from(value).toString('hex')
        : typeof value === 'bigint'
          ? `${value}`
          : value,
    );
  });
}

async function expectWhole(database: Database): Promise<void> {
  const found = await database.read((sql) => sql.all('PRAGMA integrity_check'));
  expect(found).toEqual([{ integrity_check: 'ok' }]);
}

/** The states after each step, and how many things were done to the disk by then, when nothing goes wrong. */
async function untroubled(): Promise<{ states: string[]; counts: number[] }> {
  const disk = new TornDisk(() => 0);
  const database = await open(disk);
  const [states, counts] = [['[]'], [disk.count]];
  for (const [, work] of steps) {
    await work(database);
    states.push(await stateOf(database));
    counts.push(disk.count);
  }
  await database.close();
  return { states, counts };
}

/** Runs the session until the power goes, and looks at what is left. */
async function powerGoes(at: number, what: Trouble, states: readonly string[]): Promise<void> {
  const disk = new TornDisk(createChance(at).next);
  disk.trouble = { at, what };
  const database = await open(disk);
  let done = 0;
  try {
    for (const [, work] of steps) {
      await work(database);
      done++;
    }
  } catch {
    // The power is gone.
  }
  await database.close().catch(() => undefined);
  disk.switchOn();
  const again = await open(disk);
  await expectWhole(again);
  expect([states[done], states[done + 1]], `${what} at ${at}, after ${steps[done - 1]?.[0]}`).toContain(
    await stateOf(again),
  );
  await again.close();
}

/** Runs the session on a disk that fails once; whatever failed is tried again. */
async function failsOnce(at: number, what: Trouble, states: readonly string[]): Promise<void> {
  const disk = new TornDisk(() => 0);
  disk.trouble = { at, what };
  const database = await open(disk);
  for (const [n, [, work]] of steps.entries()) {
    const isDone = await work(database).then(
      () => true,
      () => false,
    );
    if (isDone) continue;
    const left = await stateOf(database);
    expect([states[n], states[n + 1]], `${what} at ${at}`).toContain(left);
    if (left === states[n]) await work(database);
  }
  await expectWhole(database);
  expect(await stateOf(database), `${what} at ${at}`).toBe(states.at(-1));
  await database.close();
}

describe('a session on a disk that fails', () => {
  let run: Awaited<ReturnType<typeof untroubled>>;
  let last = 0;
  beforeAll(async () => {
    run = await untroubled();
    last = run.counts.at(-1) ?? 0;
  });

  test('has something to fail at in every step', () => {
    expect(run.states.length).toBe(steps.length + 1);
    for (const [n, count] of run.counts.entries())
      if (n > 0) expect(count).toBeGreaterThan(run.counts[n - 1] ?? 0);
  });

  test.each(['off', 'torn'] as const)(
    'keeps what it acknowledged when the power goes (%s), wherever',
    async (what) => {
      for (let at = 1; at <= last; at++) await powerGoes(at, what, run.states);
    },
    60_000,
  );

  test.each(['fails', 'full'] as const)(
    'goes on when one thing is not done (%s), wherever',
    async (what) => {
      for (let at = 1; at <= last; at++) await failsOnce(at, what, run.states);
    },
    60_000,
  );
});
