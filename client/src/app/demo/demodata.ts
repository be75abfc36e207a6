// A believable year: sleep that dips in October, moods that follow it, habits with their own faults. Always the same.

import { create } from '@bufbuild/protobuf';
import type { EntryView, MetricDayView, SyncState } from '#client/cache/views.ts';
import { builtinKinds } from '#core/kinds/builtin.ts';
import { addDays } from '#core/projection/day.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { type KindDefined, KindDefinedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';

let seed = 7;
const random = () => {
  seed = (seed * 16807) % 2147483647;
  return seed / 2147483647;
};
const wobble = () => random() + random() + random() + random() - 2;

export const quantity = (amount: number, unit = '1'): StoredValue => ({
  amount: String(Math.round(amount * 100) / 100),
  unit,
});

const habit = (kind: string, title: string, domain: Domain, times = 1, periodDays = 1) =>
  create(KindDefinedSchema, {
    kind,
    title,
    domain,
    habit: { times, periodDays },
    values: [{ name: 'done', title: 'Done' }],
  });

export const kinds: KindDefined[] = [
  ...builtinKinds.values(),
  habit('stretch', 'Stretch', Domain.HEALTH),
  habit('tidy-up', 'Tidy up', Domain.HOME, 5, 7),
  habit('sketch', 'Sketch', Domain.CREATOR),
  habit('read-a-page', 'Read a page', Domain.HOME),
  habit('call-home', 'Call home', Domain.FAMILY, 1, 7),
];

/** Days on which each habit was done, by how many days ago. */
export function habitDays(today: string): Record<string, string[]> {
  const days = (done: (ago: number) => boolean) =>
    Array.from({ length: 300 }, (_, i) => 299 - i)
      .filter(done)
      .map((ago) => addDays(today, -ago));
  return {
    stretch: days((ago) => ago < 26 || ago % 5 !== 0),
    'tidy-up': days((ago) => ago % 7 !== 2 && ago % 7 !== 5),
    sketch: days((ago) => ago === 0 || (ago > 9 && ago % 3 !== 1)),
    'read-a-page': days((ago) => ago > 0 && ago < 19),
    'call-home': days((ago) => ago % 7 === 3 || ago % 31 === 4),
  };
}

/** Two years of days of a few metrics. */
export function seriesOf(metric: string, today: string): MetricDayView[] {
  seed = 11 + metric.length;
  const shape: Record<string, (ago: number) => number> = {
    'sleep.hours': (ago) => 7.1 + 0.3 * Math.sin(ago / 9) + wobble() * 0.6 - (ago > 32 && ago < 47 ? 1 : 0),
    'mood.score': (ago) =>
      6.4 + 1.4 * Math.sin((ago + 60) / 58) + wobble() * 1.1 - (ago > 32 && ago < 47 ? 1.3 : 0),
    'weight.mass': (ago) => 78.4 + ago * 0.008 + wobble() * 0.3,
    'run.distance': () => 6 + wobble() * 2,
    'coffee.cups': () => Math.max(1, Math.round(2.2 + wobble())),
    'work.minutes': () => 240 + wobble() * 90,
  };
  const value = shape[metric] ?? (() => 1);
  const every = metric === 'run.distance' ? 3 : 1;
  return Array.from({ length: 700 }, (_, i) => 699 - i)
    .filter((ago) => ago % every === 0 && random() > 0.05)
    .map((ago) => ({ day: addDays(today, -ago), value: Math.round(value(ago) * 100) / 100, count: 1 }));
}

interface Line {
  readonly at: string;
  readonly kind: string;
  readonly values?: EntryView['values'];
  readonly note?: string;
  readonly typed?: string;
  readonly state?: SyncState;
  readonly tags?: readonly string[];
  readonly actor?: string;
}

/** The day in the picture, and the days before it. */
export function entriesAround(today: string): EntryView[] {
  const lines: Line[] = [
    { at: '18:00', kind: 'call', note: 'Mum, she asked about Christmas' },
    {
      at: '13:18',
      kind: 'meal',
      values: { energy: quantity(520, 'kcal') },
      note: 'lentil soup',
      state: 'here',
      typed: 'lunch lentil soup 520 kcal',
    },
    {
      at: '12:41',
      kind: 'spent',
      values: { amount: { amount: '189', currency: 'EUR' } },
      note: 'headphones',
      state: 'refused',
      typed: 'spent €189 headphones',
    },
    { at: '12:05', kind: 'coffee', values: { cups: quantity(1) }, state: 'waiting', typed: 'coffee' },
    {
      at: '11:30',
      kind: 'work',
      values: { minutes: quantity(130, 'min') },
      note: 'proposal draft',
      tags: ['nordlicht'],
    },
    { at: '09:15', kind: 'walk', values: { distance: quantity(3.4, 'km') }, note: 'along the river, 6 °C' },
    {
      at: '08:05',
      kind: 'weight-trend',
      values: { trend: quantity(78.4, 'kg'), weekly_change: quantity(-0.2, 'kg') },
      actor: 'tool:weight-trend',
    },
    { at: '08:02', kind: 'mood', values: { score: quantity(8) }, note: 'rested' },
    { at: '07:02', kind: 'sleep', values: { hours: quantity(7.17, 'h') }, note: 'woke once' },
  ];
  const earlier: Line[] = [
    {
      at: '21:40',
      kind: 'note',
      note: 'Leek pie at Mum’s. She told the story of the blue bicycle again, and Ida recorded it.',
      tags: ['family', 'stories'],
    },
    {
      at: '19:10',
      kind: 'run',
      values: { distance: quantity(6.2, 'km'), minutes: quantity(34, 'min') },
      note: '',
    },
    {
      at: '16:00',
      kind: 'spent',
      values: { amount: { amount: '48', currency: 'EUR' } },
      note: 'birthday scarf for Mum',
    },
    { at: '12:30', kind: 'meal', note: 'Sunday lunch at Mum’s' },
    {
      at: '09:00',
      kind: 'read',
      values: { minutes: quantity(45, 'min') },
      note: 'The Left Hand of Darkness',
      actor: 'import:018f',
    },
    { at: '07:10', kind: 'sleep', values: { hours: quantity(6.5, 'h') } },
  ];
  const days = Array.from({ length: 20 }, (_, i) =>
    (i === 0 ? lines : earlier).map((line) => entry(line, addDays(today, -i))),
  );
  return days.flat();
}

let made = 0;
function entry(line: Line, day: string): EntryView {
  const kind = kinds.find((one) => one.kind === line.kind);
  made++;
  return {
    entryId: `entry-${made}`,
    eventId: `event-${made}`,
    kind: line.kind,
    title: kind?.title ?? line.kind,
    domain: kind?.domain ?? Domain.HOME,
    occurredMs: Date.parse(`${day}T${line.at}:00Z`),
    zone: 'UTC',
    day,
    spanMs: null,
    values: line.values ?? {},
    note: line.note ?? '',
    typed: line.typed ?? '',
    tags: line.tags ?? [],
    actor: line.actor ?? 'user',
    state: line.state ?? 'synced',
    ...(line.state === 'refused'
      ? {
          reason: {
            by: 'Sleep on it',
            isRule: true,
            text: 'wait a day above €150.',
            advice: 'Write it again tomorrow.',
          },
        }
      : {}),
  };
}
