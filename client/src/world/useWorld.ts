// The state, planned for a size: what stands where. Each part is the same object for as long as it says the same, so that only
// what changed is built again.
import { useCallback, useMemo } from 'react';
import { kindFor, type Layout, type LayoutKind, layoutFor } from './layout.ts';
import { type SkyMoment, skyMoment } from './light/palette.ts';
import { type Pickable, pickablesOf } from './pick/pick.ts';
import { type Ground, groundsOf, type Items, placeItems } from './plan.ts';
import { useSame } from './scene/useSame.ts';
import type { DomainName, WorldState } from './state.ts';
import { planYear, type YearPlan } from './yearpath/year.ts';

export interface World {
  kind: LayoutKind;
  layout: Layout;
  grounds: readonly Ground[];
  strengthOf: (domain: DomainName) => number;
  items: Items;
  year: YearPlan;
  pickables: readonly Pickable[];
  moment: SkyMoment;
}

export function useWorld(state: WorldState, size: { width: number; height: number }): World {
  const kind = kindFor(size.width, size.height);
  const places = useSame(state.islands.map(({ domain, strength }) => ({ domain, strength })));
  const domains = useSame(places.map(({ domain }) => domain));
  const { lanterns, beacons, sprouts, stones } = state;
  const things = useSame({ lanterns, beacons, sprouts, stones });
  const days = useSame(state.year.days);

  const layout = useMemo(() => layoutFor(domains, kind), [domains, kind]);
  const grounds = useMemo(() => groundsOf(layout), [layout]);
  const items = useMemo(() => placeItems(grounds, things), [grounds, things]);
  const year = useMemo(() => planYear(layout.path, days), [layout, days]);
  const pickables = useMemo(() => pickablesOf(items, year), [items, year]);
  const strengthOf = useCallback(
    (domain: DomainName) => places.find((place) => place.domain === domain)?.strength ?? 0,
    [places],
  );
  const moment = skyMoment(state.nowMs, state.zone);
  return { kind, layout, grounds, strengthOf, items, year, pickables, moment };
}
