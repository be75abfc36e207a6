import { Mesh } from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { siteOf } from '../landmark/landmark.ts';
import type { Paint } from '../light/paint.ts';
import type { Ground } from '../plan.ts';
import type { DomainName } from '../state.ts';
import { addTerrain } from './terrain.ts';

/** All ground and all buildings of all islands, in one mesh. */
export function buildIslands(
  grounds: readonly Ground[],
  strengthOf: (domain: DomainName) => number,
  paint: Paint,
): Mesh {
  const builder = new SolidBuilder();
  for (const { shape, landmark } of grounds) {
    addTerrain(builder, shape, strengthOf(shape.domain));
    landmark.build(siteOf(builder, shape));
  }
  const mesh = new Mesh(builder.build(), paint.solid);
  mesh.castShadow = true;
  mesh.receiveShadow = true;
  mesh.frustumCulled = false;
  return mesh;
}
