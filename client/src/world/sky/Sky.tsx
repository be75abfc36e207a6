import { useMemo } from 'react';
import type { LayoutKind } from '../layout.ts';
import type { Paint } from '../light/paint.ts';
import { Mounted } from '../scene/Mounted.tsx';
import { buildDistance } from './distance.ts';
import { buildSky } from './sky.ts';

export function Sky({ kind, paint }: { kind: LayoutKind; paint: Paint }) {
  const sky = useMemo(() => buildSky(paint.uniforms), [paint]);
  const distance = useMemo(() => buildDistance(kind, paint.uniforms), [kind, paint]);
  return (
    <>
      <Mounted object={sky} />
      <Mounted object={distance} />
    </>
  );
}
