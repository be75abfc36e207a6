import { useLayoutEffect, useMemo } from 'react';
import type { Lamp } from '../light/lamps.ts';
import type { Paint } from '../light/paint.ts';
import type { Ground } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import type { DomainName } from '../state.ts';
import { buildGrove, warmGrove } from './grove.ts';
import { plant } from './planting.ts';

interface GroveProps {
  grounds: readonly Ground[];
  strengthOf: (domain: DomainName) => number;
  lamps: readonly Lamp[];
  paint: Paint;
}

export function Grove({ grounds, strengthOf, lamps, paint }: GroveProps) {
  const grove = useMemo(() => buildGrove(plant(grounds, strengthOf), paint), [grounds, strengthOf, paint]);
  useLayoutEffect(() => warmGrove(grove, lamps), [grove, lamps]);
  return <Mounted object={grove} />;
}
