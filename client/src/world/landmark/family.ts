// Two cottages and benches around a fire.
import { around, house, wood } from './carpentry.ts';
import { fire, type Landmark } from './landmark.ts';

export const family: Landmark = {
  clearings: [
    [-1.05, -0.35, 1.1],
    [1, -0.75, 1],
    [0.35, 1.15, 0.9],
  ],
  lamps: [{ x: 0.35, z: 1.15, up: 0.4, strength: 1.2, size: 1.2 }],
  build(site) {
    site.on(-1.05, -0.35, { ry: 0.5, scale: 1.08 }, (b) =>
      house(b, { width: 1.15, height: 0.72, depth: 0.95, roof: '#D88A98', ridge: '#F2B6BE' }),
    );
    site.on(1.05, -0.75, { ry: -0.45, scale: 0.95 }, (b) =>
      house(b, { width: 1.05, height: 0.8, depth: 0.9, roof: '#E3A05F', ridge: '#F3C48C', walls: '#F7E3D3' }),
    );
    site.on(0.35, 1.15, {}, (b) => {
      b.cylinder(0.3, 0.34, 0.12, 8, { colour: '#8C8078' });
      b.cone(0.16, 0.4, 5, { y: 0.1, ...fire });
      for (const bench of around(5, 0.68, 0.3))
        b.box(0.16, 0.15, 0.4, { x: bench.x, z: bench.z, ry: -bench.angle, colour: wood });
    });
  },
};
