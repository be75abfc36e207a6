// The shape of each plant. Crowns are grey to white, and take their colour from the instance.
import type { BufferGeometry } from 'three';
import { type Part, SolidBuilder } from '../geometry/builder.ts';
import type { PlantKind } from './planting.ts';

const bark = { colour: '#6E4B36', top: '#8B6247' } satisfies Part;
const needles = {
  colour: '#7c828a',
  top: '#ffffff',
  tint: 1,
  sway: 0.35,
  soft: 0.35,
  foot: 0.3,
  grain: 0.08,
} satisfies Part;

export const plants: Record<PlantKind, () => BufferGeometry> = {
  round() {
    const b = new SolidBuilder();
    b.cylinder(0.06, 0.11, 0.62, 5, bark);
    b.cylinder(0.03, 0.05, 0.35, 4, { x: 0.08, y: 0.4, rz: -0.6, colour: '#7A543D' });
    for (const [x, y, z, radius] of [
      [0, 1.02, 0, 0.5],
      [0.3, 0.82, 0.12, 0.34],
      [-0.28, 0.86, 0.1, 0.36],
    ] as const)
      b.blob(radius, 1, 0.22, x + 2, {
        x,
        y,
        z,
        scale: [1, 0.84, 1],
        colour: '#8a8f98',
        top: '#ffffff',
        tint: 1,
        sway: 0.6,
        swayWhole: true,
        soft: 0.62,
        foot: 0.18,
        grain: 0.07,
      });
    return b.build();
  },
  pine() {
    const b = new SolidBuilder().cylinder(0.05, 0.08, 0.4, 5, bark);
    for (let k = 0; k < 4; k++)
      b.cone(0.5 - 0.11 * k, 0.62, 7, { ...needles, y: 0.26 + k * 0.34, ry: k * 0.6 });
    return b.build();
  },
  cypress() {
    const b = new SolidBuilder().cylinder(0.05, 0.07, 0.3, 5, bark);
    return b
      .blob(0.5, 1, 0.1, 1, { ...needles, y: 1.1, scale: [0.5, 1.75, 0.5], sway: 0.5, soft: 0.6 })
      .build();
  },
  palm() {
    const b = new SolidBuilder();
    let [x, y] = [0, 0];
    for (let k = 0; k < 5; k++) {
      b.cylinder(0.055, 0.075, 0.32, 5, { x, y, rz: -0.12 - k * 0.05, colour: '#A07C55', top: '#BB9468' });
      x += 0.04 + k * 0.014;
      y += 0.29;
    }
    for (let k = 0; k < 8; k++)
      b.at({ x, y, ry: (k / 8) * Math.PI * 2 + 0.2 }, () =>
        b.triangles(frond, {
          colour: '#d5dad0',
          top: '#ffffff',
          tint: 1,
          sway: 0.8,
          swayWhole: true,
          foot: 0.2,
          grain: 0.12,
          soft: 0.75,
        }),
      );
    return b.build();
  },
  bush() {
    return new SolidBuilder()
      .blob(0.3, 1, 0.18, 1, {
        y: 0.16,
        scale: [1, 0.72, 1],
        colour: '#858b90',
        top: '#ffffff',
        tint: 1,
        soft: 0.6,
        sway: 0.15,
      })
      .build();
  },
  grass() {
    const b = new SolidBuilder();
    for (let k = 0; k < 4; k++) {
      const [cos, sin] = [Math.cos(k * 1.6), Math.sin(k * 1.6)];
      const tip = [cos * 0.12, 0.2 + 0.05 * (k % 2), sin * 0.12];
      const blade = [cos * 0.05 - 0.03, 0, sin * 0.05, cos * 0.05 + 0.03, 0, sin * 0.05, ...tip];
      b.triangles(blade, { colour: '#a9b0a0', top: '#ffffff', tint: 1, sway: 1, foot: 0.1, soft: 0.9 });
    }
    return b.build();
  },
  flower() {
    const b = new SolidBuilder().cylinder(0.012, 0.016, 0.17, 3, { colour: '#7FA64E' });
    for (let k = 0; k < 5; k++) {
      const angle = (k / 5) * Math.PI * 2;
      const tip = (turn: number) => [Math.cos(angle + turn) * 0.085, 0.2, Math.sin(angle + turn) * 0.085];
      b.triangles([0, 0.17, 0, ...tip(-0.5), ...tip(0.5)], { tint: 1, foot: 0, soft: 0.5 });
    }
    return b.cone(0.028, 0.03, 4, { y: 0.18, colour: '#FFCF5C', foot: 0 }).build();
  },
  rock() {
    return new SolidBuilder()
      .blob(0.24, 0, 0.3, 1, { y: 0.06, scale: [1, 0.8, 1], colour: '#9a9a9a', top: '#ffffff', tint: 1 })
      .build();
  },
};

const rib = [
  [0, 0.02, 0.04],
  [0.34, 0.14, 0.13],
  [0.66, 0.04, 0.11],
  [0.88, -0.2, 0],
] as const;

/** A palm leaf: two rows of triangles that fall away from a rib. */
const frond = rib.flatMap(([x, y, w], j) => {
  const next = rib[j + 1];
  if (next === undefined) return [];
  const [q, u, v] = next;
  return [
    [x, y - 0.04, -w, x, y, 0, q, u - 0.04, -v],
    [x, y, 0, q, u, 0, q, u - 0.04, -v],
    [x, y, 0, x, y - 0.04, w, q, u, 0],
    [x, y - 0.04, w, q, u - 0.04, v, q, u, 0],
  ].flat();
});
