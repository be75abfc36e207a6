import type { InstancedMesh } from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { instances } from '../geometry/instances.ts';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';

/** A post with a paper globe: one entry of today. */
export function buildLanterns(lanterns: Items['lanterns'], paint: Paint): InstancedMesh {
  const wood = { colour: '#6B4630' };
  const geometry = new SolidBuilder()
    .cylinder(0.035, 0.05, 1.12, 5, wood)
    .box(0.3, 0.035, 0.035, { x: 0.12, y: 1.08, ...wood })
    .cylinder(0.012, 0.012, 0.1, 3, { x: 0.25, y: 0.99, colour: '#333333' })
    .cylinder(0.06, 0.08, 0.05, 8, { x: 0.25, y: 0.92, colour: '#7A4A34' })
    .ball(0.165, {
      x: 0.25,
      y: 0.76,
      scale: [1, 1.08, 1],
      colour: '#FF9238',
      top: '#FFD198',
      glow: 1,
      foot: 0,
      grain: 0.03,
      soft: 0.6,
    })
    .cylinder(0.07, 0.07, 0.04, 8, { x: 0.25, y: 0.56, colour: '#7A4A34' })
    .build();
  const places = lanterns.map(({ spot, scale }) => ({
    x: spot.x,
    y: spot.y,
    z: spot.z,
    ry: spot.turn,
    scale: 1.15 * scale,
  }));
  return instances(geometry, places, { material: paint.planted });
}
