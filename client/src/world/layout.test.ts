import { describe, expect, it } from 'vitest';
import { shapeOf } from './island/shape.ts';
import { closeView, kindFor, type LayoutKind, layoutFor, overviewOf } from './layout.ts';
import { domainNames } from './state.ts';

const kinds: LayoutKind[] = ['wide', 'tall'];

describe.each(kinds)('the %s layout', (kind) => {
  const layout = layoutFor(domainNames, kind);
  const shores = layout.islands.map((place) => {
    const shape = shapeOf(place);
    const reach = Math.max(...Array.from({ length: 72 }, (_, k) => shape.shoreAt((k / 36) * Math.PI)));
    return { ...place, reach };
  });

  it('keeps water between any two islands', () => {
    for (const a of shores)
      for (const b of shores)
        if (a.domain < b.domain)
          expect(Math.hypot(a.x - b.x, a.z - b.z), `${a.domain} and ${b.domain}`).toBeGreaterThan(
            a.reach + b.reach,
          );
  });

  it('leads the year path around home, and through no other island', () => {
    const { x, z, radiusX, radiusZ } = layout.path;
    for (let angle = 0; angle < Math.PI * 2; angle += 0.05) {
      const [px, pz] = [x + Math.cos(angle) * radiusX, z + Math.sin(angle) * radiusZ];
      for (const { domain, x: cx, z: cz, reach } of shores) {
        const toShore = Math.hypot(px - cx, pz - cz) - reach;
        expect(toShore, domain).toBeGreaterThan(0.4);
      }
    }
  });

  it('has room for all islands in the distance field', () => {
    for (const { x, z, reach } of shores)
      expect(Math.max(Math.abs(x), Math.abs(z)) + reach).toBeLessThan(layout.fieldSize / 2);
  });

  it('never moves an island when another one appears', () => {
    const alone = layoutFor(['health'], kind).islands;
    expect(alone.map(({ domain }) => domain)).toEqual(['home', 'health']);
    for (const place of alone) expect(layout.islands).toContainEqual(place);
  });

  it('always has home, and looks at it from nearer when nothing else is there', () => {
    const first = layoutFor([], kind);
    expect(first.islands.map(({ domain }) => domain)).toEqual(['home']);
    expect(overviewOf(first, 1.6).distance).toBeLessThan(overviewOf(layout, 1.6).distance);
  });

  it('flies to each island with the island in the middle', () => {
    for (const place of layout.islands) expect(closeView(place, 1.6).target[0]).toBe(place.x);
  });
});

it('steps back in a narrow window, or the outer islands would be cut off', () => {
  const layout = layoutFor(domainNames, 'wide');
  expect(overviewOf(layout, 1).distance).toBeGreaterThan(overviewOf(layout, 1.6).distance);
  expect(overviewOf(layout, 2.4)).toEqual(overviewOf(layout, 1.6));
});

it('is tall on a phone and wide on a desk', () => {
  expect(kindFor(390, 844)).toBe('tall');
  expect(kindFor(1440, 900)).toBe('wide');
  expect(kindFor(720, 300)).toBe('wide');
});

it('moves the islands up in a phone’s window that is less high, to leave the legend its water', () => {
  const layout = layoutFor(domainNames, 'tall');
  const height = (aspect: number) => overviewOf(layout, aspect).target[1];
  expect(height(390 / 711)).toBeLessThan(height(390 / 844));
  expect(height(360 / 900)).toBe(height(390 / 844));
});
