// The colours of four times of day, and how they flow into each other. Pure: a time and a zone in, a palette out.
import { Color } from 'three';
import { mix, smoothstep } from '../geometry/noise.ts';

export type TimeOfDay = 'dawn' | 'day' | 'dusk' | 'night';

const colourNames = [
  'skyTop',
  'skyMid',
  'horizon',
  'sunGlow',
  'sunLight',
  'hemiSky',
  'hemiGround',
  'waterDeep',
  'waterMid',
  'waterShallow',
  'foam',
  'rim',
  'shade',
  'cloud',
  'disc',
  'headland',
] as const;

const numberNames = [
  'sunGlowShare',
  'sunIntensity',
  'hemiIntensity',
  'rimShare',
  'shadeShare',
  'fog',
  'lamp',
  'stars',
  'discSize',
  'sheen',
  'roads',
  'shadow',
] as const;

type ColourName = (typeof colourNames)[number];
type NumberName = (typeof numberNames)[number];
type Direction = readonly [number, number, number];

type Paints = Record<ColourName, string> & Record<NumberName, number> & { sun: Direction };
export type Palette = Record<ColourName, Color> & Record<NumberName, number> & { sun: Direction };

const paints: Record<TimeOfDay, Paints> = {
  day: {
    skyTop: '#4FA6DC',
    skyMid: '#9AD6EC',
    horizon: '#E2F3EE',
    sunGlow: '#FFF0CF',
    sunGlowShare: 0.35,
    sun: [-0.68, 0.7, 0.26],
    sunLight: '#FFF3DC',
    sunIntensity: 3,
    hemiSky: '#CFEAF6',
    hemiGround: '#C6D0B8',
    hemiIntensity: 1.75,
    waterDeep: '#2488B4',
    waterMid: '#43BAC6',
    waterShallow: '#AEEBD9',
    foam: '#FFFFFF',
    rim: '#FFF3D8',
    rimShare: 0.34,
    shade: '#3A5BA0',
    shadeShare: 0.16,
    shadow: 0.75,
    cloud: '#FFFFFF',
    headland: '#7FB7B4',
    disc: '#FFFFFF',
    discSize: 0,
    fog: 0.0092,
    lamp: 0,
    stars: 0,
    sheen: 0.42,
    roads: 0,
  },
  dusk: {
    skyTop: '#465A9E',
    skyMid: '#E08FA2',
    horizon: '#FFB78C',
    sunGlow: '#FF9A54',
    sunGlowShare: 0.62,
    sun: [0.385, 0.014, -0.92],
    sunLight: '#FFB070',
    sunIntensity: 2.5,
    hemiSky: '#C9A8D8',
    hemiGround: '#C98E86',
    hemiIntensity: 1.6,
    waterDeep: '#4C5C9C',
    waterMid: '#8A86B8',
    waterShallow: '#F0B9A8',
    foam: '#FFE9DC',
    rim: '#FFB37A',
    rimShare: 1,
    shade: '#5A4AA8',
    shadeShare: 0.32,
    shadow: 0.6,
    cloud: '#FFB79C',
    headland: '#8A6FA6',
    disc: '#FFE9BE',
    discSize: 0.034,
    fog: 0.0125,
    lamp: 0.62,
    stars: 0.14,
    sheen: 0.6,
    roads: 0.7,
  },
  night: {
    skyTop: '#0B1436',
    skyMid: '#182B5C',
    horizon: '#30508C',
    sunGlow: '#8FB0F0',
    sunGlowShare: 0.35,
    sun: [0.335, 0.045, -0.94],
    sunLight: '#A9C2FF',
    sunIntensity: 0.95,
    hemiSky: '#5F7FC4',
    hemiGround: '#3B4570',
    hemiIntensity: 0.9,
    waterDeep: '#12244F',
    waterMid: '#1F4673',
    waterShallow: '#3E8392',
    foam: '#A9CBE0',
    rim: '#9FBCFF',
    rimShare: 0.5,
    shade: '#2A3F8C',
    shadeShare: 0.25,
    shadow: 0.55,
    cloud: '#2C4478',
    headland: '#1B3060',
    disc: '#F6F2DE',
    discSize: 0.023,
    fog: 0.0118,
    lamp: 1,
    stars: 1,
    sheen: 0.5,
    roads: 1,
  },
  dawn: {
    skyTop: '#86AEDD',
    skyMid: '#F3C6CB',
    horizon: '#FFE6C4',
    sunGlow: '#FFC79A',
    sunGlowShare: 0.42,
    sun: [-0.25, 0.012, -0.97],
    sunLight: '#FFD3AC',
    sunIntensity: 2.35,
    hemiSky: '#D6CFEA',
    hemiGround: '#D8BFA6',
    hemiIntensity: 1.75,
    waterDeep: '#6797B8',
    waterMid: '#97C4CC',
    waterShallow: '#E6E6D4',
    foam: '#FFFFFF',
    rim: '#FFD9B8',
    rimShare: 0.8,
    shade: '#6C74B8',
    shadeShare: 0.24,
    shadow: 0.6,
    cloud: '#FFE3DA',
    headland: '#B9A9C4',
    disc: '#FFF6E2',
    discSize: 0.03,
    fog: 0.0145,
    lamp: 0.3,
    stars: 0,
    sheen: 0.55,
    roads: 0.35,
  },
};

export interface SkyMoment {
  from: TimeOfDay;
  to: TimeOfDay;
  /** 0 is all `from`, 1 is all `to`; in 64 steps, so that a still hour asks for no frame. */
  blend: number;
}

const edges: readonly { hour: number; from: TimeOfDay; to: TimeOfDay }[] = [
  { hour: 5, from: 'night', to: 'dawn' },
  { hour: 8, from: 'dawn', to: 'day' },
  { hour: 17, from: 'day', to: 'dusk' },
  { hour: 20, from: 'dusk', to: 'night' },
];
const blendHours = 0.75; // on either side of an edge, so that each time of day has at least an hour and a half to itself

export function skyMoment(nowMs: number, zone: string): SkyMoment {
  return momentAt(localHour(nowMs, zone));
}

export function momentAt(hour: number): SkyMoment {
  for (const { hour: edge, from, to } of edges) {
    const blend = smoothstep(edge - blendHours, edge + blendHours, hour);
    if (Math.abs(hour - edge) < blendHours) return { from, to, blend: Math.round(blend * 64) / 64 };
  }
  const passed = edges.filter(({ hour: edge }) => edge <= hour).at(-1);
  const now = passed?.to ?? 'night';
  return { from: now, to: now, blend: 0 };
}

/** The time of day that most of the light belongs to; it decides the ink of the labels. */
export function mainTime({ from, to, blend }: SkyMoment): TimeOfDay {
  return blend < 0.5 ? from : to;
}

export function paletteOf({ from, to, blend }: SkyMoment): Palette {
  const [a, b] = [paints[from], paints[to]];
  const colours = colourNames.map((name) => [name, new Color(a[name]).lerp(new Color(b[name]), blend)]);
  const numbers = numberNames.map((name) => [name, mix(a[name], b[name], blend)]);
  const sun = [0, 1, 2].map((i) => mix(a.sun[i] ?? 0, b.sun[i] ?? 0, blend));
  return { ...Object.fromEntries([...colours, ...numbers]), sun };
}

function localHour(nowMs: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(nowMs);
  const number = (type: string) => Number(parts.find((part) => part.type === type)?.value ?? 12);
  return number('hour') + number('minute') / 60;
}
