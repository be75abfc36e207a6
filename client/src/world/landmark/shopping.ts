// Three market stalls with striped awnings, parcels and a jetty.
import type { SolidBuilder } from '../geometry/builder.ts';
import { pier } from './carpentry.ts';
import type { Landmark } from './landmark.ts';

const stalls = [
  [-1.1, 0.35, 0.5, '#E76FA8'],
  [0.25, -0.55, 0, '#F2A65A'],
  [1.35, 0.5, -0.55, '#4FB3D9'],
] as const;

export const shopping: Landmark = {
  clearings: [...stalls.map(([x, z]) => [x, z, 0.85] as const), [0, 1.35, 0.5]],
  build(site) {
    for (const [x, z, ry, stripe] of stalls) site.on(x, z, { ry, scale: 1.12 }, (b) => stall(b, stripe));
    for (const [x, z] of [
      [-0.25, 1.35],
      [0.15, 1.5],
      [0, 1.2],
    ] as const)
      site.on(x, z, { ry: x * 5 }, (b) => {
        b.box(0.3, 0.28, 0.3, { colour: '#D8A36A' });
        b.box(0.31, 0.05, 0.08, { y: 0.24, colour: '#EE7FB5', foot: 0 });
      });
    pier(site, 2.3, 1.5);
  },
};

function stall(b: SolidBuilder, stripe: string): void {
  for (const x of [-0.5, 0.5])
    for (const z of [-0.35, 0.35]) b.box(0.06, z < 0 ? 1 : 0.85, 0.06, { x, z, colour: '#F7EBD2' });
  b.box(1.1, 0.36, 0.5, { z: 0.1, colour: '#B98A5E', top: '#CFA172' });
  for (let k = 0; k < 6; k++) {
    const [l, r] = [-0.6 + k * 0.2, -0.4 + k * 0.2];
    const awning = [
      l,
      0.86,
      0.55,
      r,
      0.86,
      0.55,
      r,
      1.08,
      -0.42,
      l,
      0.86,
      0.55,
      r,
      1.08,
      -0.42,
      l,
      1.08,
      -0.42,
    ];
    const fringe = [l, 0.74, 0.57, r, 0.74, 0.57, r, 0.86, 0.55, l, 0.74, 0.57, r, 0.86, 0.55, l, 0.86, 0.55];
    b.triangles([...awning, ...fringe], { colour: k % 2 ? '#FFF8EC' : stripe, foot: 0 });
    const fruit = ['#F0975F', '#F2C14E', '#7FB85A'][k % 3] ?? '#F2C14E';
    b.blob(0.085, 0, 0, 1, { x: -0.4 + k * 0.16, y: 0.42, z: 0.16, colour: fruit });
  }
}
