// A landmark is what gives an island its silhouette. It is drawn for an island of 3.8 units (home: 6) and scaled with it.
import type { Part, Place, SolidBuilder } from '../geometry/builder.ts';
import type { IslandShape } from '../island/shape.ts';

export type Point = readonly [x: number, z: number];
export type Circle = readonly [x: number, z: number, radius: number];

export interface Landmark {
  /** Ground that trees leave free. */
  clearings: readonly Circle[];
  /** Stepping stones along these lines. */
  paths?: readonly (readonly Point[])[];
  /** Lights that are always there: fires, lamps. `size` is that of the halo; 0 has none. */
  lamps?: readonly { x: number; z: number; up: number; strength: number; size: number }[];
  build(site: Site): void;
}

/** Where a landmark is being built. Coordinates are the landmark's own. */
export interface Site {
  builder: SolidBuilder;
  shape: IslandShape;
  /** Draws on the ground at a place. */
  on(x: number, z: number, place: Place, draw: (builder: SolidBuilder) => void): void;
}

export function siteOf(builder: SolidBuilder, shape: IslandShape): Site {
  return {
    builder,
    shape,
    on(x, z, place, draw) {
      const { scale } = shape;
      const own = place.scale ?? 1;
      const ground = shape.heightAt(x * scale, z * scale);
      builder.at(
        {
          ...place,
          x: shape.x + x * scale,
          y: ground + (place.y ?? 0) * scale,
          z: shape.z + z * scale,
          scale: typeof own === 'number' ? own * scale : [own[0] * scale, own[1] * scale, own[2] * scale],
        },
        draw,
      );
    },
  };
}

export const fire = { colour: '#FF8A3C', top: '#FFE08A', glow: 1, foot: 0 } satisfies Part;
