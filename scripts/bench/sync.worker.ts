// Inside the browser, in one worker: a first sync, and captures, each in turns with plain INSERTs of the very rows that they leave behind
// into another database of the same tables, indexes and settings, on the file system as it comes.

import { timestampMs } from '@bufbuild/protobuf/wkt';
import { type Database, wrapDatabase } from '#client/cache/database.ts';
import { createJudge } from '#client/cache/judge.ts';
import { proposeHere } from '#client/cache/keeper.ts';
import { takePast } from '#client/cache/mirror.ts';
import { openDatabase, openFiles } from '#client/cache/open.ts';
import { prepareTables } from '#client/cache/prepare.ts';
import { sqliteRows } from '#client/cache/rows.ts';
import { bodyOf, encodeBody } from '#core/log/body.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { createRuleEngine } from '#core/rules/index.ts';
import { seededRules } from '#core/rules/seeded/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.web.ts';
import type { EntryRecorded } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { inBatches } from '../demo/intents.ts';
import { demoLife, type Plan } from '../demo/life.ts';
import { copyRows } from './copyrows.ts';
import { pastPage, ruleEvent, storedPages } from './events.ts';
import { answerWith } from './workers.ts';

/** Milliseconds of each piece, in turns: ours, and the same rows by plain INSERTs. */
export interface PieceTimes {
  readonly ours: number[];
  readonly raw: number[];
  readonly events: number;
  readonly rows: number;
  readonly settings: string;
}

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
const newId = () => uuidv7(Date.now(), random);

answerWith({ sync, capture, ...inBatchesOnDemand() });

/** A first sync, a piece of some pages at a time. */
async function sync({ plan, piecePages }: { plan: Plan; piecePages: number }): Promise<PieceTimes> {
  const { ours, raw } = await openBoth('sync');
  const copy = copyRows(ours, raw, 'past');
  const pages = [...storedPages(plan)].reverse();
  const headSeq = pages.reduce((sum, page) => sum + page.length, 0);
  const times = { ours: [] as number[], raw: [] as number[] };
  let [left, rows] = [headSeq, 0];
  for (const piece of inBatches(pages, piecePages)) {
    let ms = 0;
    for (const page of piece) {
      const past = pastPage(page, left - page.length + 1, headSeq);
      left -= page.length;
      ms += await timed(() => ours.transact((sql) => takePast(sql, past)));
    }
    const copied = await copy.next(piece.length);
    rows += copied.rows;
    times.ours.push(ms);
    times.raw.push(copied.ms);
  }
  return { ...times, events: headSeq, rows, settings: await settingsOf(ours) };
}

/** Captures in batches, as an importer or a busy tracker writes; the rules that every life begins with judge them. */
async function capture(given: { plan: Plan; batch: number; pieceBatches: number }): Promise<PieceTimes> {
  const { ours, raw } = await openBoth('capture');
  const keep = await openLife(ours);
  const entries = entriesOf(given.plan);
  const copy = copyRows(ours, raw, 'captured');
  const times = { ours: [] as number[], raw: [] as number[] };
  let rows = 0;
  for (const piece of inBatches(inBatches(entries, given.batch), given.pieceBatches)) {
    let ms = 0;
    for (const batch of piece) ms += await timed(() => keep(batch));
    const copied = await copy.next(piece.length);
    rows += copied.rows;
    times.ours.push(ms);
    times.raw.push(copied.ms);
  }
  return { ...times, events: entries.length, rows, settings: await settingsOf(ours) };
}

/** The same, a batch whenever the page asks for one. */
function inBatchesOnDemand() {
  let keep: Awaited<ReturnType<typeof openLife>>;
  let batches: Iterator<EntryRecorded[]>;
  let next: readonly EntryRecorded[] = [];
  return {
    async beginCapture({ plan, batch }: { plan: Plan; batch: number }) {
      keep = await openLife((await openBoth('demand')).ours);
      batches = inBatches(entriesOf(plan), batch);
    },
    nextBatch(): PlainEntry[] {
      next = batches.next().value ?? [];
      return next.map(plainEntry);
    },
    captureBatch: async () => void (await keep(next)),
  };
}

/** An entry as other programs would keep it. */
export interface PlainEntry {
  readonly kind: string;
  readonly occurredMs: number;
  readonly zone: string;
  readonly note: string;
  readonly typed: string;
  readonly fields: string;
}

function plainEntry({ kind, occurredAt, zone, note, typed, values }: EntryRecorded): PlainEntry {
  const fields = values.map(({ name, kind: value }) => {
    if (value.case !== 'quantity' && value.case !== 'money') return [name, value.value];
    const { $typeName: _, $unknown: __, ...amount } = value.value;
    return [name, amount];
  });
  const occurredMs = occurredAt ? timestampMs(occurredAt) : 0;
  return { kind, occurredMs, zone, note, typed, fields: JSON.stringify(Object.fromEntries(fields)) };
}

function entriesOf(plan: Plan): EntryRecorded[] {
  return [...demoLife(plan)].flatMap((one) => (one.kind === 'entryRecorded' ? [one.value] : []));
}

/** A life with the rules that every life begins with: saves entries as the page's drafts would be. */
async function openLife(
  database: Database,
): Promise<(entries: readonly EntryRecorded[]) => Promise<unknown>> {
  await database.transact((sql) => applyEvents(sqliteRows(sql), seededRules.map(ruleEvent)));
  const judge = createJudge(database, createRuleEngine({ spawn: spawnRuleThread() }));
  const parts = { database, judge, userId: newId(), deviceId: newId(), now: Date.now, random };
  return (entries) =>
    proposeHere(
      parts,
      entries.map((value) => ({ body: encodeBody(bodyOf('entryRecorded', value)), causeId: '' })),
      'UTC',
    );
}

async function openBoth(name: string): Promise<{ ours: Database; raw: Database }> {
  const opening = await openDatabase(name);
  if (opening.kind === 'closed') throw opening.error;
  const raw = wrapDatabase(await openFiles(`${name}-raw`, false));
  await prepareTables(raw);
  return { ours: opening.database, raw };
}

async function settingsOf(database: Database): Promise<string> {
  const said: string[] = [];
  for (const name of ['journal_mode', 'synchronous']) {
    const [row] = await database.read((sql) => sql.all(`PRAGMA ${name}`));
    said.push(`${name} ${Object.values(row ?? {})[0]}`);
  }
  return said.join(', ');
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
