// An atelier with a saw-tooth roof, and a sculpture of three simple forms.
import { litWindow, stone } from './carpentry.ts';
import type { Landmark } from './landmark.ts';

export const creator: Landmark = {
  clearings: [
    [-0.5, 0.1, 1.35],
    [1.45, 0.75, 0.5],
    [1.15, -1.15, 0.7],
  ],
  build(site) {
    site.on(-0.5, 0.1, { ry: 0.35, scale: 1.1 }, (b) => {
      b.box(1.7, 0.12, 1.3, { colour: stone });
      b.box(1.5, 0.95, 1.1, { y: 0.1, colour: '#EFE6F2', top: '#FFFDF8' });
      b.box(1.66, 0.05, 1.26, { y: 1, colour: '#8E79C9' });
      for (const x of [-0.5, 0, 0.5]) {
        b.triangles(
          [
            [-0.25, 0, 0.6, 0.25, 0, 0.6, 0.25, 0.5, 0.6],
            [-0.25, 0, -0.6, 0.25, 0.5, -0.6, 0.25, 0, -0.6],
            [-0.25, 0, 0.6, 0.25, 0.5, 0.6, 0.25, 0.5, -0.6],
            [-0.25, 0, 0.6, 0.25, 0.5, -0.6, -0.25, 0, -0.6],
          ].flat(),
          { x, y: 1.04, colour: '#9B86D6', top: '#C3B2EE' },
        );
        b.box(0.02, 0.4, 1, { x: x + 0.26, y: 1.1, colour: '#FFCF7A', glow: 1, foot: 0 });
      }
      litWindow(b, [-0.35, 0.3, 0.56], { width: 0.5, height: 0.45 });
      litWindow(b, [0.4, 0.3, 0.56], { width: 0.32, height: 0.45 });
    });
    site.on(1.45, 0.75, { ry: -0.4 }, (b) => {
      b.box(0.38, 0.38, 0.38, { colour: '#E5A04C' });
      b.cylinder(0.2, 0.2, 0.5, 8, { y: 0.38, colour: '#5FA8D3' });
      b.blob(0.22, 1, 0, 1, { y: 1.08, colour: '#F2C14E' });
    });
    site.on(1.15, -1.15, { ry: 0.2 }, (b) => b.torus(0.62, 0.13, Math.PI, { y: 0.05, colour: '#C58BD0' }));
  },
};
