import { Color, type InstancedMesh } from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { instances } from '../geometry/instances.ts';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';

export function stoneHeight(level: number): number {
  return 0.55 + level * 1.15;
}

/** A standing stone for each metric: its height is the value, its ice-blue rune brightens as the metric rises. */
export function buildStones(stones: Items['stones'], paint: Paint): InstancedMesh {
  const geometry = new SolidBuilder()
    .cylinder(0.13, 0.24, 1, 5, {
      scale: [1, 1, 0.62],
      colour: '#8F8B8A',
      top: '#D8D2C8',
      foot: 0.35,
      grain: 0.12,
    })
    .box(0.07, 0.44, 0.04, { y: 0.32, z: 0.118, rx: -0.06, tint: 1, glow: 0.5, foot: 0, grain: 0 })
    .build();
  const places = stones.map(({ item, spot, scale }) => ({
    x: spot.x,
    y: spot.y - 0.08,
    z: spot.z,
    ry: spot.turn,
    scale: [0.95 * scale, stoneHeight(item.level) * scale, 0.95 * scale] as const,
    tint: new Color('#5B86C8').lerp(new Color('#A8F0F0'), (item.trend + 1) / 2),
  }));
  return instances(geometry, places, { material: paint.planted });
}
