// ToolService: wire ⇄ tools and their calls.

import { create } from '@bufbuild/protobuf';
import type { ConnectRouter } from '@connectrpc/connect';
import { sql } from 'kysely';
import { toolCallTable } from '#core/projection/toolcall.ts';
import type { PluginManifest, RiskTier as Risk } from '#core/tools/index.ts';
import { RiskTier } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { ToolCallState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { ToolCallStatusSchema, ToolService } from '#gen/lifeos/execution/v1/tool_pb.ts';
import { type Manifest, ManifestSchema } from '#gen/lifeos/plugin/v1/manifest_pb.ts';
import { authorityOf, demand } from '../identity/index.ts';
import { type Gate, readRows } from '../system/index.ts';
import type { Tools } from './tools.ts';

export function toolRoutes(router: ConnectRouter, gate: Gate, tools: Pick<Tools, 'plugins'>): void {
  router.service(ToolService, {
    async listTools(_request, context) {
      demand(authorityOf(context), 'tools:read');
      return { tools: [...tools.plugins.values()].map(({ manifest }) => manifestMessage(manifest)) };
    },
    async listCalls(request, context) {
      const authority = authorityOf(context);
      demand(authority, 'tools:read');
      const found = await readRows(gate, {
        userId: authority.userId,
        table: toolCallTable,
        timeColumn: 'prepared_ms',
        where: sql`true`,
        page: request.page,
      });
      const calls = found.rows.map((row) =>
        create(ToolCallStatusSchema, {
          callId: row.call_id as string,
          tool: row.tool as string,
          action: row.action as string,
          state: row.state as ToolCallState,
          outputJson: row.output_json as string,
          failure: row.failure as string,
        }),
      );
      return { calls, page: found.page };
    },
  });
}

const risks: Record<Risk, RiskTier> = { L0: RiskTier.L0, L1: RiskTier.L1, L2: RiskTier.L2, L3: RiskTier.L3 };

function manifestMessage(manifest: PluginManifest): Manifest {
  return create(ManifestSchema, {
    id: manifest.id,
    name: manifest.name,
    version: manifest.version,
    description: manifest.description,
    capabilities: [...manifest.capabilities],
    wasmSha256: manifest.wasmSha256,
    actions: manifest.actions.map((action) => ({
      name: action.name,
      title: action.title,
      inputSchemaJson: JSON.stringify(action.input),
      outputSchemaJson: JSON.stringify(action.output),
      risk: risks[action.risk],
      timeoutMs: action.timeoutMs,
    })),
  });
}
