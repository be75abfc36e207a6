import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { emptyLife, fullLife } from './demo/life.ts';
import { keyOf, open, type Target, type WorldActions, type WorldState } from './state.ts';
import { WorldTwin } from './WorldTwin.tsx';

const silent: WorldActions = {
  openDay: () => undefined,
  openEntry: () => undefined,
  openApproval: () => undefined,
  openProposal: () => undefined,
  openMetric: () => undefined,
  openDomain: () => undefined,
};

function targetsOf(state: WorldState): Target[] {
  return [
    ...state.islands.map(({ domain }): Target => ({ kind: 'island', domain })),
    ...state.lanterns.map(({ id }): Target => ({ kind: 'lantern', id })),
    ...state.beacons.map(({ id }): Target => ({ kind: 'beacon', id })),
    ...state.sprouts.map(({ id }): Target => ({ kind: 'sprout', id })),
    ...state.stones.map(({ metric }): Target => ({ kind: 'stone', metric })),
    ...state.year.days.map(({ day }): Target => ({ kind: 'day', day })),
  ];
}

const buttonsOf = (html: string) =>
  [...html.matchAll(/<button type="button" data-thing="([^"]+)">([^<]*)<\/button>/g)].map(
    ([, key = '', name = '']) => ({ key, name }),
  );

describe.each([
  ['a full life', fullLife(13)],
  ['a first day', emptyLife(9)],
])('the twin of %s', (_, state) => {
  const html = renderToStaticMarkup(<WorldTwin state={state} actions={silent} />);

  it('has exactly one named button for each thing of the state', () => {
    const buttons = buttonsOf(html);
    expect(buttons.map(({ key }) => key).sort()).toEqual(targetsOf(state).map(keyOf).sort());
    for (const { key, name } of buttons) expect(name.trim(), key).not.toBe('');
  });

  it('lists all habits', () => {
    const habits = [...html.matchAll(/data-habit="([^"]+)"/g)].map(([, id]) => id);
    expect(habits).toEqual(state.islands.flatMap((island) => island.habits.map(({ id }) => id)));
  });

  it('sums up each month', () => {
    const months = new Set(state.year.days.map(({ day }) => day.slice(0, 7)));
    expect(html.match(/<details/g)).toHaveLength(months.size);
  });

  it('is a named landmark', () => {
    expect(html).toMatch(/^<nav [^>]*aria-label="Your world as a list"/);
  });
});

it('keeps what belongs to a domain without an island: it is listed at home', () => {
  const { beacons } = fullLife(13);
  const state = { ...emptyLife(9), beacons };
  const keys = buttonsOf(renderToStaticMarkup(<WorldTwin state={state} actions={silent} />)).map(
    ({ key }) => key,
  );
  for (const { id } of beacons) expect(keys).toContain(`beacon:${id}`);
});

it('calls the action that belongs to each kind of thing', () => {
  const called: string[] = [];
  const actions: WorldActions = {
    openDay: (id) => called.push(`day ${id}`),
    openEntry: (id) => called.push(`entry ${id}`),
    openApproval: (id) => called.push(`approval ${id}`),
    openProposal: (id) => called.push(`proposal ${id}`),
    openMetric: (id) => called.push(`metric ${id}`),
    openDomain: (id) => called.push(`domain ${id}`),
  };
  open({ kind: 'island', domain: 'health' }, actions);
  open({ kind: 'lantern', id: '1' }, actions);
  open({ kind: 'beacon', id: '2' }, actions);
  open({ kind: 'sprout', id: '3' }, actions);
  open({ kind: 'stone', metric: 'mood' }, actions);
  open({ kind: 'day', day: '2026-11-21' }, actions);
  expect(called).toEqual([
    'domain health',
    'entry 1',
    'approval 2',
    'proposal 3',
    'metric mood',
    'day 2026-11-21',
  ]);
});
