// The device's own database: the projections, the events they were folded from, and the outbox.

import { sqliteDdl } from '#core/projection/ddl.ts';
import { projectionTables } from '#core/projection/project.ts';

/**
 * The history of the device's own tables. Each step runs once, in the transaction that notes it; a step that was released is never
 * changed, a new one is added. What is in the mirror and the outbox stays.
 */
export const steps: readonly (readonly string[])[] = [
  [
    // Every event that the gateway gave us, as stored bytes of lifeos.event.v1.Event.
    'CREATE TABLE IF NOT EXISTS mirror (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, subject TEXT NOT NULL, event BLOB NOT NULL)',
    'CREATE UNIQUE INDEX IF NOT EXISTS mirror_by_id ON mirror (id)',
    'CREATE INDEX IF NOT EXISTS mirror_by_subject ON mirror (subject)',
    // What the person wants and the gateway has not taken yet. `place` keeps their order.
    // The states are those of sync/merge.ts.
    `CREATE TABLE IF NOT EXISTS outbox (place INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, subject TEXT NOT NULL,
       state TEXT NOT NULL, intent BLOB NOT NULL, decision BLOB, refusal BLOB)`,
  ],
  // When the gateway answered, so that what never arrives is sent again.
  ['ALTER TABLE outbox ADD COLUMN answered_ms INTEGER'],
  // Hashes of the log at some seqs, so that a history that was changed behind our back is told from where it still is the same.
  ['CREATE TABLE place (seq INTEGER PRIMARY KEY, hash TEXT NOT NULL)'],
];

/** Where the facts about the database are kept; it is there before the first step. */
export const metaDdl =
  'CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID';

/** Statements that make what is folded from the mirror. */
export const foldedDdl: readonly string[] = [
  ...projectionTables.flatMap(sqliteDdl),
  // Words of entries, for the journal's search. Both word forms and beginnings are found.
  "CREATE VIRTUAL TABLE IF NOT EXISTS entry_words USING fts5 (entry_id UNINDEXED, words, prefix='2 3', tokenize='unicode61 remove_diacritics 2')",
];

/** Statements that forget it. */
export const forgetFolded: readonly string[] = [
  ...projectionTables.map((table) => `DROP TABLE IF EXISTS ${table.name}`),
  'DROP TABLE IF EXISTS entry_words',
];
