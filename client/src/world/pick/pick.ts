// What a pointer means. A lantern is ten pixels wide, so a ray picks whatever comes near enough for a hand, not only what it
// hits; islands are picked by the ground under the ray.
import { type Ray, Vector3 } from 'three';
import type { Ground, Items } from '../plan.ts';
import type { Target } from '../state.ts';
import { stoneHeight } from '../stones/stones.ts';
import type { YearPlan } from '../yearpath/year.ts';

export interface Pickable {
  target: Target;
  at: readonly [x: number, y: number, z: number];
  radius: number;
}

export function pickablesOf(items: Items, year: YearPlan): Pickable[] {
  return [
    ...items.beacons.map(
      ({ item, spot, scale }): Pickable => ({
        target: { kind: 'beacon', id: item.id },
        at: [spot.x, spot.y + 1.5 * scale, spot.z],
        radius: 1.1 * scale,
      }),
    ),
    ...items.lanterns.map(
      ({ item, spot, scale }): Pickable => ({
        target: { kind: 'lantern', id: item.id },
        at: [spot.x, spot.y + 0.8 * scale, spot.z],
        radius: 0.4 * scale,
      }),
    ),
    ...items.sprouts.map(
      ({ item, spot, scale }): Pickable => ({
        target: { kind: 'sprout', id: item.id },
        at: [spot.x, spot.y + 0.45 * scale, spot.z],
        radius: 0.5 * scale,
      }),
    ),
    ...items.stones.map(
      ({ item, spot, scale }): Pickable => ({
        target: { kind: 'stone', metric: item.metric },
        at: [spot.x, spot.y + stoneHeight(item.level) * 0.5 * scale, spot.z],
        radius: stoneHeight(item.level) * 0.4 * scale,
      }),
    ),
    ...year.stones.map(
      ({ day, x, z, radius, height }): Pickable => ({
        target: { kind: 'day', day: day.day },
        at: [x, height, z],
        radius,
      }),
    ),
  ];
}

/** A finger needs more room than a mouse. */
export const handPx = { mouse: 9, touch: 18 } as const;

export function pickAt(
  ray: Ray,
  handAngle: number,
  pickables: readonly Pickable[],
  grounds: readonly Ground[],
): Target | undefined {
  return nearest(ray, handAngle, pickables) ?? islandUnder(ray, grounds);
}

const toThing = new Vector3();

function nearest(ray: Ray, handAngle: number, pickables: readonly Pickable[]): Target | undefined {
  let best: Target | undefined;
  let bestMiss = 1;
  for (const { target, at, radius } of pickables) {
    toThing.set(at[0], at[1], at[2]).sub(ray.origin);
    const along = toThing.dot(ray.direction);
    if (along <= 0) continue;
    const miss =
      Math.sqrt(Math.max(0, toThing.lengthSq() - along * along)) / Math.max(radius, along * handAngle);
    if (miss >= bestMiss) continue;
    bestMiss = miss;
    best = target;
  }
  return best;
}

function islandUnder(ray: Ray, grounds: readonly Ground[]): Target | undefined {
  let best: Target | undefined;
  let bestAlong = Number.POSITIVE_INFINITY;
  for (const { shape } of grounds) {
    const along = Math.min(alongGround(ray, shape), alongCrown(ray, shape));
    if (along >= bestAlong) continue;
    bestAlong = along;
    best = { kind: 'island', domain: shape.domain };
  }
  return best;
}

/** Distance to the island's flat ground, or infinity. */
function alongGround(ray: Ray, shape: Ground['shape']): number {
  if (ray.direction.y > -1e-4) return Number.POSITIVE_INFINITY;
  const along = (0.4 - ray.origin.y) / ray.direction.y;
  const x = ray.origin.x + ray.direction.x * along - shape.x;
  const z = ray.origin.z + ray.direction.z * along - shape.z;
  return Math.hypot(x, z) < shape.shoreAt(Math.atan2(z, x)) ? along : Number.POSITIVE_INFINITY;
}

/** Distance to the ball of trees and buildings that stands on it, or infinity. */
function alongCrown(ray: Ray, shape: Ground['shape']): number {
  toThing.set(shape.x, 0.9 * shape.scale, shape.z).sub(ray.origin);
  const along = toThing.dot(ray.direction);
  const miss = Math.sqrt(Math.max(0, toThing.lengthSq() - along * along));
  return along > 0 && miss < shape.radius * 0.55 ? along : Number.POSITIVE_INFINITY;
}
