// Ground of one island: a polar grid of grass, lip, cliff, beach and the wet foot under water.
import { Color, Vector3 } from 'three';
import { colour, type SolidBuilder } from '../geometry/builder.ts';
import { hash, mix, noise, roughness, smoothstep } from '../geometry/noise.ts';
import { drySand, grassOf, islandColours, wetSand } from './colours.ts';
import type { IslandShape } from './shape.ts';

interface GridPoint {
  at: Vector3;
  tone: Color;
  ring: number;
  slope: number;
}

const meadowRings = 12;
const lipRing = meadowRings + 1;
const footRing = lipRing + 1;

export function addTerrain(builder: SolidBuilder, shape: IslandShape, strength: number): void {
  const spokes = shape.domain === 'home' ? 64 : 48;
  const grid = Array.from({ length: spokes }, (_, k) => spoke(shape, strength, (k / spokes) * Math.PI * 2));
  const rock = colour(islandColours[shape.domain].rock);
  const lip = lipColour(grassOf(shape.domain, strength).light);
  grid.forEach((here, k) => {
    const next = grid[(k + 1) % spokes] ?? here;
    for (let ring = 0; ring + 1 < here.length; ring++) {
      const corners = [here[ring], next[ring], next[ring + 1], here[ring + 1]];
      const [a, b, c, d] = corners;
      if (a === undefined || b === undefined || c === undefined || d === undefined) continue;
      addFace(builder, shape, [a, b, c], rock, lip);
      addFace(builder, shape, [a, c, d], rock, lip);
    }
  });
}

function spoke(shape: IslandShape, strength: number, angle: number): GridPoint[] {
  const shore = shape.shoreAt(angle);
  const lip = shape.lipAt(angle);
  const slope = shape.slopeAt(angle);
  const meadow = Array.from({ length: meadowRings }, (_, ring) => (ring / (meadowRings - 1)) * (lip - 0.05));
  const shares = [...meadow, lip - 0.018, lip, lip + 0.045, mix(lip + 0.045, 1, 0.5), 1, 1.16];
  const grass = grassOf(shape.domain, strength);
  return shares.map((share, ring) => {
    const [x, z] = [Math.cos(angle) * shore * share, Math.sin(angle) * shore * share];
    const tone = ground(shape, ring, x, z, grass, slope);
    return { at: new Vector3(x, shape.heightOn(angle, share), z), tone, ring, slope };
  });
}

function ground(
  shape: IslandShape,
  ring: number,
  x: number,
  z: number,
  grass: { dark: Color; light: Color },
  slope: number,
): Color {
  if (ring < meadowRings) {
    const patches = roughness(x * 0.8 + shape.seed * 3, z * 0.8 + 4);
    const tone = grass.dark.clone().lerp(grass.light, smoothstep(0.3, 0.7, patches));
    return tone.multiplyScalar(0.95 + 0.1 * noise(x * 3 + shape.seed, z * 3));
  }
  if (ring < lipRing) return grass.light;
  if (ring === lipRing) return lipColour(grass.light);
  if (ring === footRing) {
    const rock = colour(islandColours[shape.domain].rock);
    const foot = new Color(drySand).lerp(rock, 0.35).multiplyScalar(0.72);
    return foot.lerp(lipColour(grass.light), slope);
  }
  if (ring === footRing + 1) return colour(drySand);
  return ring === footRing + 2 ? colour(wetSand) : new Color(wetSand).multiplyScalar(0.6);
}

function lipColour(lightGrass: Color): Color {
  return lightGrass.clone().lerp(colour('#F4EFB4'), 0.35);
}

const edge = new Vector3();
const normal = new Vector3();
const at = new Vector3();
const tone = new Color();

function addFace(
  builder: SolidBuilder,
  shape: IslandShape,
  corners: readonly [GridPoint, GridPoint, GridPoint],
  rock: Color,
  lip: Color,
): void {
  const [a, b, c] = corners;
  edge.subVectors(b.at, a.at);
  normal.subVectors(c.at, a.at);
  normal.crossVectors(edge, normal);
  if (normal.lengthSq() < 1e-9) return;
  normal.normalize();
  const ring = (a.ring + b.ring + c.ring) / 3;
  const isCliff = ring > lipRing && ring < footRing;
  const isSteep = normal.y < 0.72 && ring < lipRing;
  const grain = 1 + (hash(builder.positions.length, 7) - 0.5) * 0.045;
  for (const corner of corners) {
    if (isCliff)
      tone
        .copy(rock)
        .multiplyScalar(corner.ring === footRing ? 0.62 : 1.08)
        .lerp(lip, corner.slope);
    else if (isSteep) tone.copy(rock).lerp(corner.tone, 0.3);
    else tone.copy(corner.tone);
    at.set(corner.at.x + shape.x, corner.at.y, corner.at.z + shape.z);
    builder.vertex(at, normal, tone.multiplyScalar(grain));
  }
}
