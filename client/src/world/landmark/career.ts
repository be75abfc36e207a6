// An observatory on terraces, with a path that climbs around it.
import { around, house, litWindow, steppingStones } from './carpentry.ts';
import type { Landmark, Point } from './landmark.ts';

const climb: readonly Point[] = Array.from({ length: 17 }, (_, k) => {
  const angle = 1.2 + k * 0.33;
  const radius = 2.5 - k * 0.1;
  return [Math.cos(angle) * radius, -0.3 + Math.sin(angle) * radius * 0.92] as const;
});

export const career: Landmark = {
  clearings: [
    [0.05, -0.45, 0.85],
    [1.4, 1.1, 0.8],
  ],
  paths: [climb],
  build(site) {
    site.on(0.05, -0.45, { ry: 0.3 }, (b) => {
      b.cylinder(0.56, 0.66, 1.15, 8, { colour: '#F1E3CB', top: '#FFF5E2' });
      b.cylinder(0.64, 0.62, 0.12, 8, { y: 1.12, colour: '#C98B5B' });
      b.cylinder(0.5, 0.5, 0.22, 10, { y: 1.22, colour: '#F6EAD4' });
      b.ball(0.52, { y: 1.42, colour: '#E59A54', top: '#F5C184', soft: 0.5, foot: 0.1 }, true);
      b.cylinder(0.1, 0.13, 0.62, 8, { y: 1.66, z: 0.28, rx: 0.75, colour: '#5A5266' });
      for (const { x, z, angle } of around(3, 0.61, 0))
        litWindow(b, [x, 0.5, z], { turn: Math.PI / 2 - angle, width: 0.2, height: 0.3 });
    });
    site.on(1.45, 1.15, { ry: -0.5, scale: 0.85 }, (b) =>
      house(b, { width: 0.95, height: 0.6, depth: 0.8, roof: '#D98B4A', ridge: '#F2B679' }),
    );
    for (const { x, z, angle } of around(3, 0.5, 0.5))
      site.on(x - 1.6, z + 0.7, { ry: angle }, (b) => b.box(0.34, 0.16, 0.2, { colour: '#C98B5B' }));
    steppingStones(site, climb);
  },
};
