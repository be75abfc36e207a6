// Kinds of entries, as data. The latest definition by hybrid time counts.

import { toJson } from '@bufbuild/protobuf';
import { type KindDefined, KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { stampText } from '../log/clock.ts';
import type { JsonValue, Row, Table, Touch } from './table.ts';

export const kindTable: Table = {
  name: 'kind',
  key: ['kind'],
  columns: {
    kind: 'text',
    title: 'text',
    domain: 'integer',
    sensitive: 'boolean',
    archived: 'boolean',
    definition: 'json',
    stamp: 'text',
  },
  indexes: [],
};

export function kindDefined(event: Event, body: KindDefined): Touch[] {
  const stamp = stampText(event);
  return [
    { table: kindTable, key: { kind: body.kind }, fold: (row) => latestByStamp(row, kindRow(body, stamp)) },
  ];
}

/** A definition as a row. */
export function kindRow(body: KindDefined, stamp: string): Row {
  return {
    kind: body.kind,
    title: body.title,
    domain: body.domain,
    sensitive: body.sensitive,
    archived: body.archived,
    definition: toJson(KindDefinedSchema, body) as JsonValue,
    stamp,
  };
}

/** Of two rows with a `stamp`, the later one. */
export function latestByStamp(row: Row | undefined, candidate: Row): Row {
  return row && (row.stamp as string) > (candidate.stamp as string) ? row : candidate;
}
