import { Color } from 'three';
import { describe, expect, it } from 'vitest';
import { SolidBuilder } from './builder.ts';

describe('SolidBuilder', () => {
  it('merges parts into one geometry with all attributes', () => {
    const geometry = new SolidBuilder()
      .box(1, 2, 3)
      .cone(1, 1, 6)
      .triangles([0, 0, 0, 1, 0, 0, 0, 1, 0])
      .build();
    const corners = 12 * 3 + (6 + 6) * 3 + 3;
    expect(geometry.index).toBeNull();
    for (const [name, size] of [
      ['position', 3],
      ['normal', 3],
      ['color', 3],
      ['aFx', 3],
    ] as const) {
      expect(geometry.getAttribute(name).count, name).toBe(corners);
      expect(geometry.getAttribute(name).itemSize, name).toBe(size);
    }
  });

  it('stands parts on their foot and nests frames', () => {
    const geometry = new SolidBuilder()
      .at({ x: 10, scale: 2 }, (b) => b.at({ y: 1 }, () => b.box(1, 2, 1)))
      .build();
    geometry.computeBoundingBox();
    expect(geometry.boundingBox?.min.toArray()).toEqual([9, 2, -1]);
    expect(geometry.boundingBox?.max.toArray()).toEqual([11, 6, 1]);
  });

  it('points hard normals out of each face, all of length 1', () => {
    const geometry = new SolidBuilder().box(1, 1, 1).blob(1, 1, 0.2, 3, { soft: 0.6 }).build();
    const [at, normal] = [geometry.getAttribute('position'), geometry.getAttribute('normal')];
    for (let i = 0; i < at.count; i++)
      expect(Math.hypot(normal.getX(i), normal.getY(i), normal.getZ(i))).toBeCloseTo(1, 5);
  });

  it('writes colour, glow, tint and sway', () => {
    const geometry = new SolidBuilder()
      .box(1, 1, 1, { colour: '#ff8000', foot: 0, grain: 0, glow: 0.5, tint: 1, sway: 1 })
      .build();
    const orange = new Color('#ff8000');
    expect(geometry.getAttribute('color').getX(0)).toBeCloseTo(orange.r);
    expect(geometry.getAttribute('color').getY(0)).toBeCloseTo(orange.g);
    const fx = geometry.getAttribute('aFx');
    const at = geometry.getAttribute('position');
    for (let i = 0; i < fx.count; i++) {
      expect([fx.getX(i), fx.getY(i)]).toEqual([0.5, 1]);
      expect(fx.getZ(i)).toBeCloseTo(at.getY(i)); // the foot stands, the top sways
    }
  });

  it('builds the same twice', () => {
    const build = () => Array.from(new SolidBuilder().blob(1, 1, 0.3, 5).build().getAttribute('color').array);
    expect(build()).toEqual(build());
  });
});
