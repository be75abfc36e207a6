// EntryService: wire ⇄ entries as they are now.

import { create, fromJson } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter } from '@connectrpc/connect';
import { type RawBuilder, sql } from 'kysely';
import { valueMessage } from '#core/capture/understand.ts';
import { builtinKinds } from '#core/kinds/builtin.ts';
import { entryTable, type StoredValue } from '#core/projection/entry.ts';
import { kindTable } from '#core/projection/kind.ts';
import type { Row } from '#core/projection/table.ts';
import type { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Entry, EntrySchema, EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { type Authority, authorityOf, demand, holds } from '../identity/index.ts';
import type { Gate } from './gate.ts';
import { readRows } from './read.ts';

const isShown = sql`not removed and event_id <> ''`;

export function entryRoutes(router: ConnectRouter, gate: Gate): void {
  router.service(EntryService, {
    async list(request, context) {
      const authority = authorityOf(context);
      demand(authority, request.kind === '' ? 'entries:read' : `entries:read:${request.kind}`);
      const conditions = [isShown];
      if (request.kind !== '') conditions.push(sql`kind = ${request.kind}`);
      if (request.fromDay !== '') conditions.push(sql`day >= ${request.fromDay}`);
      if (request.toDay !== '') conditions.push(sql`day <= ${request.toDay}`);
      return page(gate, authority, and(conditions), request.page);
    },
    async search(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'entries:read');
      const words = request.query.split(/\s+/).filter((word) => word !== '');
      const text = sql`lower(note || ' ' || typed || ' ' || kind || ' ' || tags || ' ' || rule_tags || ' ' || values_json)`;
      const found = words.map((word) => sql`${text} like ${`%${escapeLike(word.toLowerCase())}%`}`);
      return page(gate, authority, and([isShown, ...found]), request.page);
    },
    async listKinds(_request, context) {
      const authority = authorityOf(context);
      if (!holds(authority.scopes, 'entries:write')) demand(authority, 'entries:read');
      const own = await sql<{ definition: string }>`
        select definition from ${sql.table(kindTable.name)} where user_id = ${authority.userId}`.execute(
        gate.db,
      );
      const kinds = new Map(builtinKinds);
      for (const row of own.rows) {
        const definition = fromJson(KindDefinedSchema, JSON.parse(row.definition));
        kinds.set(definition.kind, definition);
      }
      return { kinds: [...kinds.values()] };
    },
  });
}

async function page(
  gate: Gate,
  authority: Authority,
  where: RawBuilder<unknown>,
  asked: Parameters<typeof readRows>[1]['page'],
) {
  const { userId } = authority;
  const found = await readRows(gate, {
    userId,
    table: entryTable,
    timeColumn: 'occurred_ms',
    where,
    page: asked,
  });
  return { entries: found.rows.map(entryMessage), page: found.page };
}

/** An entry's row as the contract carries it. */
export function entryMessage(row: Row): Entry {
  const values = Object.entries(row.values_json as Record<string, StoredValue>);
  return create(EntrySchema, {
    entryId: row.entry_id as string,
    kind: row.kind as string,
    occurredAt: timestampFromMs(row.occurred_ms as number),
    zone: row.zone as string,
    day: row.day as string,
    ...(row.span_ms === null ? {} : { spanMs: BigInt(row.span_ms as number) }),
    values: values.map(([name, value]) => valueMessage(name, value)),
    note: row.note as string,
    domain: row.domain as Domain,
    tags: [...new Set([...(row.tags as string[]), ...(row.rule_tags as string[])])],
    ...(row.importer === ''
      ? {}
      : {
          source: {
            importer: row.importer as string,
            externalId: row.external_id as string,
            importId: row.import_id as string,
          },
        }),
    eventId: row.event_id as string,
  });
}

function and(conditions: readonly RawBuilder<unknown>[]): RawBuilder<unknown> {
  return sql.join(conditions, sql` and `);
}

function escapeLike(word: string): string {
  return word.replace(/[\\%_]/g, (mark) => `\\${mark}`);
}
