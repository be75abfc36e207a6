import { expect, it } from 'vitest';
import { shapeOf } from '../island/shape.ts';
import { layoutFor } from '../layout.ts';
import { measureField } from './shore.ts';

it('measures the distance to the waterline and to the year path', () => {
  const [home] = layoutFor([], 'wide').islands.map(shapeOf);
  if (home === undefined) throw new Error('home is always there');
  const side = 192;
  const { values } = measureField([home], [{ x: 11, z: 0 }], 96, side);
  const at = (x: number, z: number) => {
    const index = (Math.floor(((z + 48) / 96) * side) * side + Math.floor(((x + 48) / 96) * side)) * 2;
    return { shore: values[index] ?? 0, path: values[index + 1] ?? 0 };
  };
  expect(at(home.x, home.z).shore).toBeLessThan(-4);
  const edge = home.shoreAt(0);
  expect(at(home.x + edge, home.z).shore).toBeCloseTo(0, 0);
  expect(at(home.x + edge + 3, home.z).shore).toBeCloseTo(3, 0);
  expect(at(-40, -40)).toEqual({ shore: 14, path: 9 });
  expect(at(11, 0).path).toBeLessThan(0);
});
