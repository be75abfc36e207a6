import { describe, expect, it } from 'vitest';
import { placeLabels, type Wish } from './place.ts';

const room = { width: 400, height: 300, taken: [], cared: [] };
const wish = (key: string, x: number, y: number, more: Partial<Wish> = {}): Wish => ({
  key,
  x,
  y,
  width: 80,
  height: 20,
  offsets: [
    [0, 0],
    [0, 26],
  ],
  ...more,
});

describe('placing labels', () => {
  it('moves the later of two aside, and hides it when no place is left', () => {
    const places = placeLabels([wish('a', 200, 100), wish('b', 210, 100), wish('c', 205, 100)], room);
    expect(places.get('a')?.top).toBe(100);
    expect(places.get('b')?.top).toBe(126);
    expect(places.has('c')).toBe(false);
  });

  it('shows a needed one all the same', () => {
    const places = placeLabels(
      [wish('a', 200, 100), wish('b', 200, 126), wish('c', 200, 100, { manner: 'needed' })],
      room,
    );
    expect(places.has('c')).toBe(true);
  });

  it('keeps labels inside the picture, and drops what is outside of it', () => {
    const places = placeLabels([wish('a', 5, 100), wish('b', -5, 100), wish('c', 399, 200)], room);
    expect(places.get('a')?.left).toBe(8);
    expect(places.get('c')?.left).toBe(400 - 80 - 8);
    expect(places.has('b')).toBe(false);
  });

  it('would rather not cover what is worth seeing; a shy label hides instead', () => {
    const cared = [{ left: 150, right: 250, top: 90, bottom: 110 }];
    expect(placeLabels([wish('a', 200, 100)], { ...room, cared }).get('a')?.top).toBe(126);
    const all = [{ left: 0, right: 400, top: 0, bottom: 300 }];
    expect(placeLabels([wish('a', 200, 100)], { ...room, cared: all }).has('a')).toBe(true);
    expect(placeLabels([wish('a', 200, 100, { manner: 'shy' })], { ...room, cared: all }).has('a')).toBe(
      false,
    );
  });
});
