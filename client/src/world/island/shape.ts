// The form of an island, as functions of angle and place: pure, so that buildings, trees, lanterns, shore foam and the hand
// that picks all agree on where the ground is. Local coordinates have the island's centre at 0, 0.
import { clamp, mix, noise, roughness, smoothstep } from '../geometry/noise.ts';
import type { IslandPlace } from '../layout.ts';
import { type DomainName, domainNames } from '../state.ts';

export interface IslandShape extends IslandPlace {
  seed: number;
  /** Size of what stands on it, against the size for which the buildings were drawn. */
  scale: number;
  /** Distance of the waterline from the centre. */
  shoreAt(angle: number): number;
  /** Where the plateau ends, as a share of the distance to the waterline. */
  lipAt(angle: number): number;
  /** 1 where the plateau slopes down to the beach, 0 where it ends in a cliff. */
  slopeAt(angle: number): number;
  /** Height at a share of the distance to the waterline; above 1 it is under water. */
  heightOn(angle: number, share: number): number;
  heightAt(x: number, z: number): number;
}

const plateaus: Partial<Record<DomainName, number>> = {
  home: 0.72,
  legal: 0.95,
  career: 0.8,
  health: 0.62,
  shopping: 0.5,
  travel: 0.42,
  creator: 0.85,
};
const beach = 0.2; // height of the sand at the foot of a cliff
const cliff = 0.045; // width of a cliff, as a share

export function shapeOf(place: IslandPlace): IslandShape {
  const { domain, radius } = place;
  const seed = domainNames.indexOf(domain) * 13.7 + 2.3;
  const scale = radius / (domain === 'home' ? 6 : 3.8);
  const plateau = (plateaus[domain] ?? 0.65) * scale;

  const shoreAt = (angle: number) => {
    const [x, z] = [Math.cos(angle), Math.sin(angle)];
    const bays = 0.34 * noise(x * 1.35 + seed, z * 1.35 + seed * 1.7);
    return radius * (0.84 + bays + 0.07 * (noise(x * 3.1 + seed * 2, z * 3.1 + 5) - 0.5));
  };
  const lipAt = (angle: number) => {
    const wave = noise(Math.cos(angle) * 1.9 + seed * 3, Math.sin(angle) * 1.9 + 8) - 0.5;
    return 0.8 + 0.12 * wave - 0.07 * Math.max(0, Math.sin(angle + 0.5));
  };
  const slopeAt = (angle: number) =>
    smoothstep(0.56, 0.7, noise(Math.cos(angle) * 1.6 + seed * 5, Math.sin(angle) * 1.6 + 2));

  const heightOn = (angle: number, share: number) => {
    const lip = lipAt(angle);
    const reach = shoreAt(angle) * share;
    const [x, z] = [Math.cos(angle) * reach, Math.sin(angle) * reach];
    const hills = hillAt(domain, x / radius, z / radius) * scale * smoothstep(lip, lip - 0.3, share);
    const top = plateau + hills + (roughness(x * 0.9 + seed, z * 0.9) - 0.5) * 0.1;
    if (share <= lip) return top - 0.09 * smoothstep(lip - 0.07, lip, share);
    const foot = mix(beach, top * 0.8, slopeAt(angle));
    if (share < lip + cliff) return mix(top - 0.09, foot, (share - lip) / cliff);
    if (share < 1) return mix(foot, 0, (share - lip - cliff) / (1 - lip - cliff));
    return -(share - 1) * 2.4;
  };

  return {
    ...place,
    seed,
    scale,
    shoreAt,
    lipAt,
    slopeAt,
    heightOn,
    heightAt: (x, z) => {
      const angle = Math.atan2(z, x);
      return heightOn(angle, Math.hypot(x, z) / shoreAt(angle));
    },
  };
}

/** Hills of each island, in shares of its radius. */
function hillAt(domain: DomainName, x: number, z: number): number {
  const hill = (cx: number, cz: number, width: number) =>
    Math.exp(-((x - cx) ** 2 + (z - cz) ** 2) / width ** 2);
  switch (domain) {
    case 'career':
      return terraces(Math.max(0, 1 - Math.hypot(x - 0.02, z + 0.12) / 0.66) * 4, 0.36);
    case 'finance':
      return terraces(clamp(-z * 0.55 + x * 0.25 + 0.35, 0, 1) * 4.2, 0.17);
    case 'health':
      return 0.55 * hill(-0.25, -0.2, 0.4) + 0.35 * hill(0.35, -0.3, 0.3);
    case 'legal':
      return 0.5 * smoothstep(0.64, 0.5, Math.hypot(x, z + 0.05));
    case 'creator':
      return 0.8 * hill(0.3, -0.3, 0.3) + 0.25 * hill(-0.4, 0, 0.3);
    case 'travel':
      return 0.25 * hill(0.2, -0.3, 0.4);
    case 'communication':
      return 0.85 * hill(0, -0.15, 0.42);
    case 'home':
      return 0.28 * hill(-0.35, -0.35, 0.4) + 0.18 * hill(0.5, -0.2, 0.3);
    case 'family':
      return 0.3 * hill(0.3, -0.35, 0.4);
    case 'shopping':
      return 0.22 * hill(-0.2, -0.3, 0.5);
  }
}

function terraces(steps: number, height: number): number {
  const level = Math.floor(steps);
  return (level + smoothstep(0, 0.24, steps - level)) * height;
}
