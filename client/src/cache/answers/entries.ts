// Entries: a day, one of them, and the journal.

import { entryTable } from '#core/projection/entry.ts';
import type { Sql, SqlValue } from '../database.ts';
import { entryViews, outboxEntries } from '../entryview.ts';
import { fromStored } from '../stored.ts';
import type { EntryView } from '../views.ts';
import { ftsQuery, searchWords } from '../words.ts';
import type { Answers } from './answers.ts';

/** Rows that screens show: recorded, and not taken away. */
export const isShown = "removed = 0 AND event_id <> ''";

const ofDay = `SELECT * FROM entry WHERE day = ? AND ${isShown} ORDER BY occurred_ms DESC, entry_id DESC`;
const ofId = `SELECT * FROM entry WHERE entry_id = ? AND ${isShown}`;
const newest = `SELECT * FROM entry WHERE ${isShown} AND (occurred_ms, entry_id) < (?, ?)
  ORDER BY occurred_ms DESC, entry_id DESC LIMIT ?`;

export const entryAnswers: Answers<'entriesOfDay' | 'entry' | 'journal'> = {
  async entriesOfDay(sql, { day }) {
    const logged = await views(sql, await sql.all(ofDay, [day]));
    const held = (await outboxEntries(sql)).filter((entry) => entry.day === day);
    return [...logged, ...held].sort((a, b) => b.occurredMs - a.occurredMs);
  },

  async entry(sql, { entryId }) {
    const [logged] = await views(sql, await sql.all(ofId, [entryId]));
    const held = async () => (await outboxEntries(sql)).find((entry) => entry.entryId === entryId);
    return { entryId, entry: logged ?? (await held()) ?? null };
  },

  async journal(sql, { query, limit, before = { occurredMs: latestMs, entryId: '' } }) {
    const match = ftsQuery(query);
    return views(
      sql,
      match === ''
        ? await sql.all(newest, [before.occurredMs, before.entryId, limit])
        : await searchWords(sql, match, limit, before),
    );
  },
};

/** Later than any entry may be: the end of the year 9999. */
const latestMs = 253_402_300_800_000;

function views(sql: Sql, rows: readonly Record<string, SqlValue>[]): Promise<EntryView[]> {
  return entryViews(
    sql,
    rows.map((raw) => fromStored(entryTable, raw)),
  );
}
