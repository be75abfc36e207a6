// What rules are told about an intent. The same function on the device and on the gateway, so that both judge the same facts.

import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { EntryRecorded, Value } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { localDay, localTime } from '../projection/day.ts';
import { actorText, toMs } from '../projection/entry.ts';
import type { FactEntry, Facts, FactValue } from '../rules/rule.ts';

/** What surrounds an intent when it is judged. Times come from the intent itself, so that a replay judges alike. */
export interface Surroundings {
  readonly zone: string;
  readonly recent: readonly FactEntry[];
}

/**
 * Whether rules look at recent entries. Handing fifty entries to every evaluation costs more than judging, so rules that never
 * name them are spared; for those, `recent` is empty.
 */
export function looksAtRecent(sources: readonly string[]): boolean {
  return sources.some((source) => /\brecent\b/.test(source));
}

/** The facts of an intent. `now` is when it was captured, not when it is judged. */
export function factsOf(intent: Intent, around: Surroundings): Facts {
  const body = intent.body?.kind;
  const zone = body?.case === 'entryRecorded' ? body.value.zone : around.zone;
  return {
    intent: {
      type: typeName(body?.case),
      actor: actorText(intent),
      ...(body?.case === 'entryRecorded' ? { entry: factEntry(body.value) } : {}),
    },
    now: new Date(Number(intent.time?.wallMs ?? 0n)).toISOString(),
    zone,
    recent: around.recent,
    seed: seedOf(intent.id),
  };
}

/** An entry as rules see it. */
export function factEntry(entry: EntryRecorded): FactEntry {
  const ms = toMs(entry.occurredAt);
  return {
    kind: entry.kind,
    occurredAt: new Date(ms).toISOString(),
    localTime: localTime(ms, entry.zone),
    localDate: localDay(ms, entry.zone),
    zone: entry.zone,
    ...(entry.spanMs !== undefined ? { spanMs: Number(entry.spanMs) } : {}),
    values: Object.fromEntries(entry.values.map((value) => [value.name, factValue(value)])),
    note: entry.note,
    domain: domainName(entry.domain),
    tags: [...entry.tags],
  };
}

const domainNames = new Map<number, string>(
  Object.entries(Domain).map(([name, number]) => [number, name.toLowerCase()]),
);

function domainName(domain: Domain): string {
  return domainNames.get(domain) ?? 'unspecified';
}

// "entryRecorded" is "entry.recorded" to the authors of rules.
function typeName(bodyCase: string | undefined): string {
  return (bodyCase ?? 'unknown').replace(/[A-Z]/g, (letter) => `.${letter.toLowerCase()}`);
}

function factValue(value: Value): FactValue {
  switch (value.kind.case) {
    case 'quantity':
      return {
        number: Number(value.kind.value.amount),
        unit: value.kind.value.unit,
        amount: value.kind.value.amount,
      };
    case 'money':
      return {
        number: Number(value.kind.value.amount),
        amount: value.kind.value.amount,
        currency: value.kind.value.currency,
      };
    case 'text':
      return { text: value.kind.value };
    case 'flag':
      return { flag: value.kind.value };
    default:
      return {};
  }
}

// Rules have no randomness of their own; this number is the same wherever the intent is judged.
function seedOf(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(-8), 16) || 0;
}
