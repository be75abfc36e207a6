import { describe, expect, it } from 'vitest';
import { mainTime, momentAt, paletteOf, skyMoment } from './palette.ts';

describe('time of day', () => {
  it.each([
    [3, 'night'],
    [6.5, 'dawn'],
    [13, 'day'],
    [18.5, 'dusk'],
    [22, 'night'],
  ] as const)('at %s h is %s alone', (hour, time) => {
    expect(momentAt(hour)).toEqual({ from: time, to: time, blend: 0 });
  });

  it('is half of both at each edge', () => {
    for (const hour of [5, 8, 17, 20]) expect(momentAt(hour).blend).toBe(0.5);
    expect(mainTime(momentAt(16.9))).toBe('day');
    expect(mainTime(momentAt(17.1))).toBe('dusk');
  });

  it('flows: no minute of the day changes any colour by more than a hand would notice', () => {
    const at = (minute: number) => paletteOf(momentAt((minute / 60) % 24));
    for (let minute = 0; minute < 1440; minute++) {
      const [a, b] = [at(minute), at(minute + 1)];
      for (const name of ['skyTop', 'horizon', 'waterDeep', 'sunLight'] as const)
        for (const channel of ['r', 'g', 'b'] as const)
          expect(Math.abs(a[name][channel] - b[name][channel])).toBeLessThan(0.04);
      expect(Math.abs(a.lamp - b.lamp)).toBeLessThan(0.04);
    }
  });

  it('is the local one', () => {
    const noonUtc = Date.UTC(2026, 5, 21, 12);
    expect(skyMoment(noonUtc, 'UTC').from).toBe('day');
    expect(skyMoment(noonUtc, 'Asia/Tokyo').from).toBe('night');
    expect(skyMoment(noonUtc, 'America/Los_Angeles').blend).toBe(0.5); // 05:00
  });

  it('stands still between the edges, so that no frame is asked for', () => {
    expect(momentAt(10)).toEqual(momentAt(15));
  });
});

it('lights the lamps at night and puts them out by day', () => {
  expect(paletteOf(momentAt(13)).lamp).toBe(0);
  expect(paletteOf(momentAt(23)).lamp).toBe(1);
  const evening = paletteOf(momentAt(20)).lamp;
  expect(evening).toBeGreaterThan(0.62);
  expect(evening).toBeLessThan(1);
});
