// The year path: a ring of stones around home, seven to a rosette, a rosette a week. It ends at today, which stands alone in
// the gap, glows and is white. Pure; counted back from today, so a shorter history simply leaves the far end open.
import { Color } from 'three';
import { colour } from '../geometry/builder.ts';
import { clamp } from '../geometry/noise.ts';
import type { Ellipse } from '../layout.ts';
import type { DayState } from '../state.ts';

export interface DayStone {
  day: DayState;
  x: number;
  z: number;
  turn: number;
  radius: number;
  height: number;
  tint: Color;
}

export interface YearPlan {
  stones: DayStone[];
  /** Tall posts beside the first day of each month. */
  posts: { x: number; z: number }[];
  /** Centres of the rosettes, for the water. */
  rosettes: { x: number; z: number }[];
  today: DayStone | undefined;
}

const weeks = 52;
const gap = 1.7; // length of the ring that stays open around today
const startAngle = 1.42; // the gap lies at the front, beside home's jetty
const noValue = colour('#DDD3BE');

export function planYear(path: Ellipse, days: readonly DayState[]): YearPlan {
  const ring = measured(path);
  const stride = (ring.length - gap) / weeks;
  const spacing = stride * 0.193;
  const radius = spacing * 0.94;
  const plan: YearPlan = { stones: [], posts: [], rosettes: [], today: undefined };
  const shown = days.slice(-(weeks * 7 + 1));
  shown.forEach((day, i) => {
    const daysAgo = shown.length - 1 - i;
    const week = daysAgo === 0 ? weeks : weeks - 1 - Math.floor((daysAgo - 1) / 7);
    const { x, z, angle } = ring.at(gap * 0.5 + stride * week);
    const inWeek = daysAgo === 0 ? 6 : 6 - ((daysAgo - 1) % 7);
    const petal = (inWeek / 6) * Math.PI * 2 - angle + 0.52;
    const reach = inWeek === 6 ? 0 : spacing * 1.8;
    const stone = {
      day,
      x: x + Math.cos(petal) * reach,
      z: z + Math.sin(petal) * reach,
      turn: -angle,
      radius,
      height: daysAgo === 0 ? 0.5 : 0.2 + (day.value ?? 0) * 0.2,
      tint: daysAgo === 0 ? new Color('#ffffff') : rampAt(day.value),
    };
    plan.stones.push(stone);
    if (inWeek === 6) plan.rosettes.push({ x, z });
    if (daysAgo === 0) plan.today = stone;
    if (day.day.endsWith('-01') && daysAgo > 0)
      plan.posts.push({ x: x + Math.cos(angle) * stride * 0.8, z: z + Math.sin(angle) * stride * 0.8 });
  });
  return plan;
}

export const ramp = ['#5B6FB0', '#5FA0C8', '#7FD0BE', '#E6E3A0', '#FFC567', '#FF8A5C'] as const;

/** The colour of a value from 0 to 1; no value is pale sand. */
export function rampAt(value: number | null): Color {
  if (value === null) return noValue.clone();
  const position = clamp(value, 0, 0.999) * (ramp.length - 1);
  const step = Math.floor(position);
  return colour(ramp[step] ?? ramp[0])
    .clone()
    .lerp(colour(ramp[step + 1] ?? ramp[0]), position - step);
}

/** Walks along an ellipse by length, because equal angles are not equal distances. */
function measured({ x, z, radiusX, radiusZ }: Ellipse) {
  const parts = 2000;
  const step = (Math.PI * 2) / parts;
  const lengths = [0];
  for (let k = 0; k < parts; k++) {
    const [a, b] = [startAngle + k * step, startAngle + (k + 1) * step];
    const dx = radiusX * (Math.cos(b) - Math.cos(a));
    const dz = radiusZ * (Math.sin(b) - Math.sin(a));
    lengths.push((lengths[k] ?? 0) + Math.hypot(dx, dz));
  }
  return {
    length: lengths[parts] ?? 0,
    at(distance: number) {
      const k = Math.max(
        0,
        lengths.findIndex((length) => length >= distance),
      );
      const angle = startAngle + k * step;
      return { x: x + radiusX * Math.cos(angle), z: z + radiusZ * Math.sin(angle), angle };
    },
  };
}
