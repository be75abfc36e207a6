// Distance to the shore and to the year path over a square of sea, built once on the CPU: with it one flat disc knows where it
// is shallow and where foam runs. R is the distance to the waterline (below 0 on land), G to the nearest rosette of days.
import { DataTexture, DataUtils, HalfFloatType, LinearFilter, RGFormat } from 'three';
import type { IslandShape } from '../island/shape.ts';

export const farFromShore = 14;
const farFromPath = 9;
const shoreReach = 9.5; // beyond it the water has its deepest colour
const pathReach = 3;
const rosetteRadius = 0.56;
const bearings = 512;

export interface Field {
  side: number;
  /** Two numbers for each texel: shore, path. */
  values: Float32Array;
}

export function measureField(
  shapes: readonly IslandShape[],
  rosettes: readonly { x: number; z: number }[],
  sizeUnits: number,
  side: number,
): Field {
  const values = new Float32Array(side * side * 2);
  for (let i = 0; i < values.length; i += 2) {
    values[i] = farFromShore;
    values[i + 1] = farFromPath;
  }
  const lower = (index: number, distance: number) => {
    if (distance < (values[index] ?? 0)) values[index] = distance;
  };
  for (const shape of shapes) {
    const shore = Float32Array.from({ length: bearings }, (_, k) =>
      shape.shoreAt((k / bearings) * Math.PI * 2),
    );
    eachTexel(shape, shape.radius * 1.2 + shoreReach, sizeUnits, side, (index, dx, dz) => {
      const bearing = (Math.atan2(dz, dx) / (Math.PI * 2) + 1) * bearings;
      const whole = Math.floor(bearing);
      const [a, b] = [shore[whole % bearings] ?? 0, shore[(whole + 1) % bearings] ?? 0];
      lower(index, Math.hypot(dx, dz) - (a + (b - a) * (bearing - whole)));
    });
  }
  for (const rosette of rosettes)
    eachTexel(rosette, pathReach, sizeUnits, side, (index, dx, dz) =>
      lower(index + 1, Math.hypot(dx, dz) - rosetteRadius),
    );
  return { side, values };
}

export function fieldTexture({ side, values }: Field): DataTexture {
  const halves = Uint16Array.from(values, (value) => DataUtils.toHalfFloat(value));
  const texture = new DataTexture(halves, side, side, RGFormat, HalfFloatType);
  texture.magFilter = LinearFilter;
  texture.minFilter = LinearFilter;
  texture.needsUpdate = true;
  return texture;
}

function eachTexel(
  centre: { x: number; z: number },
  reach: number,
  sizeUnits: number,
  side: number,
  visit: (index: number, dx: number, dz: number) => void,
): void {
  const texel = sizeUnits / side;
  const toIndex = (at: number) => Math.min(side - 1, Math.max(0, Math.floor((at + sizeUnits / 2) / texel)));
  for (let j = toIndex(centre.z - reach); j <= toIndex(centre.z + reach); j++)
    for (let i = toIndex(centre.x - reach); i <= toIndex(centre.x + reach); i++) {
      const dx = (i + 0.5) * texel - sizeUnits / 2 - centre.x;
      const dz = (j + 0.5) * texel - sizeUnits / 2 - centre.z;
      visit((j * side + i) * 2, dx, dz);
    }
}
