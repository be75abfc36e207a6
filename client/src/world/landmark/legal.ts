// A small hall with columns.
import type { Landmark } from './landmark.ts';

export const legal: Landmark = {
  clearings: [[0, -0.15, 1.75]],
  build(site) {
    site.on(0, -0.15, { ry: 0.12, scale: 1.08 }, (b) => {
      b.box(2.9, 0.16, 2.1, { colour: '#DCD6CA' });
      b.box(2.6, 0.16, 1.8, { y: 0.14, colour: '#E8E3D8' });
      const columns = [-1.05, -0.525, 0, 0.525, 1.05].flatMap(
        (x) =>
          [
            [x, -0.68],
            [x, 0.68],
          ] as const,
      );
      for (const [x, z] of [...columns, [-1.05, 0] as const, [1.05, 0] as const])
        b.cylinder(0.12, 0.14, 1.1, 8, { x, y: 0.3, z, colour: '#F6F1E6', foot: 0.22 });
      b.box(1.5, 1.05, 0.7, { y: 0.3, colour: '#CFC8BD' });
      b.box(0.34, 0.6, 0.04, { y: 0.3, z: 0.37, colour: '#FFCF7A', glow: 0.8, foot: 0 });
      b.box(2.5, 0.16, 1.72, { y: 1.4, colour: '#EFE9DC' });
      b.at({ y: 1.56, ry: Math.PI / 2 }, () => b.gable(1.9, 0.5, 2.7, { colour: '#8FA0C4', top: '#AEBBD6' }));
    });
  },
};
