// A whole life that never was, as a stream of what is wanted in order of time. Pure: the same plan is the same life, to the byte.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { valueMessage } from '#core/capture/understand.ts';
import type { BodyCase, BodyOf } from '#core/log/body.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { addDays, daysBetween } from '#core/projection/day.ts';
import {
  EntryAmendedSchema,
  EntryRecordedSchema,
  EntryRemovedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Chance, createChance } from '../sim/random.ts';
import { powerLaw, seedOf, shuffled } from './dice.ts';
import { demoKinds } from './kinds.ts';
import { type Day, daysOf } from './person.ts';
import { trackedOn } from './trackers.ts';
import { type Line, writtenOn } from './written.ts';

/** Which life. */
export interface Plan {
  readonly seed: number;
  readonly years: number;
  /** Entries that are recorded, exactly; what is changed or taken away later comes on top. */
  readonly entries: number;
  /** The last day, ISO. */
  readonly lastDay: string;
}

/** Something that happened, and when it was written down. */
export type Happening = {
  [C in DemoCase]: { readonly atMs: number; readonly kind: C; readonly value: BodyOf<C> };
}[DemoCase];
type DemoCase = Extract<BodyCase, 'kindDefined' | 'entryRecorded' | 'entryAmended' | 'entryRemoved'>;

/** Shares of entries that are changed, and taken away, later. */
const amendedShare = 0.007;
const removedShare = 0.003;
const dayMs = 86_400_000;

/** Everything of a plan, in order of time; kinds first. */
export function* demoLife(plan: Plan): Generator<Happening> {
  const chance = createChance(seedOf(plan.seed, plan.years, plan.entries, plan.lastDay));
  const firstDay = firstDayOf(plan);
  const dayCount = daysBetween(firstDay, plan.lastDay) + 1;
  for (const value of demoKinds) yield { atMs: Date.parse(firstDay), kind: 'kindDefined', value };
  let later: Happening[] = [];
  let index = 0;
  for (const day of daysOf(chance, firstDay)) {
    if (index === dayCount) break;
    // Whole numbers that add up to what was asked for.
    const count = share(plan.entries, index + 1, dayCount) - share(plan.entries, index, dayCount);
    index++;
    const recorded = linesOf(chance, day, count).map((line) => happening(chance, day, line));
    const known = [...later, ...recorded, ...recorded.flatMap((one) => afterwards(chance, one))];
    const endMs = Date.parse(day.day) + dayMs - day.offsetMs;
    later = known.filter(({ atMs }) => atMs >= endMs);
    yield* known.filter(({ atMs }) => atMs < endMs).sort((a, b) => a.atMs - b.atMs);
  }
}

export function firstDayOf({ lastDay, years }: Pick<Plan, 'lastDay' | 'years'>): string {
  return addDays(lastDay, 1 - Math.max(1, Math.round(years * 365.25)));
}

function share(entries: number, days: number, dayCount: number): number {
  return Math.floor((entries * days) / dayCount);
}

// What people write themselves comes first; a plan with fewer entries has some of it, one with more is filled up by devices.
function linesOf(chance: Chance, day: Day, count: number): Line[] {
  const [sleep, ...others] = writtenOn(chance, day);
  const written = [...(sleep ? [sleep] : []), ...shuffled(chance, others)].slice(0, count);
  return [...written, ...trackedOn(chance, day, count - written.length)];
}

type Recorded = Extract<Happening, { kind: 'entryRecorded' }>;

function happening(chance: Chance, day: Day, line: Line): Recorded {
  const withinDay = Math.min(23.99, Math.max(0.01, line.hour + chance.next() * 0.02));
  const atMs = Math.round(Date.parse(day.day) + withinDay * 3_600_000 - day.offsetMs);
  const value = create(EntryRecordedSchema, {
    entryId: uuidv7(atMs, chance.bytes),
    kind: line.kind,
    occurredAt: timestampFromMs(atMs),
    zone: day.zone,
    ...(line.spanMinutes === undefined ? {} : { spanMs: BigInt(line.spanMinutes * 60_000) }),
    values: Object.entries(line.values ?? {}).map(([name, stored]) => valueMessage(name, stored)),
    note: line.note ?? '',
    typed: line.typed ?? '',
    tags: [...(line.tags ?? [])],
  });
  return { atMs, kind: 'entryRecorded', value };
}

// Mostly within minutes, sometimes days later.
function afterwards(chance: Chance, { atMs, value }: Recorded): Happening[] {
  const roll = chance.next();
  if (roll >= amendedShare + removedShare) return [];
  const laterMs = atMs + Math.min(20 * dayMs, Math.round(powerLaw(chance, 60_000, 0.5)));
  const { entryId } = value;
  if (roll >= amendedShare)
    return [{ atMs: laterMs, kind: 'entryRemoved', value: create(EntryRemovedSchema, { entryId }) }];
  const note = value.note === '' ? 'corrected' : `${value.note} (corrected)`;
  return [{ atMs: laterMs, kind: 'entryAmended', value: create(EntryAmendedSchema, { entryId, note }) }];
}
