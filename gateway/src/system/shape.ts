// The first step of the gate: whether an intent has the contract's shape, and makes sense. No database, no state.

import { create } from '@bufbuild/protobuf';
import type { Timestamp } from '@bufbuild/protobuf/wkt';
import { createValidator } from '@bufbuild/protovalidate';
import { refusal } from '#core/decide/refusal.ts';
import { isZone } from '#core/projection/day.ts';
import { toMs } from '#core/projection/entry.ts';
import {
  type FieldViolation,
  FieldViolationSchema,
  type Refusal,
  RefusalCode,
} from '#gen/lifeos/common/v1/refusal_pb.ts';
import type { Value } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Intent, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { limits } from '../kernel/limits.ts';
import { bodyBytes } from './event.ts';

// The contract's own patterns are plain character classes with bounds, linear in any engine; the platform's is thirty times faster
// than the RE2 in JavaScript that is the default.
const patterns = new Map<string, RegExp>();
const validator = createValidator({
  regexMatch(pattern, against) {
    const compiled = patterns.get(pattern) ?? new RegExp(pattern, 'u');
    patterns.set(pattern, compiled);
    return compiled.test(against);
  },
});

/** Why an intent can't be read, or nothing. `nowMs` is the gateway's clock. */
export function shapeProblem(intent: Intent, nowMs: number): Refusal | undefined {
  const result = validator.validate(IntentSchema, intent);
  if (result.kind === 'error') return misshapen([violation('', result.error.message)]);
  if (result.kind === 'invalid') {
    return misshapen(
      result.violations.map((found) => violation(found.field.map(pathPart).join('.'), found.message)),
    );
  }
  const aheadMs = Number(intent.time?.wallMs ?? 0n) - nowMs;
  if (aheadMs > limits.clockAheadMsMax) return clockAhead(aheadMs);
  const problems = sense(intent);
  return problems.length > 0 ? misshapen(problems) : undefined;
}

function sense(intent: Intent): FieldViolation[] {
  const body = intent.body;
  if (!body || (body.kind.case === undefined && !body.$unknown?.length)) {
    return [violation('body', 'must say what happens, for instance entryRecorded')];
  }
  const problems: FieldViolation[] = [];
  // A string with this character has a zero byte in the body's stored form; most bodies have none at all.
  if (bodyBytes(body).includes(0) && holdsNul(body))
    problems.push(violation('body', 'must not hold the character U+0000'));
  if (body.kind.case === 'entryRecorded') {
    const entry = body.kind.value;
    if (!isZone(entry.zone))
      problems.push(violation('body.entry_recorded.zone', `"${entry.zone}" is not a time zone`));
    problems.push(...outOfTime(entry.occurredAt, 'body.entry_recorded.occurred_at'));
    problems.push(...repeatedNames(entry.values, 'body.entry_recorded.values'));
  }
  if (body.kind.case === 'entryAmended') {
    const { zone, values, occurredAt } = body.kind.value;
    if (zone !== '' && !isZone(zone))
      problems.push(violation('body.entry_amended.zone', `"${zone}" is not a time zone`));
    if (occurredAt) problems.push(...outOfTime(occurredAt, 'body.entry_amended.occurred_at'));
    problems.push(...repeatedNames(values, 'body.entry_amended.values'));
  }
  return problems;
}

function outOfTime(occurredAt: Timestamp | undefined, field: string): FieldViolation[] {
  const ms = toMs(occurredAt);
  if (ms < limits.occurredMsMin) return [violation(field, 'must not be before 1900')];
  return ms > limits.occurredMsMax ? [violation(field, 'must not be after 9999')] : [];
}

// No database keeps this character in text, so it would fail there, for the whole batch.
function holdsNul(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('\u0000');
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return false;
  for (const name in value) if (holdsNul((value as Record<string, unknown>)[name])) return true;
  return false;
}

function repeatedNames(values: readonly Value[], field: string): FieldViolation[] {
  const names = values.map((value) => value.name);
  return new Set(names).size === names.length ? [] : [violation(field, 'must not name a value twice')];
}

function misshapen(fieldViolations: FieldViolation[]): Refusal {
  const first = fieldViolations[0];
  return refusal({
    code: RefusalCode.SHAPE,
    what: first
      ? `${first.field === '' ? 'The intent' : first.field}: ${first.message}.`
      : 'The intent does not fit.',
    advice: 'Mend the named fields and send it again with a new id.',
    fieldViolations,
  });
}

function clockAhead(aheadMs: number): Refusal {
  const hours = Math.round(aheadMs / 3_600_000);
  return refusal({
    code: RefusalCode.CLOCK,
    what: `The device's clock is ${hours} hours ahead.`,
    advice: "Set the device's clock and log it again.",
  });
}

function violation(field: string, message: string): FieldViolation {
  return create(FieldViolationSchema, { field, message });
}

function pathPart(part: { kind?: string; name?: string; index?: number }): string {
  return part.name ?? (part.index === undefined ? '' : String(part.index));
}
