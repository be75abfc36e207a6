import { Ray, Vector3 } from 'three';
import { describe, expect, it } from 'vitest';
import { fullLife } from '../demo/life.ts';
import { layoutFor } from '../layout.ts';
import { groundsOf, placeItems } from '../plan.ts';
import { domainNames, keyOf } from '../state.ts';
import { planYear } from '../yearpath/year.ts';
import { pickAt, pickablesOf } from './pick.ts';

const life = fullLife(13);
const layout = layoutFor(domainNames, 'wide');
const grounds = groundsOf(layout);
const pickables = pickablesOf(placeItems(grounds, life), planYear(layout.path, life.year.days));
const eye = new Vector3(0, 17.6, 46.5);
const rayTo = (x: number, y: number, z: number) =>
  new Ray(eye.clone(), new Vector3(x, y, z).sub(eye).normalize());

describe('picking', () => {
  it('has one thing for each in the state', () => {
    const { lanterns, beacons, sprouts, stones, year } = life;
    const keys = pickables.map(({ target }) => keyOf(target));
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(
      lanterns.length + beacons.length + sprouts.length + stones.length + year.days.length,
    );
  });

  it('finds each thing that is pointed at', () => {
    for (const { target, at } of pickables)
      expect(pickAt(rayTo(...at), 0.0001, pickables, grounds)).toEqual(target);
  });

  it('forgives a hand that is near, but not one that is far', () => {
    const beacon = pickables[0];
    const [x, y, z] = beacon?.at ?? [0, 0, 0];
    expect(
      pickAt(
        rayTo(x + 1.6, y, z),
        0.05,
        [pickables[0]].flatMap((p) => p ?? []),
        grounds,
      ),
    ).toEqual(beacon?.target);
    expect(pickAt(rayTo(x + 9, y + 9, z), 0.01, pickables, [])).toBeUndefined();
  });

  it('finds the island under the ray, and nothing on open water', () => {
    const { x, z } = layout.islands.find(({ domain }) => domain === 'shopping') ?? { x: 0, z: 0 };
    expect(pickAt(rayTo(x, 0.4, z + 2.4), 0, [], grounds)).toEqual({ kind: 'island', domain: 'shopping' });
    expect(pickAt(rayTo(0, 0, 24), 0, [], grounds)).toBeUndefined();
  });
});
