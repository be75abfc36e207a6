// A bell tower with pennants, and a post house.
import { mix } from '../geometry/noise.ts';
import { around, darkWood, house, litWindow } from './carpentry.ts';
import type { Landmark } from './landmark.ts';

const pennants = ['#F6C667', '#EE8FA0', '#FFF6E4', '#5AC2B5'];

export const communication: Landmark = {
  clearings: [
    [0, -0.4, 0.9],
    [-1.4, 0.9, 0.75],
  ],
  build(site) {
    site.on(0, -0.4, {}, (b) => {
      b.cylinder(0.42, 0.58, 1.7, 6, { colour: '#EFE7D8', top: '#FFFBF2' });
      b.cylinder(0.6, 0.5, 0.14, 6, { y: 1.68, colour: '#4F9A94' });
      for (const { x, z } of around(6, 0.42))
        b.cylinder(0.05, 0.05, 0.55, 4, { x, y: 1.8, z, colour: '#F7F1E6' });
      b.blob(0.2, 1, 0, 1, { y: 2.06, colour: '#E8B44C', scale: [1, 1.1, 1] });
      b.cone(0.72, 0.7, 6, { y: 2.32, colour: '#3F8F8B', top: '#6FC1B7' });
      litWindow(b, [0, 0.8, 0.5], { width: 0.18, height: 0.3 });
      for (const angle of [0.6, 2.4, 4.3]) {
        const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
        b.cylinder(0.045, 0.06, 1.6, 5, { x: cos * 1.75, y: -0.55, z: sin * 1.5, colour: darkWood });
        for (let k = 1; k < 9; k++) {
          const t = k / 9;
          const x = cos * mix(0.5, 1.75, t);
          const z = sin * mix(0.5, 1.5, t);
          const y = mix(1.75, 1, t) - Math.sin(t * Math.PI) * 0.3;
          const flag = [x - 0.1, y, z, x + 0.1, y, z, x, y - 0.24, z];
          const back = [x + 0.1, y, z, x - 0.1, y, z, x, y - 0.24, z];
          b.triangles([...flag, ...back], { colour: pennants[k % 4] ?? '#FFF6E4', foot: 0 });
        }
      }
    });
    site.on(-1.4, 0.9, { ry: 0.6, scale: 0.9 }, (b) =>
      house(b, { width: 0.95, height: 0.62, depth: 0.8, roof: '#4F9F99', ridge: '#86CBC0' }),
    );
  },
};
