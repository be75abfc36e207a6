// lifeos import <file>: brings what another app wrote, and ends with an account of every line.
import { closeSync, createReadStream, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import {
  type ColumnMapping,
  headBytes,
  ImportRefused,
  type ImportReport,
  type ImportSource,
  importerOf,
  runImport,
  type SqliteReader,
} from '#core/importers/index.ts';
import { sha256 } from '#gateway/kernel/sha256.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { PlainFailure } from '../command.ts';
import type { Subcommand } from './subcommand.ts';
import { userOf } from './user.ts';

export const importCommand: Subcommand = {
  name: 'import',
  summary: 'Import a file of another app',
  help: `lifeos import <file> [--zone Europe/Lisbon] [--kind weight --time Date --note Comment --value mass=Weight:kg] [--json]

Takes Loop Habit Tracker backups (.db), ActivityWatch bucket exports (.json) and any CSV with a header.
The same file twice adds nothing. Ends with an account of every line.

  --zone    time zone of times that name none (this machine's unless told otherwise)
  --kind    CSV: the kind of all entries
  --time    CSV: the column with the time
  --note    CSV: the column with the note
  --value   CSV: name=column:unit, as often as needed; a unit of three capitals is a currency
  --json    print the account as JSON`,
  async run(args, connect, print) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        zone: { type: 'string' },
        kind: { type: 'string' },
        time: { type: 'string' },
        note: { type: 'string' },
        value: { type: 'string', multiple: true },
        json: { type: 'boolean' },
      },
    });
    const [file] = positionals;
    if (file === undefined) throw new PlainFailure('Name the file: lifeos import backup.db');
    const connection = connect();
    const source = fileSource(file);
    try {
      const importer = importerOf(headOf(file), source.fileName);
      if (!values.json) print(`${source.fileName}: ${importer.title}`);
      const report = await runImport({
        importer,
        source,
        options: { zone: values.zone ?? connection.zone, columns: mappingOf(values) },
        userId: await userOf(connection),
        stamping: connection.stamping,
        sha256,
        propose: async (intents) =>
          (await connection.use(IntentService).propose({ intents: [...intents] })).outcomes,
        onProgress: ({ read }) => {
          if (!values.json && process.stderr.isTTY) process.stderr.write(`\r${read} read `);
        },
      });
      print(values.json ? JSON.stringify(report) : accountOf(report));
    } catch (error) {
      if (error instanceof ImportRefused) throw new PlainFailure(`${error.what} ${error.advice}`);
      throw error;
    }
  },
};

/** "Read 164, took 160, 4 were there already." and why lines were skipped. */
export function accountOf({ read, taken, known, skipped }: ImportReport): string {
  const reasons = skipped.map(({ reason, count }) => `  skipped ${count}: ${reason}`);
  return [`Read ${read}, took ${taken}, ${known} were there already.`, ...reasons].join('\n');
}

function mappingOf(said: { kind?: string; time?: string; note?: string; value?: string[] }): ColumnMapping {
  const pairs = (said.value ?? []).map((value) => {
    const match = /^([a-z][a-z0-9_]*)=([^:]+)(?::(.+))?$/.exec(value);
    if (!match?.[1] || !match[2]) throw new PlainFailure(`--value ${value} should look like mass=Weight:kg.`);
    return [match[1], { column: match[2], unit: match[3] ?? '1' }] as const;
  });
  return {
    ...(said.kind === undefined ? {} : { kind: said.kind }),
    ...(said.time === undefined ? {} : { timeColumn: said.time }),
    ...(said.note === undefined ? {} : { noteColumn: said.note }),
    ...(pairs.length === 0 ? {} : { values: Object.fromEntries(pairs) }),
  };
}

function fileSource(file: string): ImportSource {
  const stat = statSync(file, { throwIfNoEntry: false });
  if (!stat?.isFile()) throw new PlainFailure(`There is no file "${file}".`);
  return {
    fileName: basename(file),
    sizeBytes: stat.size,
    chunks: () => createReadStream(file),
    openSqlite: async (bytes) => openSqlite(bytes),
  };
}

function headOf(file: string): Uint8Array {
  const head = new Uint8Array(headBytes);
  const handle = openSync(file, 'r');
  try {
    return head.subarray(0, readSync(handle, head));
  } finally {
    closeSync(handle);
  }
}

// Opened from a copy and read only: the person's own file is never touched, and its write-ahead log never made.
export function openSqlite(bytes: Uint8Array): SqliteReader {
  const copy = join(tmpdir(), `lifeos-import-${process.pid}-${Date.now()}.db`);
  writeFileSync(copy, bytes, { mode: 0o600 });
  try {
    const database = new DatabaseSync(copy, { readOnly: true });
    database.prepare('SELECT count(*) FROM sqlite_master').get();
    return {
      rows: async (sql) => database.prepare(sql).all() as Record<string, unknown>[],
      async close() {
        database.close();
        rmSync(copy, { force: true });
      },
    };
  } catch (error) {
    rmSync(copy, { force: true });
    throw error;
  }
}
