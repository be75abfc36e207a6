// Where the islands lie, for a wide screen and for a tall one. A domain always has the same place, so that a new island
// never moves the others. Units: a tree is 1 to 2 high. The viewer looks along -z; x is to the right.
import { type DomainName, domainNames } from './state.ts';

export type LayoutKind = 'wide' | 'tall';

export interface IslandPlace {
  domain: DomainName;
  x: number;
  z: number;
  radius: number;
}

export interface Ellipse {
  x: number;
  z: number;
  radiusX: number;
  radiusZ: number;
}

export interface View {
  target: readonly [number, number, number];
  /** Radians; 0 looks along -z, positive comes from the right. */
  yaw: number;
  /** Radians above the water. */
  pitch: number;
  distance: number;
  /** Vertical field of view in degrees. */
  fov: number;
}

export interface Layout {
  kind: LayoutKind;
  islands: IslandPlace[];
  path: Ellipse;
  /** Camera height that moves the false horizon by 1; see the sky. */
  horizonHeight: number;
  fogStart: number;
  /** Side of the square, centred at the origin, that the distance field covers. */
  fieldSize: number;
  /** Half sizes of the box that casts shadows: x, then towards and away from the viewer. */
  shadow: { half: number; near: number; far: number };
}

type Places = Record<DomainName, readonly [x: number, z: number, radius: number]>;

const wide: Places = {
  home: [0, 1, 6],
  health: [-13.9, 13.1, 4.2],
  family: [-20.8, -1.4, 3.8],
  creator: [-17.4, -10.8, 3.6],
  travel: [-9.2, -16, 3.4],
  legal: [0.6, -20.5, 3.5],
  communication: [10.6, -16, 3.3],
  career: [18, -10, 3.9],
  finance: [20.8, -0.8, 3.8],
  shopping: [13.8, 12.7, 3.7],
};

const tall: Places = {
  home: [0, 2, 4.7],
  health: [-4.6, 15.4, 3.4],
  family: [-7.7, -10.4, 3.3],
  creator: [-9.8, -28.6, 4],
  travel: [-7.6, -54, 5.3],
  legal: [0.1, -19, 3.3],
  communication: [7.6, -54, 5.2],
  career: [9.9, -28.6, 4.1],
  finance: [7.7, -10.4, 3.3],
  shopping: [4.9, 15, 3.2],
};

export function layoutFor(domains: readonly DomainName[], kind: LayoutKind): Layout {
  const places = kind === 'wide' ? wide : tall;
  const islands = domainNames
    .filter((domain) => domain === 'home' || domains.includes(domain))
    .map((domain) => {
      const [x, z, radius] = places[domain];
      return { domain, x, z, radius };
    });
  return { kind, islands, ...stages[kind] };
}

const stages: Record<LayoutKind, Omit<Layout, 'kind' | 'islands'>> = {
  wide: {
    path: { x: 0, z: 1.2, radiusX: 10.9, radiusZ: 8.9 },
    horizonHeight: 175,
    fogStart: 41,
    fieldSize: 96,
    shadow: { half: 29, near: 24, far: 24 },
  },
  tall: {
    path: { x: 0, z: 2.1, radiusX: 7.3, radiusZ: 7.6 },
    horizonHeight: 150,
    fogStart: 56,
    fieldSize: 128,
    shadow: { half: 24, near: 26, far: 42 },
  },
};

/** The composed view of the whole world. A life of one island is looked at from nearer. */
export function overviewOf({ kind, islands }: Layout, aspect: number): View {
  const isSmall = islands.length === 1;
  return kind === 'wide' ? wideView(aspect, isSmall) : tallView(aspect, isSmall);
}

export function kindFor(widthPx: number, heightPx: number): LayoutKind {
  return widthPx < heightPx * 0.85 ? 'tall' : 'wide';
}

/** The view of one island, from its front right, with water before it. A narrow window steps back. */
export function closeView(place: IslandPlace, aspect: number): View {
  const side = place.x > 4 ? -1 : 1; // from the side of the open water, so that the neighbours stay in the picture
  return {
    target: [place.x, 1.5, place.z - place.radius * 0.2],
    yaw: 0.34 * side,
    pitch: 0.33,
    distance: (place.radius * 3.4 + 1.8) * Math.max(1, 0.95 / aspect),
    fov: 40,
  };
}

// The picture is composed for 16:10. A narrower window steps back, or the outer islands would be cut off.
function wideView(aspect: number, isSmall: boolean): View {
  const stepBack = Math.max(1, 1.6 / aspect) ** 0.9;
  const distance = (isSmall ? 36 : 48) * stepBack;
  return { target: [0, isSmall ? 3.6 : 5.6, 0], yaw: 0, pitch: 0.253, distance, fov: 39 };
}

// Composed for a whole phone, 390:844. A window that is less high leaves a larger share of itself to the legend and has sky to
// spare above, so there the camera looks lower and the islands move up.
function tallView(aspect: number, isSmall: boolean): View {
  const lowered = Math.max(0, Math.min(0.85, aspect) - 390 / 844) * 34;
  return isSmall
    ? { target: [0, 2.4 - lowered, 2], yaw: 0, pitch: 0.42, distance: 45, fov: 46 }
    : { target: [0, 3.4 - lowered, 0], yaw: 0, pitch: 0.535, distance: 50, fov: 50 };
}
