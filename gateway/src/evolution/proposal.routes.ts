// ProposalService: wire ⇄ what LifeOS suggests.

import { create, fromJson } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { proposalStateAt, proposalTable } from '#core/projection/proposal.ts';
import type { Row } from '#core/projection/table.ts';
import { EvidenceSchema, ProposalMadeSchema } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { type Proposal, ProposalSchema, ProposalService } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import { type Gate, readRow, readRows } from '../system/index.ts';

export function proposalRoutes(router: ConnectRouter, gate: Gate): void {
  router.service(ProposalService, {
    async list(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'proposals:read');
      const found = await readRows(gate, {
        userId: authority.userId,
        table: proposalTable,
        timeColumn: 'made_ms',
        where: request.state ? sql`state = ${request.state}` : sql`true`,
        page: request.page,
      });
      return {
        proposals: found.rows.map((row) => proposalMessage(row, gate.kernel.now())),
        page: found.page,
      };
    },
    async get(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'proposals:read');
      const where = sql`proposal_id = ${request.proposalId}`;
      const row = await readRow(gate, { userId: authority.userId, table: proposalTable, where });
      if (!row) {
        throw new Refused({
          code: RefusalCode.NOT_FOUND,
          what: 'There is no such suggestion.',
          advice: 'List the suggestions to see what is there.',
        });
      }
      return { proposal: proposalMessage(row, gate.kernel.now()) };
    },
  });
}

function proposalMessage(row: Row, nowMs: number): Proposal {
  return create(ProposalSchema, {
    made: create(ProposalMadeSchema, {
      proposalId: row.proposal_id as string,
      title: row.title as string,
      reason: row.reason as string,
      restsOn: row.rests_on as string,
      evidence: fromJson(EvidenceSchema, row.evidence as Parameters<typeof fromJson>[1]),
      documentId: row.document_id as string,
      documentType: row.document_type as number,
      documentTitle: row.document_title as string,
      basedOnVersion: row.based_on_version as number,
      content: row.content as string,
    }),
    state: proposalStateAt(row, nowMs),
    madeAt: timestampFromMs(row.made_ms as number),
  });
}
