// ApprovalService: wire ⇄ what waits for the owner.

import { create, fromBinary } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { approvalStateAt, approvalTable } from '#core/projection/approval.ts';
import type { Row } from '#core/projection/table.ts';
import type { RiskTier } from '#gen/lifeos/common/v1/domain_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { type Approval, ApprovalSchema, ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import { type Gate, readRow, readRows } from '../system/index.ts';

export function approvalRoutes(router: ConnectRouter, gate: Gate): void {
  router.service(ApprovalService, {
    async list(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'approvals:read');
      const found = await readRows(gate, {
        userId: authority.userId,
        table: approvalTable,
        timeColumn: 'asked_ms',
        where: request.state ? sql`state = ${request.state}` : sql`true`,
        page: request.page,
      });
      return {
        approvals: found.rows.map((row) => approvalMessage(row, gate.kernel.now())),
        page: found.page,
      };
    },
    async get(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'approvals:read');
      const where = sql`approval_id = ${request.approvalId}`;
      const row = await readRow(gate, { userId: authority.userId, table: approvalTable, where });
      if (!row) {
        throw new Refused({
          code: RefusalCode.NOT_FOUND,
          what: 'There is no such question.',
          advice: 'List what waits to see what is there.',
        });
      }
      return { approval: approvalMessage(row, gate.kernel.now()) };
    },
  });
}

function approvalMessage(row: Row, nowMs: number): Approval {
  return create(ApprovalSchema, {
    approvalId: row.approval_id as string,
    title: row.title as string,
    state: approvalStateAt(row, nowMs),
    risk: row.risk as RiskTier,
    askedBy: row.asked_by as string,
    options: row.options as string[],
    heldIntent: fromBinary(IntentSchema, row.held_intent as Uint8Array),
    askedAt: timestampFromMs(row.asked_ms as number),
    ...(row.expires_ms === null ? {} : { expiresAt: timestampFromMs(row.expires_ms as number) }),
    answer: row.answer as string,
  });
}
