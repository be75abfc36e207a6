import { describe, expect, it } from 'vitest';
import { emptyLife, fullLife } from './demo/life.ts';
import { plant, plantKinds } from './grove/planting.ts';
import { type SlotKind, slotsMax } from './island/slots.ts';
import { type LayoutKind, layoutFor } from './layout.ts';
import { groundsOf, lampsOf, placeItems } from './plan.ts';
import { domainNames } from './state.ts';

const kinds: LayoutKind[] = ['wide', 'tall'];

describe.each(kinds)('places on the islands of the %s layout', (kind) => {
  const grounds = groundsOf(layoutFor(domainNames, kind));

  it('are enough for a full day', () => {
    for (const { shape, slots } of grounds) {
      expect(slots.lantern.length, shape.domain).toBeGreaterThanOrEqual(20);
      expect(slots.lantern.length, shape.domain).toBeLessThanOrEqual(slotsMax.lantern);
      for (const slot of ['beacon', 'sprout', 'stone'] as SlotKind[])
        expect(slots[slot].length, `${shape.domain} ${slot}`).toBeGreaterThanOrEqual(5);
    }
  });

  it('lie on dry ground and not on each other', () => {
    for (const { shape, slots } of grounds) {
      const spots = Object.values(slots).flat();
      for (const [i, a] of spots.entries()) {
        expect(a.y, shape.domain).toBeGreaterThan(0.02);
        for (const b of spots.slice(i + 1))
          expect(Math.hypot(a.x - b.x, a.z - b.z), shape.domain).toBeGreaterThan(0.4);
      }
    }
  });
});

describe('things', () => {
  const grounds = groundsOf(layoutFor(domainNames, 'wide'));
  const life = fullLife(13);

  it('are all placed, each on its own island', () => {
    const items = placeItems(grounds, life);
    expect(items.lanterns.map(({ item }) => item.id).sort()).toEqual(
      life.lanterns.map(({ id }) => id).sort(),
    );
    expect(items.beacons).toHaveLength(life.beacons.length);
    expect(items.sprouts).toHaveLength(life.sprouts.length);
    expect(items.stones).toHaveLength(life.stones.length);
    for (const { item, spot } of items.lanterns) {
      const own = grounds.find(({ shape }) => shape.domain === item.domain)?.shape;
      expect(Math.hypot(spot.x - (own?.x ?? 99), spot.z - (own?.z ?? 99))).toBeLessThan(
        (own?.radius ?? 0) * 1.2,
      );
    }
  });

  it('keep their places when one more is logged', () => {
    const before = placeItems(grounds, life).lanterns;
    const more = { id: 'new', domain: 'health' as const, title: 'Stretching', time: '19:00' };
    const after = placeItems(grounds, { ...life, lanterns: [...life.lanterns, more] }).lanterns;
    for (const { item, spot } of before)
      expect(after.find((lantern) => lantern.item.id === item.id)?.spot).toEqual(spot);
  });

  it('stand at home when their domain has no island', () => {
    const homeOnly = groundsOf(layoutFor([], 'wide'));
    expect(placeItems(homeOnly, life).beacons).toHaveLength(2);
  });

  it('beyond the room of an island are counted, not drawn', () => {
    const lanterns = Array.from({ length: 31 }, (_, k) => ({
      id: String(k),
      domain: 'health' as const,
      title: '',
      time: '',
    }));
    const items = placeItems(grounds, { ...life, lanterns });
    expect(items.lanterns.length).toBeLessThanOrEqual(24);
    expect(items.unlitByDomain.get('health')).toBe(31 - items.lanterns.length);
  });

  it('shine: each lantern and each approval is a lamp', () => {
    const count = (state: typeof life) => lampsOf(grounds, placeItems(grounds, state), undefined).length;
    expect(count(life) - count(emptyLife(13))).toBe(20 + 2 - 3);
  });
});

describe('a grove', () => {
  const grounds = groundsOf(layoutFor(['health'], 'wide'));
  const treesAt = (strength: number) => {
    const planting = plant(grounds, () => strength);
    return planting.round.length + planting.pine.length;
  };

  it('grows with habit strength', () => {
    expect(treesAt(0.5)).toBeGreaterThan(treesAt(0) * 2);
    expect(treesAt(1)).toBeGreaterThan(treesAt(0.5) * 1.3);
  });

  it('is the same each time it is planted', () => {
    expect(plant(grounds, () => 0.6)).toEqual(plant(grounds, () => 0.6));
  });

  it('never grows outside its island', () => {
    const planting = plant(grounds, () => 1);
    for (const kind of plantKinds)
      for (const { x = 0, z = 0 } of planting[kind])
        expect(
          grounds.some(({ shape }) => {
            const angle = Math.atan2(z - shape.z, x - shape.x);
            return Math.hypot(x - shape.x, z - shape.z) < shape.shoreAt(angle) * 1.15;
          }),
        ).toBe(true);
  });
});
