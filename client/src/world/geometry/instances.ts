// One InstancedMesh of a shape at many places. `aWarm` is the lantern light baked for each instance.
import {
  type BufferGeometry,
  Color,
  InstancedBufferAttribute,
  InstancedMesh,
  type Material,
  Matrix4,
} from 'three';
import { matrixOf, type Place } from './builder.ts';

export interface Planted extends Place {
  tint?: Color;
}

export interface InstanceOptions {
  material: Material;
  casts?: boolean;
  receives?: boolean;
}

const matrix = new Matrix4();
const white = new Color('#ffffff');

export function instances(
  geometry: BufferGeometry,
  places: readonly Planted[],
  { material, casts = true, receives = true }: InstanceOptions,
): InstancedMesh {
  const mesh = new InstancedMesh(geometry, material, places.length);
  places.forEach((place, i) => {
    mesh.setMatrixAt(i, matrixOf(place, matrix));
    mesh.setColorAt(i, place.tint ?? white);
  });
  geometry.setAttribute('aWarm', new InstancedBufferAttribute(new Float32Array(places.length), 1));
  mesh.castShadow = casts;
  mesh.receiveShadow = receives;
  mesh.frustumCulled = false; // The world is always in view; a bounding sphere over all instances would only cost.
  return mesh;
}

/** Sets the lantern light of each instance again, for example when an entry was logged. */
export function warmInstances(
  mesh: InstancedMesh,
  warmthAt: (x: number, y: number, z: number) => number,
): void {
  const warm = mesh.geometry.getAttribute('aWarm');
  for (let i = 0; i < mesh.count; i++) {
    mesh.getMatrixAt(i, matrix);
    const [x = 0, y = 0, z = 0] = matrix.elements.slice(12, 15);
    warm.setX(i, warmthAt(x, y + 0.4, z) * 0.8);
  }
  warm.needsUpdate = true;
}
