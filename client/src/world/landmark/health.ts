// A wooden garden pavilion above a lily pond.
import { around, steppingStones, stone, wood } from './carpentry.ts';
import type { Landmark, Point } from './landmark.ts';

const garden: readonly Point[] = [
  [-0.55, 0.3],
  [-0.62, 0.95],
  [-0.3, 1.65],
  [0.3, 2.2],
  [0.55, 2.9],
];

export const health: Landmark = {
  clearings: [
    [-0.9, -0.55, 1.05],
    [0.75, 0.9, 1.05],
  ],
  paths: [garden],
  build(site) {
    site.on(0.75, 0.9, { y: -0.02 }, (b) => {
      b.cylinder(0.98, 1.02, 0.1, 16, { colour: '#CFC6B4', grain: 0.15 });
      b.cylinder(0.82, 0.82, 0.04, 16, { y: 0.08, colour: '#6FD0D6', foot: 0 });
      for (const [i, at] of around(3, 0.42, 1).entries())
        b.cylinder(0.13, 0.13, 0.02, 7, {
          x: at.x,
          z: at.z,
          y: 0.12 + i * 0.002,
          colour: '#6DB36A',
          foot: 0,
        });
    });
    for (const [seed, { x, z }] of around(13, 0.98).entries())
      site.on(x + 0.75, z + 0.9, {}, (b) =>
        b.blob(0.16, 0, 0.12, seed, { y: 0.05, colour: '#C9C2B4', scale: [1, 0.75, 1] }),
      );
    site.on(-0.9, -0.55, { ry: 0.26, scale: 1.12 }, (b) => {
      b.cylinder(0.92, 0.98, 0.14, 6, { colour: stone });
      b.cylinder(0.84, 0.84, 0.05, 6, { y: 0.13, colour: '#C99A68', foot: 0 });
      for (const post of around(6, 0.72)) {
        b.cylinder(0.05, 0.06, 1, 6, { x: post.x, z: post.z, y: 0.15, colour: '#F7EBD2' });
        b.box(0.72, 0.05, 0.05, {
          x: Math.cos(post.angle + 0.52) * 0.63,
          z: Math.sin(post.angle + 0.52) * 0.63,
          y: post.angle < 1.3 || post.angle > 4 ? 0.42 : 1.08,
          ry: -post.angle + 1.05,
          colour: wood,
        });
      }
      b.cone(1.16, 0.52, 6, {
        y: 1.12,
        ry: Math.PI / 6,
        colour: '#B4733F',
        top: '#DCA169',
        foot: 0.2,
        grain: 0.1,
      });
      b.cone(0.52, 0.42, 6, {
        y: 1.55,
        ry: Math.PI / 6,
        colour: '#B4733F',
        top: '#E9B883',
        foot: 0.3,
        grain: 0.1,
      });
      b.blob(0.09, 1, 0, 1, { y: 2, colour: '#F2C76A' });
    });
    steppingStones(site, garden);
  },
};
