// Tool calls and where they stand. A later state beats an earlier one: prepared < started < finished.

import {
  type ToolCallFinished,
  type ToolCallPrepared,
  type ToolCallStarted,
  ToolCallState,
} from '#gen/lifeos/event/v1/body_execution_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Row, Table, Touch } from './table.ts';

export const toolCallTable: Table = {
  name: 'tool_call',
  key: ['call_id'],
  columns: {
    call_id: 'text',
    tool: 'text',
    action: 'text',
    tool_version: 'text',
    state: 'integer',
    output_json: 'text',
    failure: 'text',
    duration_ms: 'integer',
    prepared_ms: 'integer',
    cause_id: 'text',
    repeatable: 'boolean',
    secret: 'boolean',
  },
  indexes: [['prepared_ms'], ['state']],
  sealed: ['output_json', 'failure'],
};

const blank: Row = {
  tool: '',
  action: '',
  tool_version: '',
  state: ToolCallState.PREPARED,
  output_json: '',
  failure: '',
  duration_ms: 0,
  prepared_ms: 0,
  cause_id: '',
  repeatable: false,
};

export function toolCallPrepared(event: Event, body: ToolCallPrepared): Touch[] {
  return [
    touch(body.callId, ToolCallState.PREPARED, {
      tool: body.tool,
      action: body.action,
      tool_version: body.toolVersion,
      prepared_ms: Number(event.time?.wallMs ?? 0n),
      cause_id: event.causeId,
      repeatable: body.repeatable,
    }),
  ];
}

export function toolCallStarted(_event: Event, body: ToolCallStarted): Touch[] {
  return [touch(body.callId, ToolCallState.STARTED, {})];
}

export function toolCallFinished(_event: Event, body: ToolCallFinished): Touch[] {
  return [
    touch(body.callId, body.state, {
      output_json: body.outputJson,
      failure: body.failure,
      duration_ms: Number(body.durationMs),
    }),
  ];
}

function touch(callId: string, state: ToolCallState, change: Row): Touch {
  return {
    table: toolCallTable,
    key: { call_id: callId },
    fold: (row) => {
      const now: Row = { ...blank, call_id: callId, ...row };
      return { ...now, ...change, state: Math.max(now.state as number, state) };
    },
  };
}
