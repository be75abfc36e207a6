// One sun (or moon) with a shadow and one hemisphere, and the uniforms that all materials read.
import { DirectionalLight, Group, HemisphereLight, Vector3 } from 'three';
import type { Layout } from '../layout.ts';
import type { WorldUniforms } from './paint.ts';
import type { Palette } from './palette.ts';

export interface Lights {
  group: Group;
  sun: DirectionalLight;
  hemisphere: HemisphereLight;
}

export function createLights(layout: Layout): Lights {
  const sun = new DirectionalLight();
  const hemisphere = new HemisphereLight();
  sun.castShadow = true;
  sun.shadow.mapSize.set(2048, 2048);
  const { half, near, far } = layout.shadow;
  Object.assign(sun.shadow.camera, { left: -half, right: half, top: far, bottom: -near, near: 1, far: 140 });
  sun.shadow.bias = -0.0006;
  sun.shadow.normalBias = 0.075;
  sun.shadow.radius = 2.2;
  sun.target.position.set(0, 0, layout.kind === 'wide' ? -2 : -8);
  const group = new Group().add(sun, sun.target, hemisphere);
  return { group, sun, hemisphere };
}

const direction = new Vector3();

export function applyPalette(
  palette: Palette,
  layout: Layout,
  lights: Lights,
  uniforms: WorldUniforms,
): void {
  const { sun, hemisphere } = lights;
  uniforms.uSkyTop.value.copy(palette.skyTop);
  uniforms.uSkyMid.value.copy(palette.skyMid);
  uniforms.uHorizonColour.value.copy(palette.horizon);
  uniforms.uSunGlow.value.copy(palette.sunGlow).multiplyScalar(palette.sunGlowShare);
  uniforms.uSun.value.set(...palette.sun).normalize();
  uniforms.uWaterDeep.value.copy(palette.waterDeep);
  uniforms.uWaterMid.value.copy(palette.waterMid);
  uniforms.uWaterShallow.value.copy(palette.waterShallow);
  uniforms.uFoam.value.copy(palette.foam);
  uniforms.uRim.value.copy(palette.rim).multiplyScalar(palette.rimShare);
  uniforms.uShade.value.copy(palette.shade).multiplyScalar(palette.shadeShare);
  uniforms.uCloud.value.copy(palette.cloud);
  uniforms.uHeadland.value.copy(palette.headland);
  uniforms.uDisc.value.copy(palette.disc);
  const isWide = layout.kind === 'wide';
  const [x, y, z] = palette.sun;
  uniforms.uDiscSize.value = palette.discSize * (isWide ? 1 : 0.75);
  uniforms.uDiscAt.value.set(isWide ? x : x * 0.44, isWide ? y : y * 0.3 - 0.128, z).normalize();
  uniforms.uLamp.value = palette.lamp;
  uniforms.uStars.value = palette.stars;
  uniforms.uSheen.value = palette.sheen;
  uniforms.uRoads.value = palette.roads;
  uniforms.uFog.value = palette.fog * (layout.kind === 'wide' ? 1 : 0.9);
  uniforms.uFogStart.value = layout.fogStart;

  sun.color.copy(palette.sunLight);
  sun.intensity = palette.sunIntensity;
  sun.shadow.intensity = palette.shadow;
  // A low sun stands in the picture, but its light comes from higher up: shadows stay short.
  direction.copy(uniforms.uSun.value);
  direction.y = Math.max(direction.y, 0.34);
  sun.position.copy(direction.normalize()).multiplyScalar(70).add(sun.target.position);
  hemisphere.color.copy(palette.hemiSky);
  hemisphere.groundColor.copy(palette.hemiGround);
  hemisphere.intensity = palette.hemiIntensity;
}
