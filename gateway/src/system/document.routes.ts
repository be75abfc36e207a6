// DocumentService: wire ⇄ documents and their versions.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { documentTable, documentVersionTable } from '#core/projection/document.ts';
import type { Row } from '#core/projection/table.ts';
import type { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import {
  DocumentService,
  type DocumentVersion,
  DocumentVersionSchema,
} from '#gen/lifeos/system/v1/document_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import type { Gate } from './gate.ts';
import { readAll, readRow, readRows } from './read.ts';

const listMax = 1000;

export function documentRoutes(router: ConnectRouter, gate: Gate): void {
  router.service(DocumentService, {
    async listDocuments(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'documents:read');
      const where = request.type ? sql`type = ${request.type}` : sql`true`;
      const rows = await readAll(gate, {
        userId: authority.userId,
        table: documentTable,
        where,
        orderBy: sql`document_id`,
        limit: listMax,
      });
      return { documents: rows.sort(byTitle).map(versionMessage) };
    },
    async get(request, context) {
      const { userId } = demandDocuments(context);
      const byId = sql`document_id = ${request.documentId}`;
      const row =
        request.version === 0
          ? await readRow(gate, { userId, table: documentTable, where: byId })
          : await readRow(gate, {
              userId,
              table: documentVersionTable,
              where: sql`${byId} and version = ${request.version}`,
            });
      if (!row) throw notFound();
      return { document: versionMessage(row) };
    },
    async listVersions(request, context) {
      const { userId } = demandDocuments(context);
      const where = sql`document_id = ${request.documentId}`;
      const table = documentVersionTable;
      const found = await readRows(gate, { userId, table, timeColumn: 'version', where, page: undefined });
      if (found.rows.length === 0) throw notFound();
      return { versions: found.rows.map(versionMessage) };
    },
  });
}

function demandDocuments(context: Parameters<typeof authorityOf>[0]) {
  const authority = authorityOf(context);
  demand(authority, 'documents:read');
  return authority;
}

function versionMessage(row: Row): DocumentVersion {
  return create(DocumentVersionSchema, {
    document: {
      documentId: row.document_id as string,
      type: row.type as DocumentType,
      title: row.title as string,
      version: row.version as number,
      content: row.content as string,
      active: row.active as boolean,
      proposalId: row.proposal_id as string,
      restoresVersion: row.restores_version as number,
      note: row.note as string,
    },
    stampedAt: timestampFromMs(row.wall_ms as number),
    eventId: row.event_id as string,
  });
}

// In code, because titles may be sealed.
function byTitle(a: Row, b: Row): number {
  const [left, right] = [a, b].map((row) => `${row.title}\u0000${row.document_id}`) as [string, string];
  return left < right ? -1 : 1;
}

function notFound(): Refused {
  return new Refused({
    code: RefusalCode.NOT_FOUND,
    what: 'There is no such document or version.',
    advice: 'List the documents to see what is there.',
  });
}
