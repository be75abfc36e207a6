import { useMemo } from 'react';
import type { Spot } from '../island/slots.ts';
import type { Paint } from '../light/paint.ts';
import type { Ground, Items } from '../plan.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildGlow } from './glow.ts';

interface GlowProps {
  grounds: readonly Ground[];
  items: Items;
  today: Spot | undefined;
  paint: Paint;
}

export function Glow({ grounds, items, today, paint }: GlowProps) {
  const object = useMemo(
    () => buildGlow(grounds, items, today, paint.uniforms),
    [grounds, items, today, paint],
  );
  return <Mounted object={object} />;
}
