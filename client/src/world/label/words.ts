// What a thing of the world is called, in the picture and in the twin alike.
import type { Target, WorldState } from '../state.ts';

type Words = Pick<WorldState, 'islands' | 'lanterns' | 'beacons' | 'sprouts' | 'stones' | 'year'>;

export function describe(target: Target, state: Words): string {
  switch (target.kind) {
    case 'island': {
      const island = state.islands.find(({ domain }) => domain === target.domain);
      return island === undefined ? target.domain : `${island.name}: ${island.fact}`;
    }
    case 'lantern': {
      const lantern = state.lanterns.find(({ id }) => id === target.id);
      return lantern === undefined ? '' : `${lantern.title} · ${lantern.time}`;
    }
    case 'beacon':
      return state.beacons.find(({ id }) => id === target.id)?.title ?? '';
    case 'sprout':
      return `Proposal: ${state.sprouts.find(({ id }) => id === target.id)?.title ?? ''}`;
    case 'stone': {
      const stone = state.stones.find(({ metric }) => metric === target.metric);
      return stone === undefined ? '' : `${stone.title} ${stone.text}`;
    }
    case 'day':
      return state.year.days.find(({ day }) => day === target.day)?.text ?? '';
  }
}

export function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
