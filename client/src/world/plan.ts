// From state to places: which thing stands where, before anything is drawn. Pure.

import { type IslandShape, shapeOf } from './island/shape.ts';
import type { Spot } from './island/slots.ts';
import { type Slots, slotsOf } from './island/slots.ts';
import type { Landmark } from './landmark/landmark.ts';
import { landmarks } from './landmark/landmarks.ts';
import type { Layout } from './layout.ts';
import type { Lamp } from './light/lamps.ts';
import { type DomainName, shoreOf, type WorldState } from './state.ts';

export interface Ground {
  shape: IslandShape;
  landmark: Landmark;
  slots: Slots;
}

export interface Placed<Item> {
  item: Item;
  spot: Spot;
  /** Size of the island's things, against the size they were drawn for. */
  scale: number;
}

export interface Items {
  lanterns: Placed<WorldState['lanterns'][number]>[];
  beacons: Placed<WorldState['beacons'][number]>[];
  sprouts: Placed<WorldState['sprouts'][number]>[];
  stones: Placed<WorldState['stones'][number]>[];
  /** Lanterns that found no place any more, by island. */
  unlitByDomain: Map<DomainName, number>;
}

export type ItemState = Pick<WorldState, 'lanterns' | 'beacons' | 'sprouts' | 'stones'>;

export function groundsOf(layout: Layout): Ground[] {
  return layout.islands.map((place) => {
    const shape = shapeOf(place);
    const landmark = landmarks[place.domain];
    return { shape, landmark, slots: slotsOf(shape, landmark) };
  });
}

export function placeItems(grounds: readonly Ground[], state: ItemState): Items {
  const domains = grounds.map(({ shape }) => shape);
  const put = <Item extends { domain: DomainName }>(
    items: readonly Item[],
    kind: keyof Slots,
  ): Placed<Item>[] =>
    grounds.flatMap(({ shape, slots }) => {
      const own = items.filter((item) => shoreOf(domains, item.domain) === shape.domain);
      return slots[kind].flatMap((spot, i) => {
        const item = own[i];
        return item === undefined ? [] : [{ item, spot, scale: Math.sqrt(shape.scale) }];
      });
    });
  const unlitByDomain = new Map(
    grounds.map(({ shape, slots }) => {
      const own = state.lanterns.filter(({ domain }) => shoreOf(domains, domain) === shape.domain);
      return [shape.domain, Math.max(0, own.length - slots.lantern.length)];
    }),
  );
  return {
    lanterns: put(state.lanterns, 'lantern'),
    beacons: put(state.beacons, 'beacon'),
    sprouts: put(state.sprouts, 'sprout'),
    stones: put(state.stones, 'stone'),
    unlitByDomain,
  };
}

/** All that gives warm light: fires and lamps that are always there, then today's lanterns and open approvals. */
export function lampsOf(grounds: readonly Ground[], items: Items, today: Spot | undefined): Lamp[] {
  const fixed = grounds.flatMap(({ shape, landmark }) =>
    (landmark.lamps ?? []).map(({ x, z, up, strength }) => ({
      x: shape.x + x * shape.scale,
      y: shape.heightAt(x * shape.scale, z * shape.scale) + up * shape.scale,
      z: shape.z + z * shape.scale,
      strength,
    })),
  );
  return [
    ...fixed,
    ...items.lanterns.map(({ spot }) => ({ x: spot.x, y: spot.y + 1, z: spot.z, strength: 1 })),
    ...items.beacons.map(({ spot }) => ({ x: spot.x, y: spot.y + 2.2, z: spot.z, strength: 2 })),
    ...(today === undefined ? [] : [{ x: today.x, y: today.y + 0.2, z: today.z, strength: 0.6 }]),
  ];
}
