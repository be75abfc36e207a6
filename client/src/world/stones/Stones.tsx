import { useMemo } from 'react';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildStones } from './stones.ts';

export function Stones({ stones, paint }: { stones: Items['stones']; paint: Paint }) {
  const object = useMemo(() => buildStones(stones, paint), [stones, paint]);
  return stones.length === 0 ? null : <Mounted object={object} />;
}
