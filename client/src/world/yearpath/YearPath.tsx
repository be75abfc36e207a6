import { useMemo } from 'react';
import type { Paint } from '../light/paint.ts';
import { Mounted } from '../scene/Mounted.tsx';
import type { YearPlan } from './year.ts';
import { buildYearPath } from './yearpath.ts';

export function YearPath({ year, paint }: { year: YearPlan; paint: Paint }) {
  const object = useMemo(() => buildYearPath(year, paint), [year, paint]);
  return <Mounted object={object} />;
}
