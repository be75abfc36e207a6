// One tool call, journaled: prepared → started → succeeded | failed | unknown. Each step is an event, written before the next
// thing happens, so that after a crash we know what we know:
//
//   nothing written      begin
//   prepared             begin
//   started              repeatable: begin again · else: unknown, and the owner decides
//   finished             nothing to do
//
// The call's id is made from the event that caused it, and every event's id from the call's: a job that is handled twice
// writes nothing twice.

import { create } from '@bufbuild/protobuf';
import { sql } from 'kysely';
import type { BodyCase, BodyOf } from '#core/log/body.ts';
import { uuidFromDigest } from '#core/log/ids.ts';
import { type Stamping, stampIntent } from '#core/log/stamp.ts';
import type { Plugin, PluginRunner } from '#core/tools/index.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import {
  RunMode,
  ToolCallFinishedSchema,
  ToolCallPreparedSchema,
  ToolCallStartedSchema,
  ToolCallState,
} from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { internalAuthority } from '../identity/index.ts';
import { sha256 } from '../kernel/sha256.ts';
import { type Gate, propose } from '../system/index.ts';

/** A call to make. `input` is computed when it is made, from what is then there. */
export interface ToolCall {
  readonly userId: string;
  readonly callId: string;
  readonly causeId: string;
  readonly plugin: Plugin;
  readonly action: string;
  readonly input: unknown;
}

/** What the journal needs. */
export interface Journal {
  readonly gate: Gate;
  readonly stamping: Stamping;
  readonly runner: PluginRunner;
}

/** Makes a call unless it was made before. Gives its output when it succeeded now. */
export async function callTool(journal: Journal, call: ToolCall): Promise<unknown> {
  const before = await stateOf(journal.gate, call);
  if (before !== undefined && before >= ToolCallState.SUCCEEDED) return undefined;
  const action = call.plugin.manifest.actions.find((candidate) => candidate.name === call.action);
  const isRepeatable = action?.risk === 'L0';
  if (before === ToolCallState.STARTED && !isRepeatable) {
    await write(journal, call, 'toolCallFinished', unknownEnd(call.callId));
    return undefined;
  }
  if (before === undefined) await write(journal, call, 'toolCallPrepared', prepared(call, isRepeatable));
  await write(journal, call, 'toolCallStarted', create(ToolCallStartedSchema, { callId: call.callId }));
  const beganMs = journal.gate.kernel.now();
  const result = await journal.runner.call({
    plugin: call.plugin,
    ownerId: call.userId,
    action: call.action,
    input: call.input,
    mode: 'execute',
  });
  const finished = create(ToolCallFinishedSchema, {
    callId: call.callId,
    state: result.ok ? ToolCallState.SUCCEEDED : ToolCallState.FAILED,
    outputJson: result.ok ? JSON.stringify(result.output) : '',
    failure: result.ok ? '' : `${result.failure.message} ${result.failure.advice}`.slice(0, 2000),
    durationMs: BigInt(Math.max(0, Math.round(journal.gate.kernel.now() - beganMs))),
  });
  await write(journal, call, 'toolCallFinished', finished);
  return result.ok ? result.output : undefined;
}

/** An id that the same call gives to the same step, however often it is taken. */
export function stepId(callId: string, step: string): string {
  return uuidFromDigest(sha256(Buffer.from(`${callId}:${step}`)));
}

/** Says something as a tool, for its user. Saying it twice changes nothing. */
export async function sayAsTool<C extends BodyCase>(
  journal: Pick<Journal, 'gate' | 'stamping'>,
  said: { userId: string; tool: string; causeId: string; id: string; kind: C; value: BodyOf<C> },
): Promise<void> {
  const actor = create(ActorSchema, { kind: { case: 'tool', value: said.tool }, onBehalfOf: said.userId });
  const intent = stampIntent({ ...journal.stamping, actor }, said);
  await propose(journal.gate, internalAuthority(said.userId, journal.gate.deviceId), [intent]);
}

async function stateOf(gate: Gate, call: ToolCall): Promise<ToolCallState | undefined> {
  const found = await sql<{ state: ToolCallState }>`
    select state from tool_call where user_id = ${call.userId} and call_id = ${call.callId}`.execute(gate.db);
  return found.rows[0]?.state;
}

function write<C extends BodyCase>(
  journal: Journal,
  call: ToolCall,
  kind: C,
  value: BodyOf<C>,
): Promise<void> {
  const tool = call.plugin.manifest.id;
  return sayAsTool(journal, { ...call, tool, id: stepId(call.callId, kind), kind, value });
}

function prepared(call: ToolCall, isRepeatable: boolean) {
  const { manifest } = call.plugin;
  return create(ToolCallPreparedSchema, {
    callId: call.callId,
    tool: manifest.id,
    action: call.action,
    inputSha256: Buffer.from(sha256(Buffer.from(JSON.stringify(call.input)))).toString('hex'),
    mode: RunMode.EXECUTE,
    toolVersion: `${manifest.version} ${manifest.wasmSha256.slice(0, 12)}`,
    repeatable: isRepeatable,
  });
}

function unknownEnd(callId: string) {
  return create(ToolCallFinishedSchema, {
    callId,
    state: ToolCallState.UNKNOWN,
    failure: 'LifeOS stopped while this was under way. Look whether it happened, and decide what to do.',
  });
}
