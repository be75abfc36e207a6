// The kinds that the person of the demo defined, beside the built-in ones: habits, and what their trackers write.

import { create } from '@bufbuild/protobuf';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import {
  DayFold,
  type KindDefined,
  KindDefinedSchema,
  ValueType,
} from '#gen/lifeos/event/v1/body_system_pb.ts';

export const demoKinds: readonly KindDefined[] = [
  habit('stretch', 'Stretch', Domain.HEALTH),
  habit('floss', 'Floss', Domain.HEALTH),
  habit('guitar', 'Guitar', Domain.CREATOR, 4, 7),
  habit('tidy-up', 'Tidy up', Domain.HOME, 5, 7),
  habit('vitamin-d', 'Vitamin D', Domain.HEALTH),
  kind('heart', 'Heart rate', 'bpm', 'Beats a minute', DayFold.MEAN),
  kind('steps', 'Steps', 'steps', 'Steps', DayFold.SUM),
  create(KindDefinedSchema, {
    kind: 'place',
    title: 'Place',
    domain: Domain.TRAVEL,
    values: [{ name: 'name', title: 'Where', type: ValueType.TEXT }],
  }),
];

function habit(id: string, title: string, domain: Domain, times = 1, periodDays = 1): KindDefined {
  return create(KindDefinedSchema, {
    kind: id,
    title,
    domain,
    habit: { times, periodDays },
    values: [{ name: 'done', title: 'Done', type: ValueType.FLAG, fold: DayFold.SUM }],
  });
}

function kind(id: string, title: string, value: string, valueTitle: string, fold: DayFold): KindDefined {
  return create(KindDefinedSchema, {
    kind: id,
    title,
    domain: Domain.HEALTH,
    values: [{ name: value, title: valueTitle, type: ValueType.QUANTITY, unit: '1', fold }],
  });
}
