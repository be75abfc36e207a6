// Asks for all that the world shows, again after every change.

import { useEffect, useState } from 'react';
import type { Life } from '#client/app/life.ts';
import { useLife } from '#client/app/useLife.ts';
import { type Now, useNow } from '#client/app/useNow.ts';
import type { WorldState } from '#client/world/state.ts';
import { addDays } from '#core/projection/day.ts';
import { type Gathered, stoneMetrics, worldState, yearMetricOf } from './worldstate.ts';

/** Enough entries to know on which of the last days there were any. */
const recentMax = 1000;

export function useWorld(): WorldState | undefined {
  const life = useLife();
  const { nowMs, zone, today } = useNow();
  const [gathered, setGathered] = useState<Gathered>();
  useEffect(() => {
    let isCurrent = true;
    const ask = () =>
      void gather(life, { nowMs, zone, today }).then((next) => {
        if (isCurrent) setGathered(next);
      });
    ask();
    const stop = life.onChange(ask);
    return () => {
      isCurrent = false;
      stop();
    };
  }, [life, nowMs, zone, today]);
  return gathered ? worldState(gathered) : undefined;
}

async function gather(life: Life, now: Now): Promise<Gathered> {
  const { today } = now;
  const [kinds, habits, metrics, approvals, proposals, entries, recent] = await Promise.all([
    life.ask('kinds', {}),
    life.ask('habits', { today }),
    life.ask('metrics', {}),
    life.ask('approvals', {}),
    life.ask('proposals', {}),
    life.ask('entriesOfDay', { day: today }),
    life.ask('journal', { query: '', limit: recentMax }),
  ]);
  const yearMetric = yearMetricOf(metrics);
  const wanted = new Set(
    [...stoneMetrics(metrics), ...(yearMetric ? [yearMetric] : [])].map((one) => one.metric),
  );
  const series = await Promise.all(
    [...wanted].map(
      async (metric) =>
        [metric, await life.ask('series', { metric, fromDay: addDays(today, -364), toDay: today })] as const,
    ),
  );
  return {
    ...now,
    kinds,
    habits,
    metrics,
    approvals,
    proposals,
    entries,
    recent,
    yearMetric,
    series: new Map(series),
  };
}
