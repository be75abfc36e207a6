import { useLayoutEffect, useMemo } from 'react';
import { bakeLamps, type Lamp } from '../light/lamps.ts';
import type { Paint } from '../light/paint.ts';
import type { Ground } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import type { DomainName } from '../state.ts';
import { buildIslands } from './islands.ts';

interface IslandsProps {
  grounds: readonly Ground[];
  strengthOf: (domain: DomainName) => number;
  lamps: readonly Lamp[];
  paint: Paint;
}

export function Islands({ grounds, strengthOf, lamps, paint }: IslandsProps) {
  const mesh = useMemo(() => buildIslands(grounds, strengthOf, paint), [grounds, strengthOf, paint]);
  useLayoutEffect(() => bakeLamps(mesh.geometry, lamps), [mesh, lamps]);
  return <Mounted object={mesh} />;
}
