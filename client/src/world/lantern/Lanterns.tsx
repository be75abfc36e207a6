import { useMemo } from 'react';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildLanterns } from './lantern.ts';

export function Lanterns({ lanterns, paint }: { lanterns: Items['lanterns']; paint: Paint }) {
  const object = useMemo(() => buildLanterns(lanterns, paint), [lanterns, paint]);
  return lanterns.length === 0 ? null : <Mounted object={object} />;
}
