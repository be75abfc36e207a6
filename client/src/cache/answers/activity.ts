// What tools and imports did, and whether everything is paused.

import { importTable } from '#core/projection/import.ts';
import { toolCallTable } from '#core/projection/toolcall.ts';
import { ToolCallState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { fromStored } from '../stored.ts';
import type { ToolCallView } from '../views.ts';
import type { Answers } from './answers.ts';

export const activityAnswers: Answers<'toolCalls' | 'imports' | 'isPaused'> = {
  async toolCalls(sql, { limit }) {
    const rows = await sql.all('SELECT * FROM tool_call ORDER BY prepared_ms DESC LIMIT ?', [limit]);
    return rows.map((raw): ToolCallView => {
      const row = fromStored(toolCallTable, raw);
      return {
        callId: row.call_id as string,
        tool: row.tool as string,
        state: callStates[row.state as ToolCallState] ?? 'unknown',
        failure: row.failure as string,
        preparedMs: row.prepared_ms as number,
        durationMs: row.duration_ms as number,
      };
    });
  },

  async imports(sql) {
    const rows = await sql.all('SELECT * FROM import_report ORDER BY started_ms DESC LIMIT 50');
    return rows.map((raw) => {
      const row = fromStored(importTable, raw);
      return {
        importId: row.import_id as string,
        importer: row.importer as string,
        fileName: row.file_name as string,
        startedMs: row.started_ms as number,
        finished: row.finished as boolean,
        readCount: row.read_count as number,
        takenCount: row.taken_count as number,
        knownCount: row.known_count as number,
        skipped: row.skipped as unknown as { reason: string; count: number }[],
      };
    });
  },

  isPaused: async (sql) => (await sql.all('SELECT paused FROM pause'))[0]?.paused === 1,
};

const callStates: Partial<Record<ToolCallState, ToolCallView['state']>> = {
  [ToolCallState.PREPARED]: 'prepared',
  [ToolCallState.STARTED]: 'started',
  [ToolCallState.SUCCEEDED]: 'succeeded',
  [ToolCallState.FAILED]: 'failed',
};
