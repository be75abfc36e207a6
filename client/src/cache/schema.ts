// The device's own database: the projections, the events they were folded from, and the outbox.

import { sqliteDdl } from '#core/projection/ddl.ts';
import { projectionTables, projectionVersion } from '#core/projection/project.ts';
import { metricKnownDdl } from './metricdays.ts';
import { wordsDdl } from './words.ts';

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
  // A long time without a network makes a long outbox: a screen asks it about its own entries, and for those that wait.
  [
    'CREATE INDEX outbox_by_subject ON outbox (subject, state)',
    'CREATE INDEX outbox_by_state ON outbox (state, place)',
  ],
  // A mirror that was filled before it could grow backwards has everything from the first event on.
  [
    "INSERT OR IGNORE INTO meta (name, value) SELECT 'oldest', '1' FROM meta WHERE name = 'cursor' AND value <> '0'",
  ],
];

/** Where the facts about the database are kept; it is there before the first step. */
export const metaDdl =
  'CREATE TABLE IF NOT EXISTS meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID';

/** Names how tables are folded on a device. Its second number is raised when only what a device adds to the projections changes. */
export const foldedVersion = `${projectionVersion}.1`;

/** Statements that make what is folded from the mirror. */
export const foldedDdl: readonly string[] = [
  ...projectionTables.flatMap(sqliteDdl),
  wordsDdl,
  metricKnownDdl,
];

/** Statements that forget it. */
export const forgetFolded: readonly string[] = [
  ...projectionTables.map((table) => `DROP TABLE IF EXISTS ${table.name}`),
  'DROP TABLE IF EXISTS entry_words',
  'DROP TABLE IF EXISTS metric_known',
];
