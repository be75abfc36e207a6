// The kinds of entries that every LifeOS knows from the start. They are data, in the same form as the owner's own
// (KindDefined), and the owner may define them anew.

import { create } from '@bufbuild/protobuf';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import {
  DayFold,
  type KindDefined,
  KindDefinedSchema,
  ValueType,
} from '#gen/lifeos/event/v1/body_system_pb.ts';

interface ValueWords {
  readonly name: string;
  readonly title: string;
  readonly unit?: string;
  readonly fold?: DayFold;
  readonly type?: ValueType;
}

interface KindWords {
  readonly kind: string;
  readonly title: string;
  readonly domain: Domain;
  readonly values?: readonly ValueWords[];
  readonly words?: readonly string[];
  readonly sensitive?: boolean;
}

const duration: ValueWords = { name: 'minutes', title: 'Minutes', unit: 'min' };
const distance: ValueWords = { name: 'distance', title: 'Distance', unit: 'km' };

const builtin: readonly KindWords[] = [
  { kind: 'note', title: 'Note', domain: Domain.HOME },
  {
    kind: 'mood',
    title: 'Mood',
    domain: Domain.HOME,
    sensitive: true,
    values: [{ name: 'score', title: 'Mood', unit: '1', fold: DayFold.MEAN }],
    words: ['mood', 'felt', 'feeling'],
  },
  {
    kind: 'sleep',
    title: 'Sleep',
    domain: Domain.HOME,
    values: [{ name: 'hours', title: 'Hours slept', unit: 'h' }],
    words: ['slept', 'sleep'],
  },
  {
    kind: 'weight',
    title: 'Weight',
    domain: Domain.HEALTH,
    values: [{ name: 'mass', title: 'Weight', unit: 'kg', fold: DayFold.LAST }],
    words: ['weight', 'weighed'],
  },
  {
    kind: 'weight-trend',
    title: 'Weight trend',
    domain: Domain.HEALTH,
    values: [
      { name: 'trend', title: 'Trend', unit: 'kg', fold: DayFold.LAST },
      { name: 'weekly_change', title: 'Change in a week', unit: 'kg', fold: DayFold.LAST },
    ],
  },
  {
    kind: 'run',
    title: 'Run',
    domain: Domain.HEALTH,
    values: [distance, duration],
    words: ['ran', 'run', 'jogged'],
  },
  {
    kind: 'walk',
    title: 'Walk',
    domain: Domain.HEALTH,
    values: [distance, duration],
    words: ['walked', 'walk'],
  },
  {
    kind: 'ride',
    title: 'Ride',
    domain: Domain.HEALTH,
    values: [distance, duration],
    words: ['cycled', 'rode', 'biked'],
  },
  {
    kind: 'swim',
    title: 'Swim',
    domain: Domain.HEALTH,
    values: [distance, duration],
    words: ['swam', 'swim'],
  },
  {
    kind: 'workout',
    title: 'Workout',
    domain: Domain.HEALTH,
    values: [duration],
    words: ['workout', 'trained', 'gym', 'stretched', 'yoga'],
  },
  {
    kind: 'meditation',
    title: 'Meditation',
    domain: Domain.HOME,
    values: [duration],
    words: ['meditated', 'meditation', 'meditate'],
  },
  {
    kind: 'coffee',
    title: 'Coffee',
    domain: Domain.HOME,
    values: [{ name: 'cups', title: 'Cups', unit: '1' }],
    words: ['coffee', 'had coffee', 'espresso'],
  },
  {
    kind: 'water',
    title: 'Water',
    domain: Domain.HEALTH,
    values: [{ name: 'volume', title: 'Water', unit: 'l' }],
    words: ['drank', 'water'],
  },
  {
    kind: 'meal',
    title: 'Meal',
    domain: Domain.HOME,
    values: [{ name: 'energy', title: 'Energy', unit: 'kcal' }],
    words: ['ate', 'breakfast', 'lunch', 'dinner', 'snack'],
  },
  {
    kind: 'spent',
    title: 'Spent',
    domain: Domain.FINANCE,
    values: [{ name: 'amount', title: 'Amount', type: ValueType.MONEY }],
    words: ['spent', 'paid', 'bought'],
  },
  {
    kind: 'earned',
    title: 'Earned',
    domain: Domain.FINANCE,
    values: [{ name: 'amount', title: 'Amount', type: ValueType.MONEY }],
    words: ['earned', 'received'],
  },
  {
    kind: 'symptom',
    title: 'Symptom',
    domain: Domain.HEALTH,
    sensitive: true,
    values: [{ name: 'severity', title: 'Severity', unit: '1', fold: DayFold.MEAN }],
    words: ['symptom', 'headache', 'pain', 'nausea'],
  },
  {
    kind: 'work',
    title: 'Work',
    domain: Domain.CAREER,
    values: [duration],
    words: ['worked', 'deep work', 'studied'],
  },
  { kind: 'read', title: 'Reading', domain: Domain.CREATOR, values: [duration], words: ['read'] },
  {
    kind: 'call',
    title: 'Call',
    domain: Domain.FAMILY,
    values: [duration],
    words: ['called', 'talked to', 'met'],
  },
  {
    kind: 'screen',
    title: 'Computer use',
    domain: Domain.CAREER,
    values: [
      duration,
      { name: 'app', title: 'Program', type: ValueType.TEXT },
      { name: 'title', title: 'Window', type: ValueType.TEXT },
    ],
  },
  {
    kind: 'away',
    title: 'Away from the computer',
    domain: Domain.CAREER,
    values: [duration, { name: 'status', title: 'State', type: ValueType.TEXT }],
  },
];

/** The built-in kinds, by id. */
export const builtinKinds: ReadonlyMap<string, KindDefined> = new Map(
  builtin.map((kind) => [
    kind.kind,
    create(KindDefinedSchema, {
      kind: kind.kind,
      title: kind.title,
      domain: kind.domain,
      sensitive: kind.sensitive ?? false,
      words: [...(kind.words ?? [])],
      values: (kind.values ?? []).map((value) => ({
        name: value.name,
        title: value.title,
        type: value.type ?? ValueType.QUANTITY,
        unit: value.unit ?? '',
        fold: value.fold ?? DayFold.SUM,
      })),
    }),
  ]),
);
