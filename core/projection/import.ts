// Imports and their account of every line.

import type { ImportFinished, ImportStarted } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Row, Table, Touch } from './table.ts';

export const importTable: Table = {
  name: 'import_report',
  key: ['import_id'],
  columns: {
    import_id: 'text',
    importer: 'text',
    file_name: 'text',
    started_ms: 'integer',
    finished: 'boolean',
    read_count: 'integer',
    taken_count: 'integer',
    known_count: 'integer',
    skipped: 'json',
  },
  indexes: [['started_ms']],
};

const blank: Row = {
  importer: '',
  file_name: '',
  started_ms: 0,
  finished: false,
  read_count: 0,
  taken_count: 0,
  known_count: 0,
  skipped: [],
};

export function importStarted(event: Event, body: ImportStarted): Touch[] {
  const startedMs = Number(event.time?.wallMs ?? 0n);
  return [touch(body.importId, { importer: body.importer, file_name: body.fileName, started_ms: startedMs })];
}

export function importFinished(_event: Event, body: ImportFinished): Touch[] {
  return [
    touch(body.importId, {
      finished: true,
      read_count: Number(body.readCount),
      taken_count: Number(body.takenCount),
      known_count: Number(body.knownCount),
      skipped: body.skipped.map((skip) => ({ reason: skip.reason, count: Number(skip.count) })),
    }),
  ];
}

function touch(importId: string, change: Row): Touch {
  return {
    table: importTable,
    key: { import_id: importId },
    fold: (row) => ({ ...blank, import_id: importId, ...row, ...change }),
  };
}
