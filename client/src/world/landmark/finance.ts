// A windmill above fields of grain, and two stacks of coins.
import { seeded } from '../geometry/noise.ts';
import { brightWall, litWindow, wood } from './carpentry.ts';
import type { Landmark, Point } from './landmark.ts';

const grain: readonly Point[] = Array.from({ length: 13 * 13 }, (_, k) => {
  return [0.35 + ((k % 13) - 6) * 0.27, 0.55 + (Math.floor(k / 13) - 6) * 0.24] as const;
}).filter(([x, z]) => Math.hypot(x, z) < 2.45 && Math.hypot(x + 0.75, z + 0.35) > 0.95 && z > -0.6);

export const finance: Landmark = {
  clearings: [
    [-0.75, -0.35, 0.95],
    [-1.5, 1.35, 0.6],
    [0.55, 0.7, 1.5],
  ],
  build(site) {
    site.on(-0.75, -0.35, { ry: 0.45, scale: 1.1 }, (b) => {
      b.cylinder(0.4, 0.6, 1.6, 8, { colour: '#F3E6CC', top: brightWall });
      b.cone(0.52, 0.5, 8, { y: 1.58, colour: '#C9963A', top: '#E8C467' });
      b.box(0.26, 0.42, 0.06, { y: 0.05, z: 0.56, colour: wood });
      litWindow(b, [0, 0.95, 0.46], { width: 0.16, height: 0.22 });
      b.at({ y: 1.5, z: 0.5, rz: 0.35 }, () => {
        b.cylinder(0.07, 0.07, 0.24, 6, { rx: Math.PI / 2, y: -0.1, colour: wood });
        for (let k = 0; k < 4; k++)
          b.at({ z: 0.12, rz: (k * Math.PI) / 2 }, () => {
            b.box(0.05, 1.25, 0.03, { colour: wood, foot: 0 });
            b.box(0.3, 0.9, 0.02, { x: 0.15, y: 0.32, colour: '#FFF6E4', foot: 0 });
          });
      });
    });
    const random = seeded(5);
    for (const [x, z] of grain)
      site.on(x, z, { ry: random() * 3 }, (b) =>
        b.cone(0.09, 0.34 + random() * 0.12, 4, {
          y: -0.03,
          colour: '#B58E34',
          top: '#F4D66E',
          foot: 0.35,
          grain: 0.15,
        }),
      );
    for (const [x, z, coins] of [
      [-1.7, 1.25, 3],
      [-1.28, 1.45, 5],
    ] as const)
      site.on(x, z, {}, (b) => {
        for (let k = 0; k < coins; k++)
          b.cylinder(0.24, 0.24, 0.1, 10, {
            x: (k % 2) * 0.04,
            y: k * 0.11,
            colour: '#E9BE4A',
            top: '#F8DE8A',
            foot: 0.1,
          });
      });
  },
};
