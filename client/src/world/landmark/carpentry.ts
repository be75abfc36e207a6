// What several landmarks are made of.
import type { SolidBuilder } from '../geometry/builder.ts';
import { mix, seeded } from '../geometry/noise.ts';
import type { Point, Site } from './landmark.ts';

export const wall = '#F4E7CF';
export const brightWall = '#FFF7E8';
export const wood = '#8A5E3E';
export const darkWood = '#6B4630';
export const stone = '#B9B2A6';
const lit = '#FFCF7A';

export function litWindow(
  b: SolidBuilder,
  [x, y, z]: readonly [number, number, number],
  { turn = 0, width = 0.2, height = 0.26 } = {},
): void {
  b.box(width + 0.08, height + 0.08, 0.03, { x, y: y - 0.04, z, ry: turn, colour: '#FFF6E4', foot: 0 });
  b.box(width, height, 0.05, { x, y, z, ry: turn, colour: lit, glow: 1, foot: 0, grain: 0 });
}

export interface House {
  width: number;
  height: number;
  depth: number;
  roof: string;
  ridge: string;
  walls?: string;
}

export function house(b: SolidBuilder, { width, height, depth, roof, ridge, walls = wall }: House): void {
  const front = depth / 2;
  b.box(width + 0.16, 0.14, depth + 0.16, { colour: stone });
  b.box(width, height, depth, { y: 0.1, colour: walls, top: brightWall });
  b.gable(width + 0.34, height * 0.62, depth + 0.34, {
    y: height + 0.08,
    colour: roof,
    top: ridge,
    foot: 0.18,
    grain: 0.1,
  });
  b.box(0.2, 0.5, 0.2, { x: width * 0.24, y: height + 0.22, z: -depth * 0.2, colour: '#C9A08B' });
  b.box(0.34, 0.46, 0.03, { x: -width * 0.18, y: 0.1, z: front, colour: '#FFF6E4', foot: 0 });
  b.box(0.26, 0.4, 0.05, { x: -width * 0.18, y: 0.1, z: front, colour: wood });
  litWindow(b, [width * 0.22, 0.34, front + 0.01]);
  litWindow(b, [width / 2 + 0.01, 0.34, 0], { turn: Math.PI / 2 });
  litWindow(b, [-width / 2 - 0.01, 0.34, 0], { turn: Math.PI / 2 });
  litWindow(b, [0, height + 0.18, front + 0.17], { width: 0.16, height: 0.18 });
}

/** Places of stepping stones along a line, in the landmark's coordinates. */
export function steps(line: readonly Point[], seed: number, stride = 0.35): Point[] {
  const random = seeded(seed * 91 + 7);
  const result: Point[] = [];
  for (let i = 0; i + 1 < line.length; i++) {
    const [a, b] = [line[i] ?? [0, 0], line[i + 1] ?? [0, 0]];
    const count = Math.max(1, Math.round(Math.hypot(b[0] - a[0], b[1] - a[1]) / stride));
    for (let k = 0; k < count; k++) {
      const jitter = () => (random() - 0.5) * 0.1;
      result.push([mix(a[0], b[0], k / count) + jitter(), mix(a[1], b[1], k / count) + jitter()]);
    }
  }
  return result;
}

export function steppingStones(site: Site, line: readonly Point[]): void {
  for (const [x, z] of steps(line, site.shape.seed)) {
    const turn = x * 7 + z * 5;
    site.on(x, z, { y: -0.03, ry: turn }, (b) =>
      b.cylinder(0.155, 0.18, 0.09, 6, { colour: '#E9DCC0', foot: 0.1, grain: 0.12 }),
    );
  }
}

/** A jetty that starts on the beach at an angle and runs out over the water. */
export function pier(site: Site, angle: number, length: number): void {
  const { shape, builder } = site;
  const reach = shape.shoreAt(angle) * 0.85;
  const place = {
    x: shape.x + Math.cos(angle) * reach,
    z: shape.z + Math.sin(angle) * reach,
    ry: Math.PI / 2 - angle,
    scale: shape.scale,
  };
  builder.at(place, (b) => {
    for (let z = 0; z < length; z += 0.24)
      b.box(0.66, 0.06, 0.19, { y: 0.24, z, colour: '#B98A5E', grain: 0.2 });
    for (let z = 0; z < length; z += 0.95)
      for (const x of [-0.34, 0.34])
        b.cylinder(0.05, 0.06, 0.75, 5, { x, y: -0.3, z: z + 0.1, colour: darkWood });
  });
}

/** Points of a circle. */
export function around(count: number, radius: number, offset = 0): { x: number; z: number; angle: number }[] {
  return Array.from({ length: count }, (_, k) => {
    const angle = offset + (k / count) * Math.PI * 2;
    return { x: Math.cos(angle) * radius, z: Math.sin(angle) * radius, angle };
  });
}
