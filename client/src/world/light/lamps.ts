// Lantern light costs nothing at run time: it is summed per vertex when the world or today's entries change.
import { type BufferGeometry, Float32BufferAttribute } from 'three';

export interface Lamp {
  x: number;
  y: number;
  z: number;
  strength: number;
}

const reachSquared = 30; // beyond it e^(-.1 d²) has left less than a twentieth

/** Light at a point of an instance, which has no single normal. */
export function warmthAt(lamps: readonly Lamp[], x: number, y: number, z: number): number {
  let sum = 0;
  for (const lamp of lamps) {
    const squared = (lamp.x - x) ** 2 + (lamp.y - y) ** 2 + (lamp.z - z) ** 2;
    if (squared < reachSquared)
      sum += (lamp.strength * 1.5 * Math.exp(-squared * 0.12)) / (1 + squared * 1.6);
  }
  return Math.min(sum, 2.2);
}

/** Writes `aWarm` of a merged geometry: Σ I·(.7 N·L + .3) / (1 + 1.3 d²) · e^(-.1 d²). */
export function bakeLamps(geometry: BufferGeometry, lamps: readonly Lamp[]): void {
  const at = geometry.getAttribute('position');
  const normal = geometry.getAttribute('normal');
  const known = geometry.getAttribute('aWarm');
  const warm = known ?? new Float32BufferAttribute(new Float32Array(at.count), 1);
  for (let i = 0; i < at.count; i++) {
    const [x, y, z] = [at.getX(i), at.getY(i), at.getZ(i)];
    let sum = 0;
    for (const lamp of lamps) {
      const [dx, dy, dz] = [lamp.x - x, lamp.y - y, lamp.z - z];
      const squared = dx * dx + dy * dy + dz * dz;
      if (squared > reachSquared) continue;
      const facing =
        (dx * normal.getX(i) + dy * normal.getY(i) + dz * normal.getZ(i)) / Math.sqrt(squared + 0.01);
      const lit = Math.max(0, facing * 0.7 + 0.3);
      sum += (lamp.strength * 1.6 * lit * Math.exp(-squared * 0.1)) / (1 + squared * 1.3);
    }
    warm.setX(i, Math.min(sum, 2.4));
  }
  if (known === undefined) geometry.setAttribute('aWarm', warm);
  warm.needsUpdate = true;
}
