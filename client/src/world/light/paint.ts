// The one material of all solid things: Lambert, patched once. Tinted shadows, a rim towards the sun, lantern light that was
// baked into `aWarm`, glow, a little more saturation, fog. Two variants differ only in what three.js must know up front.
import {
  Color,
  DoubleSide,
  type IUniform,
  type Material,
  MeshLambertMaterial,
  type Texture,
  Vector3,
} from 'three';
import { skyGlsl } from './glsl.ts';

export interface WorldUniforms {
  [name: string]: IUniform;
  uTime: IUniform<number>;
  uSkyTop: IUniform<Color>;
  uSkyMid: IUniform<Color>;
  uHorizonColour: IUniform<Color>;
  uSunGlow: IUniform<Color>;
  uSun: IUniform<Vector3>;
  uWaterDeep: IUniform<Color>;
  uWaterMid: IUniform<Color>;
  uWaterShallow: IUniform<Color>;
  uFoam: IUniform<Color>;
  uRim: IUniform<Color>;
  uShade: IUniform<Color>;
  uCloud: IUniform<Color>;
  uHeadland: IUniform<Color>;
  uDisc: IUniform<Color>;
  uDiscSize: IUniform<number>;
  /** Where the disc is drawn; on a tall screen the sun itself would be outside the picture. */
  uDiscAt: IUniform<Vector3>;
  uLampColour: IUniform<Color>;
  uLamp: IUniform<number>;
  uStars: IUniform<number>;
  uSheen: IUniform<number>;
  uRoads: IUniform<number>;
  uFog: IUniform<number>;
  uFogStart: IUniform<number>;
  uHorizon: IUniform<number>;
  uField: IUniform<Texture | null>;
  uFieldSize: IUniform<number>;
}

export interface Paint {
  uniforms: WorldUniforms;
  /** Merged meshes. */
  solid: Material;
  /** Instances of closed shapes. */
  planted: Material;
  /** Instances of thin shapes: leaves, grass, petals. */
  leaf: Material;
  /** The paint is shared by all things; only the world that made it disposes of it. */
  owns(material: Material): boolean;
  dispose(): void;
}

export function createPaint(): Paint {
  const uniforms = createUniforms();
  const solid = toy(uniforms);
  const planted = toy(uniforms);
  const leaf = toy(uniforms, true);
  const all: readonly Material[] = [solid, planted, leaf];
  return {
    uniforms,
    solid,
    planted,
    leaf,
    owns: (material) => all.includes(material),
    dispose: () => {
      for (const material of all) material.dispose();
    },
  };
}

function createUniforms(): WorldUniforms {
  const colour = () => ({ value: new Color() });
  const number = (value = 0) => ({ value });
  return {
    uTime: number(),
    uSkyTop: colour(),
    uSkyMid: colour(),
    uHorizonColour: colour(),
    uSunGlow: colour(),
    uSun: { value: new Vector3(0, 1, 0) },
    uWaterDeep: colour(),
    uWaterMid: colour(),
    uWaterShallow: colour(),
    uFoam: colour(),
    uRim: colour(),
    uShade: colour(),
    uCloud: colour(),
    uHeadland: colour(),
    uDisc: colour(),
    uDiscSize: number(),
    uDiscAt: { value: new Vector3(0, 1, 0) },
    uLampColour: { value: new Color('#FF9C50') },
    uLamp: number(),
    uStars: number(),
    uSheen: number(),
    uRoads: number(),
    uFog: number(),
    uFogStart: number(40),
    uHorizon: number(0.1),
    uField: { value: null },
    uFieldSize: number(96),
  };
}

function toy(uniforms: WorldUniforms, isThin = false): Material {
  const material = new MeshLambertMaterial({ vertexColors: true });
  if (isThin) material.side = DoubleSide;
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', `#include <common>\n${vertexHead}`)
      .replace('#include <color_vertex>', vertexColour)
      .replace('#include <begin_vertex>', vertexSway);
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${fragmentHead}${skyGlsl}`)
      .replace('#include <opaque_fragment>', fragmentFinish);
  };
  material.customProgramCacheKey = () => 'toy';
  return material;
}

const vertexHead = /* glsl */ `
attribute vec3 aFx;
attribute float aWarm;
varying float vGlow;
varying float vWarm;
varying vec3 vAt;
uniform float uTime;`;

// The instance's colour tints only the share of the part that asks for it: crowns, not trunks.
const vertexColour = /* glsl */ `
vColor = vec4(color, 1.);
#ifdef USE_INSTANCING_COLOR
vColor.rgb *= mix(vec3(1.), instanceColor.rgb, aFx.y);
#endif
vGlow = aFx.x;
vWarm = aWarm;`;

const vertexSway = /* glsl */ `
vec3 transformed = vec3(position);
vec4 standing = vec4(transformed, 1.);
#ifdef USE_INSTANCING
float phase = instanceMatrix[3].x * .7 + instanceMatrix[3].z * .5;
transformed.x += sin(uTime * 1.1 + phase) * aFx.z * .07;
transformed.z += sin(uTime * .83 + phase * 1.7) * aFx.z * .05;
standing = instanceMatrix * vec4(transformed, 1.);
#endif
vAt = (modelMatrix * standing).xyz;`;

const fragmentHead = /* glsl */ `
varying float vGlow;
varying float vWarm;
varying vec3 vAt;
uniform float uLamp;
uniform vec3 uLampColour, uRim, uShade;`;

const fragmentFinish = /* glsl */ `
vec3 worldNormal = inverseTransformDirection(normal, viewMatrix);
vec3 toEye = normalize(cameraPosition - vAt);
vec3 albedo = diffuseColor.rgb;
float luma = dot(outgoingLight, vec3(.3, .59, .11));
outgoingLight += uShade * albedo * (1. - smoothstep(0., .55, luma));
float rim = pow(1. - clamp(dot(worldNormal, toEye), 0., 1.), 3.2);
float sunward = max(dot(worldNormal, normalize(vec3(uSun.x, .35, uSun.z))), 0.);
outgoingLight += uRim * rim * (.25 + .75 * sunward) * (.35 + albedo);
outgoingLight += albedo * uLampColour * (vWarm / (1. + .55 * vWarm)) * uLamp;
outgoingLight = mix(outgoingLight, albedo * mix(1., 1.12, uLamp), vGlow * mix(.35, 1., uLamp));
outgoingLight *= mix(.86, 1., smoothstep(-.1, .5, vAt.y));
outgoingLight = max(mix(vec3(dot(outgoingLight, vec3(.3, .59, .11))), outgoingLight, 1.17), 0.);
outgoingLight = inFog(outgoingLight, vAt);
#include <opaque_fragment>`;
