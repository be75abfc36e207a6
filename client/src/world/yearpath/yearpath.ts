import { Group } from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { instances } from '../geometry/instances.ts';
import type { Paint } from '../light/paint.ts';
import type { YearPlan } from './year.ts';

/** All days as one mesh and the month posts as another. */
export function buildYearPath(plan: YearPlan, paint: Paint): Group {
  const group = new Group();
  const stone = new SolidBuilder()
    .cylinder(0.86, 0.98, 0.22, 6, { y: 0.79, tint: 1, foot: 0, grain: 0, glow: 0.42 })
    .cylinder(1, 1, 0.8, 6, { colour: '#8F8A86', top: '#C9C4BC', tint: 0.55, foot: 0.35, grain: 0.06 });
  const days = plan.stones.map(({ x, z, turn, radius, height, tint }) => ({
    x,
    y: -0.1,
    z,
    ry: turn,
    scale: [radius, height, radius] as const,
    tint,
  }));
  if (days.length > 0) group.add(instances(stone.build(), days, { material: paint.planted, casts: false }));
  const post = new SolidBuilder()
    .cylinder(0.06, 0.08, 0.72, 5, { colour: '#8A6A4C' })
    .cylinder(0.11, 0.09, 0.12, 6, { y: 0.7, colour: '#FFF1D2', glow: 0.8 });
  const posts = plan.posts.map(({ x, z }) => ({ x, y: -0.1, z }));
  if (posts.length > 0) group.add(instances(post.build(), posts, { material: paint.planted }));
  return group;
}
