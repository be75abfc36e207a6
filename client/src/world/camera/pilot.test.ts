import { describe, expect, it } from 'vitest';
import { closeView, layoutFor, overviewOf } from '../layout.ts';
import { createPilot } from './pilot.ts';
import { between, eyeOf } from './views.ts';

const layout = layoutFor(['health'], 'wide');
const overview = overviewOf(layout, 1.6);
const health = layout.islands.find(({ domain }) => domain === 'health');

describe('the camera', () => {
  it('turns and zooms within bounds', () => {
    const pilot = createPilot(overview, () => true);
    for (let k = 0; k < 100; k++) pilot.turn(0.1, 0.1);
    expect(pilot.view.yaw).toBeCloseTo(0.6);
    expect(eyeOf(pilot.view)[1]).toBeGreaterThan(0);
    for (let k = 0; k < 100; k++) pilot.turn(0, -0.1);
    expect(eyeOf(pilot.view)[1]).toBeGreaterThan(2); // never under water
    for (let k = 0; k < 100; k++) pilot.zoom(0.5);
    expect(pilot.view.distance).toBeCloseTo(overview.distance * 0.45);
  });

  it('flies with easing and arrives exactly', () => {
    const pilot = createPilot(overview, () => false);
    pilot.flyTo(health);
    expect(pilot.isFlying).toBe(true);
    for (let ms = 0; pilot.isFlying && ms < 5000; ms += 16) pilot.step(1000 + ms);
    expect(pilot.isFlying).toBe(false);
    expect(pilot.view).toEqual(health && closeView(health, 1.6));
    pilot.flyTo(undefined);
    expect(pilot.at).toBeUndefined();
  });

  it('is there at once under reduced motion', () => {
    const pilot = createPilot(overview, () => true);
    pilot.flyTo(health);
    expect(pilot.isFlying).toBe(false);
    expect(pilot.at?.domain).toBe('health');
  });

  it('starts and ends a flight at rest', () => {
    const to = { ...overview, yaw: 1 };
    expect(between(overview, to, 0)).toEqual(overview);
    expect(between(overview, to, 1)).toEqual(to);
    expect(between(overview, to, 0.02).yaw).toBeLessThan(0.001);
  });
});
