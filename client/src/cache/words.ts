// The words of entries, for the journal's search. What was written last is found first, and a page of it at once: the index gives
// what it finds by falling rowid, so a word's row has its place by the time of its entry.

import type { StoredValue } from '#core/projection/entry.ts';
import type { Row } from '#core/projection/table.ts';
import type { Sql, SqlValue } from './database.ts';

/** Both whole words and beginnings are found; lengths of words are kept for ranking, which is not done here. */
export const wordsDdl = `CREATE VIRTUAL TABLE IF NOT EXISTS entry_words USING fts5 (entry_id UNINDEXED, words,
  prefix='2 3', columnsize=0, tokenize='unicode61 remove_diacritics 2')`;

/** Rows that have place within one second: seconds of all years with four digits, times this, just fit into 64 bits. */
const placesInSecond = 2 ** 25;
const from = `CAST(?1 AS INTEGER) * ${placesInSecond}`;
const to = `${from} + ${placesInSecond - 1}`;
// The next free place of the entry's second.
const insertWords = `INSERT INTO entry_words (rowid, entry_id, words) VALUES (coalesce(
  (SELECT rowid + 1 FROM entry_words WHERE rowid BETWEEN ${from} AND ${to} ORDER BY rowid DESC LIMIT 1), ${from}), ?2, ?3)`;
const deleteWords = `DELETE FROM entry_words WHERE rowid BETWEEN ${from} AND ${to} AND entry_id = ?2`;

/** Notes the words of entries that changed. What was taken away is not found. */
export async function indexWords(
  sql: Sql,
  writes: readonly { row: Row; before: Row | undefined }[],
): Promise<void> {
  const known = writes.flatMap(({ before }) => (before && isShown(before) ? [before] : []));
  if (known.length > 0) await sql.run(deleteWords, ...known.map(placeOf));
  const shown = writes.flatMap(({ row }) => (isShown(row) ? [row] : []));
  if (shown.length === 0) return;
  // The index keeps what comes in rising order in memory until the commit, and writes it out when the order is broken.
  shown.sort((a, b) => (a.occurred_ms as number) - (b.occurred_ms as number));
  await sql.run(insertWords, ...shown.map((row) => [...placeOf(row), wordsOf(row)]));
}

/** Forgets the words of an entry that is taken out to be folded anew. */
export async function forgetWords(sql: Sql, row: Row): Promise<void> {
  if (isShown(row)) await sql.run(deleteWords, placeOf(row));
}

function placeOf(row: Row): [number, string] {
  return [secondOf(row.occurred_ms as number), row.entry_id as string];
}

function isShown(row: Row): boolean {
  return row.removed === false && row.event_id !== '';
}

/** The end of the year 9999, in seconds. A time beyond it is refused by the gateway; here it must not break what is saved with it. */
const secondMax = 253_402_300_800;

function secondOf(occurredMs: number): number {
  return Math.max(-secondMax, Math.min(secondMax, Math.floor(occurredMs / 1000)));
}

/** Where a search goes on: at entries before this one. */
export interface Before {
  readonly occurredMs: number;
  readonly entryId: string;
}

const found = (
  range: string,
) => `SELECT entry.* FROM entry_words JOIN entry ON entry.entry_id = entry_words.entry_id
  WHERE entry_words MATCH ?2 AND entry_words.rowid ${range} AND (entry.occurred_ms, entry.entry_id) < (?3, ?4)
  ORDER BY entry_words.rowid DESC`;
const foundUntil = `${found(`<= ${to}`)} LIMIT ?5`;
const foundInSecond = found(`BETWEEN ${from} AND ${to}`);

/** Stored rows of entries with all these words, newest first. `match` is of FTS5: see `ftsQuery`. */
export async function searchWords(
  sql: Sql,
  match: string,
  limit: number,
  before: Before,
): Promise<Record<string, SqlValue>[]> {
  const bounds = [match, before.occurredMs, before.entryId] as const;
  const rows = await sql.all(foundUntil, [secondOf(before.occurredMs), ...bounds, limit]);
  const last = rows.at(-1);
  if (!last || rows.length < limit) return rows.sort(newestFirst);
  // Within a second, places follow the order of arrival: of the last one all are needed to know which come first.
  const second = secondOf(Number(last.occurred_ms));
  const earlier = rows.filter((row) => secondOf(Number(row.occurred_ms)) !== second);
  const together = await sql.all(foundInSecond, [second, ...bounds]);
  return [...earlier, ...together].sort(newestFirst).slice(0, limit);
}

function newestFirst(a: Record<string, SqlValue>, b: Record<string, SqlValue>): number {
  const difference = Number(b.occurred_ms) - Number(a.occurred_ms);
  if (difference !== 0) return difference;
  return (a.entry_id as string) < (b.entry_id as string) ? 1 : -1;
}

/** All words must occur; the last may be a beginning, since the person is still typing. Quoting keeps FTS5's own signs out. */
export function ftsQuery(query: string): string {
  const words = query.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word, index) => (index === words.length - 1 ? `"${word}"*` : `"${word}"`)).join(' ');
}

function wordsOf(row: Row): string {
  const values = Object.entries(row.values_json as Record<string, StoredValue>).map(([name, value]) => {
    if ('text' in value) return value.text;
    if ('amount' in value) return `${value.amount} ${'unit' in value ? value.unit : value.currency}`;
    return name;
  });
  const tags = [...(row.tags as string[]), ...(row.rule_tags as string[])];
  return [row.kind, row.note, row.typed, ...tags, ...values].join(' ');
}
