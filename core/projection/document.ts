// Documents the owner lives by: every version, and the current one, which is the highest.

import type { DocumentVersioned } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Row, Table, Touch } from './table.ts';

const documentColumns = {
  document_id: 'text',
  version: 'integer',
  type: 'integer',
  title: 'text',
  content: 'text',
  active: 'boolean',
  proposal_id: 'text',
  restores_version: 'integer',
  note: 'text',
  wall_ms: 'integer',
  event_id: 'text',
  secret: 'boolean',
} as const;

const sealed = ['title', 'content', 'note'];

export const documentTable: Table = {
  name: 'document',
  key: ['document_id'],
  columns: documentColumns,
  indexes: [['type', 'title']],
  sealed,
};

export const documentVersionTable: Table = {
  name: 'document_version',
  key: ['document_id', 'version_key'],
  columns: { ...documentColumns, version_key: 'text' },
  indexes: [],
  sealed,
};

export function documentVersioned(event: Event, body: DocumentVersioned): Touch[] {
  const row: Row = {
    document_id: body.documentId,
    version: body.version,
    type: body.type,
    title: body.title,
    content: body.content,
    active: body.active,
    proposal_id: body.proposalId,
    restores_version: body.restoresVersion,
    note: body.note,
    wall_ms: Number(event.time?.wallMs ?? 0n),
    event_id: event.id,
  };
  // Padded, so that versions sort as text and the key columns are text on both sides.
  const versionKey = String(body.version).padStart(10, '0');
  return [
    { table: documentTable, key: { document_id: body.documentId }, fold: (now) => higherVersion(now, row) },
    {
      table: documentVersionTable,
      key: { document_id: body.documentId, version_key: versionKey },
      fold: (now) => higherVersion(now, { ...row, version_key: versionKey }),
    },
  ];
}

// Equal versions can't both be accepted by a gateway; between two optimistic ones the smaller event id wins, on every device.
function higherVersion(now: Row | undefined, candidate: Row): Row {
  if (!now || (candidate.version as number) > (now.version as number)) return candidate;
  if (candidate.version === now.version && (candidate.event_id as string) <= (now.event_id as string))
    return candidate;
  return now;
}
