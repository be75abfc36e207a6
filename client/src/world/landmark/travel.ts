// A lighthouse in sea blue, a balloon and a jetty.
import type { SolidBuilder } from '../geometry/builder.ts';
import { pier, stone } from './carpentry.ts';
import type { Landmark } from './landmark.ts';

export const travel: Landmark = {
  clearings: [
    [-0.9, -0.7, 0.9],
    [0.9, 0.2, 0.8],
  ],
  lamps: [{ x: -0.95, z: -0.75, up: 2.88, strength: 1.2, size: 2.2 }],
  build(site) {
    site.on(-0.95, -0.75, {}, (b) => {
      b.cylinder(0.62, 0.72, 0.22, 8, { colour: stone });
      for (const [k, tone] of ['#F7F1E6', '#2F8DB0', '#F7F1E6', '#2F8DB0'].entries())
        b.cylinder(0.36 - 0.05 * k, 0.42 - 0.05 * k, 0.62, 10, {
          y: 0.2 + k * 0.6,
          colour: tone,
          foot: 0.12,
        });
      b.cylinder(0.36, 0.3, 0.1, 10, { y: 2.6, colour: '#4A5568' });
      b.cylinder(0.17, 0.17, 0.34, 8, { y: 2.7, colour: '#FFD98A', glow: 1, foot: 0 });
      b.cone(0.3, 0.32, 10, { y: 3.04, colour: '#4A5568' });
    });
    const { shape, builder } = site;
    const scale = shape.scale * 1.15;
    builder.at({ x: shape.x + 2.3 * scale, y: 4 * scale, z: shape.z - 0.6 * scale, scale }, balloon);
    pier(site, 1.1, 1.9);
  },
};

const profile = [
  [0, 1.5],
  [0.5, 1.42],
  [0.92, 1.05],
  [1.02, 0.55],
  [0.82, 0],
  [0.42, -0.55],
  [0.22, -0.8],
] as const;

function balloon(b: SolidBuilder): void {
  const gores = 12;
  for (let k = 0; k < gores; k++) {
    const [a, c] = [(k / gores) * Math.PI * 2, ((k + 1) / gores) * Math.PI * 2];
    const gore = profile.flatMap(([r, y], j) => {
      const below = profile[j + 1];
      if (below === undefined) return [];
      const [q, w] = below;
      const corner = (radius: number, height: number, angle: number) => [
        Math.cos(angle) * radius,
        height,
        Math.sin(angle) * radius,
      ];
      const [tl, tr, br, bl] = [corner(r, y, a), corner(r, y, c), corner(q, w, c), corner(q, w, a)];
      return [...tl, ...tr, ...br, ...tl, ...br, ...bl];
    });
    const stripe = ['#F6C667', '#F7F1E6', '#4FB3D9', '#F7F1E6'][k % 4] ?? '#F7F1E6';
    b.triangles(gore, { colour: stripe, soft: 0.5, foot: 0.2, grain: 0 });
  }
  b.box(0.34, 0.28, 0.34, { y: -1.5, colour: '#A8764A' });
  for (const x of [-0.15, 0.15])
    for (const z of [-0.15, 0.15]) b.cylinder(0.014, 0.014, 0.5, 3, { x, y: -1.25, z, colour: '#6B4630' });
}
