// Whether everything that acts by itself is paused. One row; the latest word counts.

import type { PauseSet } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';
import { stampText } from '../log/clock.ts';
import { latestByStamp } from './kind.ts';
import type { Table, Touch } from './table.ts';

export const pauseTable: Table = {
  name: 'pause',
  key: ['scope'],
  columns: { scope: 'text', paused: 'boolean', note: 'text', stamp: 'text' },
  indexes: [],
};

export function pauseSet(event: Event, body: PauseSet): Touch[] {
  const stamp = stampText(event);
  const row = { scope: 'all', paused: body.paused, note: body.note, stamp };
  return [{ table: pauseTable, key: { scope: 'all' }, fold: (now) => latestByStamp(now, row) }];
}
