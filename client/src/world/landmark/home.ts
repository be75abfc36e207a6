// A house with a wing, a fire place for the standing stones, a fence and a jetty that points at today.
import { around, brightWall, house, litWindow, pier, steppingStones, stone, wall } from './carpentry.ts';
import { fire, type Landmark, type Point } from './landmark.ts';

const paths: readonly (readonly Point[])[] = [
  [
    [-0.9, -0.2],
    [-0.2, 0.5],
    [0.1, 0.9],
  ],
  [
    [1.3, 2.3],
    [1.2, 3.4],
    [1, 4.4],
  ],
  [
    [2.5, 0.7],
    [3.6, 0.2],
    [4.4, 0.1],
  ],
];
const roof = '#D9774F';
const ridge = '#EE9F72';

export const home: Landmark = {
  clearings: [
    [-1.1, -1.3, 1.75],
    [-1.3, 0.6, 1.3],
    [1.15, 0.95, 1.8],
  ],
  paths,
  lamps: [
    { x: 1.15, z: 0.95, up: 0.55, strength: 1.5, size: 1.7 },
    { x: -0.9, z: -0.2, up: 0.6, strength: 0.7, size: 0 },
  ],
  build(site) {
    site.on(-1.1, -1.3, { ry: 0.28, scale: 1.55 }, (b) => {
      house(b, { width: 1.5, height: 0.86, depth: 1.15, roof, ridge });
      b.at({ x: 0.86, z: 0.2, ry: Math.PI / 2 }, () => {
        b.box(0.9, 0.66, 0.7, { y: 0.05, colour: wall, top: brightWall });
        b.gable(1.15, 0.42, 0.95, { y: 0.68, colour: roof, top: ridge });
        litWindow(b, [0, 0.28, 0.36]);
      });
    });
    site.on(1.15, 0.95, {}, (b) => {
      b.cylinder(1.55, 1.62, 0.12, 20, { y: -0.06, colour: '#E6D8BC', foot: 0.1 });
      b.cylinder(0.5, 0.56, 0.2, 10, { y: 0.02, colour: stone, grain: 0.16 });
      b.cylinder(0.4, 0.4, 0.05, 8, { y: 0.2, colour: '#FF9A4A', glow: 1, foot: 0 });
      b.cone(0.2, 0.46, 5, { y: 0.22, ...fire });
    });
    for (const post of around(24, 2, 2.2).slice(0, 7))
      site.on(post.x - 1.1, post.z - 1.1, { ry: -post.angle }, (b) => {
        b.box(0.05, 0.3, 0.05, { colour: '#F7EBD2' });
        for (const y of [0.1, 0.2]) b.box(0.04, 0.05, 0.54, { y, colour: '#F7EBD2' });
      });
    for (const line of paths) steppingStones(site, line);
    pier(site, 1.42, 1.9);
  },
};
