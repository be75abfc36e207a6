import { useMemo } from 'react';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildBeacons } from './beacon.ts';

export function Beacons({ beacons, paint }: { beacons: Items['beacons']; paint: Paint }) {
  const object = useMemo(() => buildBeacons(beacons, paint), [beacons, paint]);
  return beacons.length === 0 ? null : <Mounted object={object} />;
}
