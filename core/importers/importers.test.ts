import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { create } from '@bufbuild/protobuf';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Event, EventSchema, type Intent, OutcomeSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { createHybridClock } from '../log/clock.ts';
import { csvRows } from './csvrows.ts';
import type { ImportItem, ImportSource } from './importer.ts';
import { type ColumnMapping, importerOf, runImport } from './index.ts';

const deviceId = '00000000-0000-7000-8000-000000000001';
const stamping = {
  clock: createHybridClock({ deviceId, now: () => Date.parse('2026-11-21T12:00:00Z') }),
  random: (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes),
};
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

async function* pieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function source(content: string | Uint8Array, fileName: string, pieceBytes = 7): ImportSource {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return {
    fileName,
    sizeBytes: bytes.length,
    chunks: () => pieces(bytes, pieceBytes),
    openSqlite: async () => loopReader(),
  };
}

let loop: DatabaseSync;
function loopReader() {
  return {
    rows: async (sql: string) => loop.prepare(sql).all() as Record<string, unknown>[],
    close: async () => undefined,
  };
}

async function items(
  content: string | Uint8Array,
  fileName: string,
  columns?: ColumnMapping,
): Promise<ImportItem[]> {
  const from = source(content, fileName);
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const importer = importerOf(bytes.subarray(0, 4096), fileName);
  const options = { zone: 'Europe/Lisbon', ...(columns ? { columns } : {}) };
  return Array.fromAsync(importer.read(from, options));
}

/** A gate that takes everything once. */
function openGate() {
  const events = new Map<string, Event>();
  return async (intents: readonly Intent[]) =>
    intents.map((intent) => {
      const known = events.get(intent.id);
      const event = known ?? create(EventSchema, { id: intent.id });
      events.set(intent.id, event);
      return create(OutcomeSchema, {
        intentId: intent.id,
        repeated: known !== undefined,
        kind: { case: 'accepted', value: event },
      });
    });
}

describe('CSV', () => {
  test('is read as it was written, however it is cut into pieces', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r', ' ', '💥'),
      maxLength: 8,
    });
    const table = fc
      .integer({ min: 2, max: 4 })
      .chain((width) =>
        fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 5 }),
      );
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await fc.assert(
      fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (rows, size) => {
        const header = rows[0]?.map((_, index) => `h${index}`).join(',') ?? '';
        const text = [header, ...rows.map((row) => row.map(quoted).join(','))].join('\r\n');
        const cut = async function* () {
          for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size);
        };
        const read = await Array.fromAsync(csvRows(cut()));
        expect(read.slice(1).map(({ cells }) => cells)).toEqual(rows);
      }),
    );
  });

  test('finds its columns, keeps decimals and zones, and says what it can not read', async () => {
    const csv = 'Date;Weight;Comment\n2026-07-01 23:30;81,20;late\nnonsense;1;x\n2026-07-02;80\n';
    const columns = { kind: 'weight', values: { mass: { column: 'weight', unit: 'kg' } } };
    const [first, second, third] = await items(csv, 'weights.csv', columns);
    expect(first).toMatchObject({
      entry: {
        kind: 'weight',
        note: 'late',
        values: { mass: { amount: '81.20', unit: 'kg' } },
        occurredMs: Date.parse('2026-07-01T22:30:00Z'),
      },
    });
    expect([second, third]).toMatchObject([
      { item: 'skip', reason: 'a time that can not be read' },
      { item: 'skip', reason: expect.stringContaining('another number of cells') },
    ]);
  });

  test('never throws, whatever the bytes are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        if (!bytes.includes(0)) await items(bytes, 'any.csv');
      }),
    );
  });
});

describe('Loop Habit Tracker', () => {
  test('gives habits as kinds and checks as entries, in old and new schemas', async () => {
    loop = new DatabaseSync(':memory:');
    loop.exec(`create table Habits (Id integer primary key, name text, freq_num int, freq_den int, archived int, position int, type int, unit text);
      create table Repetitions (id integer primary key, habit int, timestamp int, value int, notes text);
      insert into Habits values (1, 'Wake up early', 2, 3, 0, 0, 0, ''), (2, 'Wake up early', 1, 1, 1, 1, 0, ''), (3, '走る', 1, 1, 0, 2, 1, 'km');
      insert into Repetitions values (1, 1, 1451606400000, 2, 'cold'), (2, 1, 1451692800000, 3, ''), (3, 3, 1451606400000, 5200, ''), (4, 9, 0, 2, '');`);
    const read = await items(new TextEncoder().encode('SQLite format 3\0…'), 'loop.db');
    const kinds = read.flatMap((item) => (item.item === 'kind' ? [item.definition] : []));
    expect(new Set(kinds.map(({ kind }) => kind)).size).toBe(3);
    expect(kinds[0]).toMatchObject({
      title: 'Wake up early',
      habit: { times: 2, periodDays: 3 },
      archived: false,
    });
    expect(kinds[1]?.archived).toBe(true);
    const skips = read.flatMap((item) => (item.item === 'skip' ? [item.reason] : []));
    expect(skips.sort()).toEqual([
      'a check of a habit that is not in the file',
      'a day that was marked as skipped',
    ]);
    const entries = read.filter((item) => item.item === 'entry');
    expect(entries).toMatchObject([
      { externalId: '1:2016-01-01', entry: { note: 'cold', values: { done: { flag: true } } } },
      { externalId: '3:2016-01-01', entry: { values: { amount: { amount: '5.2', unit: 'km' } } } },
    ]);
  });
});

describe('ActivityWatch', () => {
  const bucket = (type: string, events: object[]) => ({
    id: `aw-${type}`,
    created: 'x',
    name: null,
    type,
    data: { a: [1] },
    events,
  });
  const event = (timestamp: string, data: object, duration = 90.5) => ({ id: 1, timestamp, duration, data });

  test('is read event by event, with brackets and quotes in titles', async () => {
    const nasty = 'a "]}{[" \\ window, events: [';
    const file = {
      buckets: {
        one: bucket('currentwindow', [
          event('2026-01-01T10:00:00Z', { app: 'code', title: nasty, more: { deep: [{}] } }),
        ]),
        two: bucket('afkstatus', [event('2026-01-01T11:00:00Z', { status: 'not-afk' }), event('x', {})]),
        three: bucket('unheard', [event('2026-01-01T12:00:00Z', {})]),
      },
    };
    const read = await items(JSON.stringify(file, null, 2), 'export.json');
    expect(read).toMatchObject([
      {
        item: 'entry',
        entry: {
          kind: 'screen',
          spanMs: 90_500,
          values: { title: { text: nasty }, minutes: { amount: '1.5083' } },
        },
      },
      { item: 'skip', reason: 'a time in which you were at the computer' },
      { item: 'skip', reason: 'an event without a time' },
      { item: 'skip', reason: expect.stringContaining('unheard') },
    ]);
  });
});

describe('an import', () => {
  test('adds nothing the second time, and accounts for every line', async () => {
    const propose = openGate();
    const csv =
      'date,kind,hours\n2026-01-01,sleep,7\n2026-01-02,sleep,8\n2026-01-02,sleep,8\nnever,sleep,8\n';
    const importer = importerOf(new TextEncoder().encode(csv), 'sleep.csv');
    const run = () =>
      runImport({
        importer,
        source: source(csv, 'sleep.csv'),
        options: { zone: 'UTC' },
        userId: deviceId,
        stamping,
        sha256,
        propose,
      });
    const skipped = [{ reason: 'a time that can not be read', count: 1 }];
    expect(await run()).toMatchObject({ read: 4, taken: 3, known: 0, skipped });
    expect(await run()).toMatchObject({ read: 4, taken: 0, known: 3, skipped });
  });

  test('of a file of another kind is refused with what can be taken', () => {
    expect(() => importerOf(new TextEncoder().encode('%PDF-1.7'), 'a.pdf')).toThrow(
      /It takes files of: Loop Habit Tracker/,
    );
  });
});
