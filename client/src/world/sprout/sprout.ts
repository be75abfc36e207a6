import type { InstancedMesh } from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { instances } from '../geometry/instances.ts';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';

/** A seedling in a ring of stone: a proposal that waits to be planted or pulled out. */
export function buildSprouts(sprouts: Items['sprouts'], paint: Paint): InstancedMesh {
  const b = new SolidBuilder()
    .cylinder(0.2, 0.24, 0.05, 9, { colour: '#7A5A43' })
    .torus(0.24, 0.035, Math.PI * 2, { y: 0.03, rx: Math.PI / 2, colour: '#F3E6C6' })
    .cylinder(0.02, 0.025, 0.24, 4, { y: 0.04, colour: '#8CCB4A' });
  for (const side of [-1, 1]) {
    const upper = [0, 0.26, 0, side * 0.16, 0.42, 0.07, side * 0.26, 0.4, 0];
    const lower = [0, 0.26, 0, side * 0.26, 0.4, 0, side * 0.16, 0.36, -0.08];
    b.triangles([...upper, ...lower], { colour: '#9BE052', top: '#D6F58A', sway: 0.4, foot: 0, glow: 0.35 });
  }
  const places = sprouts.map(({ spot, scale }) => ({
    x: spot.x,
    y: spot.y,
    z: spot.z,
    ry: spot.turn,
    scale: 2.1 * scale,
  }));
  return instances(b.build(), places, { material: paint.leaf });
}
