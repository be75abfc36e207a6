// Loop Habit Tracker's own backup: an SQLite file. Each habit becomes a kind that can be ticked, each check an entry.
//
// Schemas differ by age: before version 24 a repetition is a check and has no value; later ones say
//   2 done · 3 skipped · 1 and 0 computed · numbers are kept times 1,000 for measured habits (type 1).

import { create } from '@bufbuild/protobuf';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { DayFold, KindDefinedSchema, ValueType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { instantOf } from '../capture/when.ts';
import type { StoredValue } from '../projection/entry.ts';
import {
  type Importer,
  type ImportItem,
  ImportRefused,
  kindId,
  readWhole,
  type SqliteReader,
} from './importer.ts';

const sqliteMagic = 'SQLite format 3';
const done = 2;
const skipped = 3;

export const loopImporter: Importer = {
  id: 'loop-habits',
  title: 'Loop Habit Tracker',
  recognises: (head) => new TextDecoder().decode(head.subarray(0, sqliteMagic.length)) === sqliteMagic,
  async *read(source, { zone }) {
    const reader = await source.openSqlite(await readWhole(source)).catch(() => undefined);
    if (!reader)
      throw new ImportRefused(`"${source.fileName}" is a damaged database.`, 'Export it again from the app.');
    try {
      yield* readLoop(reader, source.fileName, zone);
    } finally {
      await reader.close();
    }
  },
};

interface Habit {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly isMeasured: boolean;
  readonly unit: string;
  readonly key: string;
}

async function* readLoop(reader: SqliteReader, fileName: string, zone: string): AsyncIterable<ImportItem> {
  const tables = new Set(
    (await reader.rows("SELECT name FROM sqlite_master WHERE type = 'table'")).map((row) =>
      String(row.name).toLowerCase(),
    ),
  );
  if (!tables.has('habits') || !tables.has('repetitions')) {
    throw new ImportRefused(
      `"${fileName}" is a database, but not one of Loop Habit Tracker.`,
      'Choose the backup that Loop made.',
    );
  }
  const habits = new Map<number, Habit>();
  const taken = new Set<string>();
  for (const row of await reader.rows('SELECT * FROM Habits ORDER BY position, Id')) {
    const habit = readHabit(row, taken);
    habits.set(habit.id, habit);
    yield { item: 'kind', definition: definitionOf(habit, row) };
  }
  for (const row of await reader.rows('SELECT * FROM Repetitions ORDER BY timestamp')) {
    const habit = habits.get(Number(row.habit));
    yield habit
      ? readCheck(row, habit, zone)
      : { item: 'skip', reason: 'a check of a habit that is not in the file' };
  }
}

function readHabit(row: Record<string, unknown>, taken: Set<string>): Habit {
  const name = String(row.name ?? '').trim() || 'Habit';
  const id = Number(row.Id ?? row.id);
  let kind = kindId('habit.', name);
  if (taken.has(kind)) kind = kindId('habit.', `${name} ${id}`);
  taken.add(kind);
  return {
    id,
    name,
    kind,
    isMeasured: Number(row.type ?? 0) === 1,
    unit: String(row.unit ?? '').slice(0, 16),
    // Old files have no uuid; a habit's number is as stable as anything in them.
    key: typeof row.uuid === 'string' && row.uuid !== '' ? row.uuid : `${id}`,
  };
}

function definitionOf(habit: Habit, row: Record<string, unknown>) {
  const doneSpec = { name: 'done', title: habit.name, type: ValueType.FLAG, fold: DayFold.SUM };
  const amountSpec = {
    name: 'amount',
    title: habit.name,
    type: ValueType.QUANTITY,
    unit: habit.unit || '1',
    fold: DayFold.SUM,
  };
  return create(KindDefinedSchema, {
    kind: habit.kind,
    title: habit.name.slice(0, 60),
    domain: Domain.HOME,
    values: habit.isMeasured ? [doneSpec, amountSpec] : [doneSpec],
    habit: {
      times: clamp(Number(row.freq_num ?? 1), 1, 1000),
      periodDays: clamp(Number(row.freq_den ?? 1), 1, 366),
    },
    archived: Number(row.archived ?? 0) === 1,
  });
}

function readCheck(row: Record<string, unknown>, habit: Habit, zone: string): ImportItem {
  const timestamp = Number(row.timestamp);
  if (!Number.isFinite(timestamp) || Math.abs(timestamp) > 8.64e15)
    return { item: 'skip', reason: 'a check without a day' };
  const value = row.value === undefined ? done : Number(row.value);
  if (!habit.isMeasured && value === skipped)
    return { item: 'skip', reason: 'a day that was marked as skipped' };
  if (!habit.isMeasured && value !== done) return { item: 'skip', reason: 'a day that was not done' };
  const day = new Date(timestamp).toISOString().slice(0, 10);
  const values: Record<string, StoredValue> = { done: { flag: true } };
  if (habit.isMeasured) values.amount = { amount: (value / 1000).toString(), unit: habit.unit || '1' };
  return {
    item: 'entry',
    externalId: `${habit.key}:${day}`,
    zone,
    entry: {
      kind: habit.kind,
      // Loop keeps days without a time; noon is on that day in every zone nearby.
      occurredMs: instantOf(day, '12:00', zone),
      values,
      note: String(row.notes ?? '').slice(0, 4000),
      tags: [],
    },
  };
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(high, Math.max(low, Math.round(value))) : low;
}
