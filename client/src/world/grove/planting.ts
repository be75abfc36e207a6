// Which plants grow where on an island: more, taller and greener with habit strength. Pure.
import { Color } from 'three';
import { colour } from '../geometry/builder.ts';
import type { Planted } from '../geometry/instances.ts';
import { mix, seeded } from '../geometry/noise.ts';
import { grassOf, islandColours } from '../island/colours.ts';
import { treeless } from '../island/slots.ts';
import type { Circle } from '../landmark/landmark.ts';
import type { Ground } from '../plan.ts';
import type { DomainName } from '../state.ts';

export const plantKinds = ['round', 'pine', 'cypress', 'palm', 'bush', 'grass', 'flower', 'rock'] as const;
export type PlantKind = (typeof plantKinds)[number];
export type Planting = Record<PlantKind, Planted[]>;

type Tree = 'round' | 'pine' | 'cypress' | 'palm';

const treesOf: Record<DomainName, readonly Tree[]> = {
  home: ['round', 'round', 'pine'],
  health: ['round', 'round', 'round', 'pine'],
  family: ['round'],
  creator: ['round'],
  travel: ['palm', 'palm', 'palm', 'round'],
  legal: ['cypress'],
  communication: ['pine', 'round', 'cypress'],
  career: ['pine', 'pine', 'pine', 'round'],
  finance: ['round', 'cypress'],
  shopping: ['round', 'palm', 'round'],
};

export function plant(grounds: readonly Ground[], strengthOf: (domain: DomainName) => number): Planting {
  const planting: Planting = {
    round: [],
    pine: [],
    cypress: [],
    palm: [],
    bush: [],
    grass: [],
    flower: [],
    rock: [],
  };
  for (const ground of grounds) plantIsland(ground, strengthOf(ground.shape.domain), planting);
  return planting;
}

function plantIsland(ground: Ground, strength: number, planting: Planting): void {
  const { shape, landmark, slots } = ground;
  const { domain, radius, scale } = shape;
  const { accent, rock, crowns } = islandColours[domain];
  const random = seeded(shape.seed * 977 + 11);
  const free = treeless(shape, landmark, slots);
  const withered = 0.45 * (1 - strength);
  const grass = grassOf(domain, strength).light;
  const pick = <T>(list: readonly T[], fallback: T): T =>
    list[Math.floor(random() * list.length)] ?? fallback;

  /** A random place on the plateau, or nothing where something else stands. */
  const place = (inset: number, distance: number, taken: readonly Circle[] = free) => {
    const angle = random() * Math.PI * 2;
    const reach = Math.sqrt(random()) * (shape.lipAt(angle) - inset) * shape.shoreAt(angle);
    const [x, z] = [Math.cos(angle) * reach, Math.sin(angle) * reach];
    return taken.some(
      ([cx, cz, r]) => Math.hypot(x - cx, z - cz) < r * distance + (distance === 1 ? 0.14 : 0),
    )
      ? undefined
      : ([x, z] as const);
  };
  const set = (kind: PlantKind, x: number, z: number, sink: number, plant: Planted) =>
    planting[kind].push({ ...plant, x: shape.x + x, y: shape.heightAt(x, z) - sink, z: shape.z + z });

  const wanted = Math.round(
    (domain === 'home' ? 44 : 30) * strength ** 1.15 * (domain === 'home' ? 1.67 : 1.05) + 2,
  );
  const spacing = mix(0.95, 0.52, strength) * scale;
  const trees: (readonly [number, number])[] = domain === 'home' ? plantOaks(ground, strength, planting) : [];
  for (let tries = 0; trees.length < wanted && tries < 2600; tries++) {
    const spot = place(0.07, 1);
    if (spot === undefined) continue;
    const [x, z] = spot;
    // The front stays open: the landmark and today's lanterns are there.
    if (z > radius * 0.22 && random() < (domain === 'home' ? 0.97 : 0.72)) continue;
    if (landmark.clearings.some((clearing) => hides(clearing, x / scale, z / scale))) continue;
    if (trees.some((tree) => Math.hypot(x - tree[0], z - tree[1]) < spacing)) continue;
    trees.push(spot);
    const kind = pick(treesOf[domain], 'round');
    const tones = kind === 'palm' ? crowns.slice(0, 1) : kind === 'round' ? crowns : crowns.slice(0, 2);
    const tint = varied(pick(tones, '#6FA552'), random, 0.07).lerp(
      colour('#B9A56A'),
      domain === 'creator' ? 0 : withered,
    );
    const size = (0.62 + random() * 0.42) * (0.72 + 0.42 * strength) * (z < -0.3 * radius ? 1.15 : 1) * scale;
    const turn = { ry: random() * 6, rz: (random() - 0.5) * 0.08 };
    set(kind, x, z, 0.04, { ...turn, scale: [size, size * (0.9 + random() * 0.3), size], tint });
  }

  const blades = Math.round(90 * (0.25 + strength) * (domain === 'home' ? 2.6 : 1.1));
  for (let k = 0; k < blades; k++) {
    const spot = place(0.03, 0.75);
    if (spot === undefined) continue;
    const isFlower = random() < 0.1 + 0.16 * strength;
    const tint = isFlower
      ? colour(pick(['#FFF3D6', accent, '#FFD978', '#FFFFFF'], accent))
      : grass.clone().lerp(colour(crowns[0] ?? '#6FA552'), 0.15 + random() * 0.3);
    set(isFlower ? 'flower' : 'grass', ...spot, 0.02, {
      ry: random() * 6,
      scale: (0.7 + random() * 0.6) * scale,
      tint,
    });
  }
  for (let k = 0; k < 12 * strength + 2; k++) {
    const spot = place(0.06, 0.9);
    if (spot === undefined || (spot[1] > 0.2 * radius && random() < 0.6)) continue;
    const tint = varied(pick(crowns.slice(0, 2), '#6FA552'), random, 0.08).lerp(colour('#B9A56A'), withered);
    set('bush', ...spot, 0.02, { ry: random() * 6, scale: (0.6 + random() * 0.6) * scale, tint });
  }
  for (let k = 0; k < 15; k++) {
    const angle = random() * Math.PI * 2;
    const share = 0.93 + random() * 0.2;
    const [x, z] = [
      Math.cos(angle) * shape.shoreAt(angle) * share,
      Math.sin(angle) * shape.shoreAt(angle) * share,
    ];
    const size = () => (0.5 + random() * 0.8) * scale;
    planting.rock.push({
      x: shape.x + x,
      y: Math.max(shape.heightOn(angle, share), -0.06),
      z: shape.z + z,
      ry: random() * 6,
      scale: [size(), size() * 0.9, size()],
      tint: colour(rock)
        .clone()
        .lerp(colour('#C9C2B8'), 0.45 + random() * 0.3),
    });
  }
}

/** A tree just before a building or a pond would hide it. */
function hides([cx, cz, r]: Circle, x: number, z: number): boolean {
  return Math.abs(x - cx) < r && z > cz && z < cz + r + 1.2;
}

/** Two old trees behind the house: home is never bare, even on the first day. */
function plantOaks({ shape }: Ground, strength: number, planting: Planting): (readonly [number, number])[] {
  const oaks = [
    [-3.6, -0.6, 2],
    [2.6, -2, 1.6],
  ] as const;
  return oaks.map(([x, z, size]) => {
    const [ax, az] = [x * shape.scale, z * shape.scale];
    const tall = size * shape.scale * (0.75 + 0.25 * strength);
    planting.round.push({
      x: shape.x + ax,
      y: shape.heightAt(ax, az) - 0.05,
      z: shape.z + az,
      ry: size,
      scale: tall,
      tint: new Color('#74A754'),
    });
    return [ax, az] as const;
  });
}

function varied(hex: string, random: () => number, by: number): Color {
  return colour(hex)
    .clone()
    .offsetHSL((random() - 0.5) * 0.03, (random() - 0.5) * by, (random() - 0.5) * by);
}
