import type { Ref } from 'react';
import type { WorldState } from '../state.ts';
import { ramp } from '../yearpath/year.ts';
import { counted } from './words.ts';

type LegendState = Pick<WorldState, 'lanterns' | 'beacons' | 'sprouts' | 'year'>;

/** What the lights mean and how many there are. The twin says the same in its headings. */
export function Legend({ ref, state }: { ref: Ref<HTMLDivElement>; state: LegendState }) {
  const { lanterns, beacons, sprouts, year } = state;
  return (
    <div ref={ref} className="world-legend" aria-hidden="true">
      <span className="world-chip">
        <i className="world-mark lantern" />
        {counted(lanterns.length, 'entry today', 'entries today')}
      </span>
      {beacons.length > 0 && (
        <span className="world-chip">
          <i className="world-mark beacon" />
          {beacons.length} waiting for you
        </span>
      )}
      {sprouts.length > 0 && (
        <span className="world-chip">
          <i className="world-mark sprout" />
          {counted(sprouts.length, 'proposal', 'proposals')}
        </span>
      )}
      {year.days.length > 0 && (
        <span className="world-chip">
          <i
            className="world-mark ramp"
            style={{ background: `linear-gradient(90deg, ${ramp.join(', ')})` }}
          />
          {year.metricTitle}, {counted(year.days.length, 'day', 'days')}
        </span>
      )}
    </div>
  );
}
