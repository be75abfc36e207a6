import { Group, type InstancedMesh } from 'three';
import { instances, warmInstances } from '../geometry/instances.ts';
import { type Lamp, warmthAt } from '../light/lamps.ts';
import type { Paint } from '../light/paint.ts';
import { type Planting, type PlantKind, plantKinds } from './planting.ts';
import { plants } from './plants.ts';

const isThin = new Set<PlantKind>(['palm', 'grass', 'flower']);
const isTall = new Set<PlantKind>(['round', 'pine', 'cypress', 'palm']);

/** One InstancedMesh for each kind of plant that grows at all. */
export function buildGrove(planting: Planting, paint: Paint): Group {
  const group = new Group();
  for (const kind of plantKinds) {
    if (planting[kind].length === 0) continue;
    const material = isThin.has(kind) ? paint.leaf : paint.planted;
    group.add(instances(plants[kind](), planting[kind], { material, casts: isTall.has(kind) }));
  }
  return group;
}

export function warmGrove(grove: Group, lamps: readonly Lamp[]): void {
  for (const mesh of grove.children as InstancedMesh[])
    warmInstances(mesh, (x, y, z) => warmthAt(lamps, x, y, z));
}
