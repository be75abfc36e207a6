// The world as a tree of named buttons: the same things, the same actions, for keyboards and screen readers. It is real DOM
// that is only hidden from the eye until it has the focus, and a test walks it against the state, one to one.
import { type KeyboardEvent, type ReactNode, useId } from 'react';
import { steer } from './camera/keys.ts';
import type { Pilot } from './camera/pilot.ts';
import { counted, describe } from './label/words.ts';
import {
  type DomainName,
  keyOf,
  open,
  shoreOf,
  type Target,
  type WorldActions,
  type WorldState,
} from './state.ts';

interface WorldTwinProps {
  state: WorldState;
  actions: WorldActions;
  /** Called with what has the focus, so that the picture shows its label. */
  onPoint?: (target: Target | undefined) => void;
  /** The camera, where there is a picture to look around in. */
  pilot?: Pilot | undefined;
}

export function WorldTwin({ state, actions, onPoint, pilot }: WorldTwinProps) {
  const thing = (target: Target, name = describe(target, state)) => (
    <li key={keyOf(target)}>
      <button
        type="button"
        data-thing={keyOf(target)}
        onClick={() => open(target, actions)}
        onFocus={() => onPoint?.(target)}
        onBlur={() => onPoint?.(undefined)}
      >
        {name}
      </button>
    </li>
  );
  const on = <Item extends { domain: DomainName }>(items: readonly Item[], domain: DomainName) =>
    items.filter((item) => shoreOf(state.islands, item.domain) === domain);
  return (
    <nav className="world-twin" aria-label="Your world as a list">
      {pilot !== undefined && <LookAround pilot={pilot} />}
      <h2>Islands</h2>
      <ul>
        {state.islands.map(({ domain, name, fact, habits }) => {
          const target: Target = { kind: 'island', domain };
          return (
            <li key={domain}>
              <button
                type="button"
                data-thing={keyOf(target)}
                onClick={() => open(target, actions)}
                onFocus={() => onPoint?.(target)}
                onBlur={() => onPoint?.(undefined)}
              >
                {name}: {fact}
              </button>
              <Things title={`Habits, ${name}`}>
                {habits.map(({ id, name: habit, streakDays, doneToday }) => (
                  <li key={id} data-habit={id}>
                    {habit}: {counted(streakDays, 'day', 'days')} in a row, {doneToday ? 'done' : 'not done'}{' '}
                    today
                  </li>
                ))}
              </Things>
              <Things title={`Today's entries, ${name}`}>
                {on(state.lanterns, domain).map(({ id }) => thing({ kind: 'lantern', id }))}
              </Things>
              <Things title={`Waiting for your approval, ${name}`}>
                {on(state.beacons, domain).map(({ id }) => thing({ kind: 'beacon', id }))}
              </Things>
              <Things title={`Proposals, ${name}`}>
                {on(state.sprouts, domain).map(({ id }) => thing({ kind: 'sprout', id }))}
              </Things>
              <Things title={`Metrics, ${name}`}>
                {on(state.stones, domain).map(({ metric }) => thing({ kind: 'stone', metric }))}
              </Things>
            </li>
          );
        })}
      </ul>
      {state.year.days.length > 0 && (
        <>
          <h2>
            {state.year.metricTitle}, the last {counted(state.year.days.length, 'day', 'days')}
          </h2>
          {monthsOf(state.year.days).map(({ month, days }) => (
            <details key={month}>
              <summary>{summaryOf(month, days)}</summary>
              <ul>{days.map(({ day, text }) => thing({ kind: 'day', day }, text))}</ul>
            </details>
          ))}
        </>
      )}
    </nav>
  );
}

function Things({ title, children }: { title: string; children: ReactNode[] }) {
  const id = useId();
  if (children.length === 0) return null;
  return (
    <>
      <h3 id={id}>{title}</h3>
      <ul aria-labelledby={id}>{children}</ul>
    </>
  );
}

function LookAround({ pilot }: { pilot: Pilot }) {
  const onKeyDown = (event: KeyboardEvent) => {
    if (steer(event.key, pilot)) event.preventDefault();
  };
  return (
    <button type="button" className="world-look" onKeyDown={onKeyDown} onClick={() => pilot.flyTo(undefined)}>
      Look around: arrow keys turn, plus and minus zoom, Home shows the whole world
    </button>
  );
}

type Days = WorldState['year']['days'];

function monthsOf(days: Days): { month: string; days: Days }[] {
  const months = Map.groupBy(days, ({ day }) => day.slice(0, 7));
  return [...months].map(([month, own]) => ({ month, days: own }));
}

function summaryOf(month: string, days: Days): string {
  const name = new Intl.DateTimeFormat(undefined, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
    new Date(`${month}-01T00:00:00Z`),
  );
  const values = days.flatMap(({ value }) => (value === null ? [] : [value]));
  if (values.length === 0) return `${name}: no values`;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return `${name}: ${counted(values.length, 'day', 'days')} with a value, on average ${Math.round(mean * 100)} of 100`;
}
