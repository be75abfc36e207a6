import { useMemo } from 'react';
import type { Paint } from '../light/paint.ts';
import type { Items } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildSprouts } from './sprout.ts';

export function Sprouts({ sprouts, paint }: { sprouts: Items['sprouts']; paint: Paint }) {
  const object = useMemo(() => buildSprouts(sprouts, paint), [sprouts, paint]);
  return sprouts.length === 0 ? null : <Mounted object={object} />;
}
