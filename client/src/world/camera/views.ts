// The camera as four numbers around a target: pure, bounded, and eased between two places.
import { clamp, mix } from '../geometry/noise.ts';
import type { View } from '../layout.ts';

export interface Reach {
  yaw: number;
  pitchDown: number;
  pitchUp: number;
  near: number;
  far: number;
}

/** How far one may turn from a composed view before it would show the back of the stage. */
export const overviewReach: Reach = { yaw: 0.6, pitchDown: 0.1, pitchUp: 0.42, near: 0.45, far: 1.12 };
export const closeReach: Reach = { yaw: 1.3, pitchDown: 0.18, pitchUp: 0.6, near: 0.6, far: 1.7 };

export function bounded(view: View, base: View, reach: Reach): View {
  return {
    ...view,
    yaw: clamp(view.yaw, base.yaw - reach.yaw, base.yaw + reach.yaw),
    pitch: clamp(view.pitch, base.pitch - reach.pitchDown, base.pitch + reach.pitchUp),
    distance: clamp(view.distance, base.distance * reach.near, base.distance * reach.far),
  };
}

export function between(from: View, to: View, t: number): View {
  const eased = t < 0.5 ? 4 * t ** 3 : 1 - (-2 * t + 2) ** 3 / 2;
  const blend = (a: number, b: number) => mix(a, b, eased);
  return {
    target: [
      blend(from.target[0], to.target[0]),
      blend(from.target[1], to.target[1]),
      blend(from.target[2], to.target[2]),
    ],
    yaw: blend(from.yaw, to.yaw),
    pitch: blend(from.pitch, to.pitch),
    distance: blend(from.distance, to.distance),
    fov: blend(from.fov, to.fov),
  };
}

export function eyeOf({ target, yaw, pitch, distance }: View): [x: number, y: number, z: number] {
  const level = Math.cos(pitch) * distance;
  return [
    target[0] + Math.sin(yaw) * level,
    target[1] + Math.sin(pitch) * distance,
    target[2] + Math.cos(yaw) * level,
  ];
}
