// Where things may stand on an island. The places depend only on the island, never on today's data: the fifth entry of a day
// always lights the same lantern, and no tree moves when it does.
import { mix, spread } from '../geometry/noise.ts';
import { steps } from '../landmark/carpentry.ts';
import type { Circle, Landmark } from '../landmark/landmark.ts';
import type { IslandShape } from './shape.ts';

/** A place in the world, on the ground. */
export interface Spot {
  x: number;
  y: number;
  z: number;
  turn: number;
}

export type SlotKind = 'lantern' | 'beacon' | 'sprout' | 'stone';

export type Slots = Record<SlotKind, Spot[]>;

/** More of a kind than this are told in the island's label and in the twin; an island with 24 lanterns is full of light. */
export const slotsMax: Record<SlotKind, number> = { lantern: 24, beacon: 6, sprout: 8, stone: 8 };

const room: Record<SlotKind, number> = { lantern: 0.28, beacon: 0.5, sprout: 0.42, stone: 0.32 };

// So many of each kind choose their places first and are kept free of trees; the later ones stand where there is still room.
const usual: Record<SlotKind, number> = { stone: 3, beacon: 2, sprout: 2, lantern: 7 };
const kinds = ['stone', 'beacon', 'sprout', 'lantern'] as const;

export function slotsOf(shape: IslandShape, landmark: Landmark): Slots {
  const taken: Circle[] = groundOf(shape, landmark, 0.06);
  const scale = Math.min(1, shape.scale);
  const slots: Slots = { stone: [], beacon: [], sprout: [], lantern: [] };
  const offers = new Map(kinds.map((kind) => [kind, candidates(kind, shape)]));
  const fill = (kind: SlotKind, count: number) => {
    const radius = room[kind] * scale;
    while (slots[kind].length < count) {
      const offer = offers.get(kind)?.next();
      if (offer === undefined || offer.done === true) return;
      const [angle, share] = offer.value;
      const reach = shape.shoreAt(angle) * share;
      const [x, z] = [Math.cos(angle) * reach, Math.sin(angle) * reach];
      if (taken.some(([cx, cz, r]) => Math.hypot(x - cx, z - cz) < r + radius)) continue;
      taken.push([x, z, radius]);
      slots[kind].push(spotAt(shape, x, z, angle));
    }
  };
  if (shape.domain === 'home') {
    slots.stone = aroundTheFire(shape, landmark);
    for (const spot of slots.stone) taken.push([spot.x - shape.x, spot.z - shape.z, room.stone * scale]);
  }
  for (const kind of kinds) fill(kind, usual[kind]);
  for (const kind of kinds) fill(kind, slotsMax[kind]);
  return slots;
}

/** Ground that trees leave free, in the island's own coordinates. */
export function treeless(shape: IslandShape, landmark: Landmark, slots: Slots): Circle[] {
  const spots = kinds.flatMap((kind) =>
    slots[kind]
      .slice(0, usual[kind])
      .map((spot) => [spot.x - shape.x, spot.z - shape.z, room[kind] + 0.12] as const),
  );
  return [...groundOf(shape, landmark, 0.26), ...spots];
}

function groundOf(shape: IslandShape, landmark: Landmark, pathWidth: number): Circle[] {
  const { scale } = shape;
  const stones = (landmark.paths ?? []).flatMap((line) => steps(line, shape.seed));
  return [
    ...landmark.clearings.map(([x, z, r]) => [x * scale, z * scale, r * scale] as const),
    ...stones.map(([x, z]) => [x * scale, z * scale, pathWidth * scale] as const),
  ];
}

const front = Math.PI / 2; // towards the viewer

function* candidates(kind: SlotKind, shape: IslandShape): Generator<readonly [angle: number, share: number]> {
  const row = function* (count: number, centre: number, half: number, inside: number) {
    for (let i = 0; i < count; i++) {
      const angle = mix(centre - half, centre + half, spread(i));
      const share = inside < 0 ? mix(shape.lipAt(angle), 1, -inside) : shape.lipAt(angle) - inside;
      yield [angle, share] as const;
    }
  };
  if (kind === 'stone') {
    for (let k = 0; k < 6; k++) yield [2.7 + k * 0.4, 0.56] as const;
    for (const inside of [0.24, 0.36, 0.14]) yield* row(31, Math.PI, 1.4, inside);
    for (const inside of [0.3, 0.16, 0.42]) yield* row(63, Math.PI, 3.1, inside);
  } else if (kind === 'beacon') {
    for (const angle of [0.4, -0.3, 0.85, -0.9]) yield [angle, shape.lipAt(angle) - 0.15] as const;
    for (const inside of [0.15, 0.3, -0.4]) yield* row(63, front, 3.1, inside);
  } else if (kind === 'sprout') {
    for (const angle of [0.62, 2.62, 0.1]) yield [angle, shape.lipAt(angle) - 0.2] as const;
    for (const inside of [0.14, 0.22, 0.3, 0.4]) yield* row(31, front, 1.3, inside);
    for (const inside of [0.14, 0.3, -0.35]) yield* row(63, front, 3.1, inside);
  } else {
    yield* row(15, front, 1.25, 0.1);
    yield* row(15, front, 1.4, 0.27);
    yield* row(31, front, 2.6, 0.1);
    yield* row(31, front, 1.5, -0.35);
    for (const inside of [0.1, 0.2, 0.3, 0.4, 0.55, -0.25, -0.5, -0.75]) yield* row(63, front, 3.1, inside);
  }
}

/** At home the metrics stand around the fire, each turned towards it. */
function aroundTheFire(shape: IslandShape, landmark: Landmark): Spot[] {
  const place = landmark.lamps?.[0] ?? { x: 0, z: 0 };
  return Array.from({ length: slotsMax.stone }, (_, k) => {
    const angle = -1.6 + k * 0.52;
    const [x, z] = [place.x + Math.cos(angle) * 1.35, place.z + Math.sin(angle) * 1.3];
    return {
      ...spotAt(shape, x * shape.scale, z * shape.scale, 0),
      turn: Math.atan2(place.x - x, place.z - z),
    };
  });
}

function spotAt(shape: IslandShape, x: number, z: number, angle: number): Spot {
  return {
    x: shape.x + x,
    y: shape.heightAt(x, z),
    z: shape.z + z,
    turn: Math.sin(angle * 7 + shape.seed) * 0.6,
  };
}
