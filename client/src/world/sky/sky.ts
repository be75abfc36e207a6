// The dome, the stars, and the sun or moon. All lie behind everything and never write depth.
import {
  AdditiveBlending,
  BackSide,
  BufferGeometry,
  CustomBlending,
  Float32BufferAttribute,
  Group,
  Mesh,
  PlaneGeometry,
  Points,
  ShaderMaterial,
  SphereGeometry,
} from 'three';
import { seeded } from '../geometry/noise.ts';
import { noiseGlsl, skyGlsl } from '../light/glsl.ts';
import type { WorldUniforms } from '../light/paint.ts';

export function buildSky(uniforms: WorldUniforms): Group {
  return new Group().add(dome(uniforms), stars(uniforms), disc(uniforms));
}

// Drawn before all solid things and covered by them; hence none is `transparent`, which would put it at the end.
const behind = { depthWrite: false, depthTest: false } as const;

function dome(uniforms: WorldUniforms): Mesh {
  const material = new ShaderMaterial({
    ...behind,
    side: BackSide,
    uniforms,
    vertexShader: domeVertex,
    fragmentShader: domeFragment,
  });
  return hung(new Mesh(new SphereGeometry(1, 32, 20), material), -10);
}

function stars(uniforms: WorldUniforms): Points {
  const random = seeded(3);
  const [positions, sizes]: [number[], number[]] = [[], []];
  for (let k = 0; k < 420; k++) {
    const azimuth = (random() - 0.5) * 1.9;
    const height = -0.14 + random() ** 0.9 * 0.4;
    positions.push(
      Math.sin(azimuth) * Math.cos(height),
      Math.sin(height),
      -Math.cos(azimuth) * Math.cos(height),
    );
    sizes.push(0.75 + random() ** 4 * 2);
  }
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('aSize', new Float32BufferAttribute(sizes, 1));
  const material = new ShaderMaterial({
    ...behind,
    blending: AdditiveBlending,
    uniforms,
    vertexShader: starVertex,
    fragmentShader: starFragment,
  });
  return hung(new Points(geometry, material), -9);
}

/** A billboard: drawn on the dome itself it would be stretched near the edge of the picture. */
function disc(uniforms: WorldUniforms): Mesh {
  const material = new ShaderMaterial({
    ...behind,
    blending: CustomBlending,
    uniforms,
    vertexShader: discVertex,
    fragmentShader: discFragment,
  });
  return hung(new Mesh(new PlaneGeometry(2, 2), material), -8);
}

function hung<Thing extends Mesh | Points>(thing: Thing, order: number): Thing {
  thing.frustumCulled = false;
  thing.renderOrder = order;
  return thing;
}

const domeVertex = /* glsl */ `
varying vec3 vDirection;
void main() {
  vDirection = position;
  vec4 at = projectionMatrix * vec4(mat3(viewMatrix) * position, 1.);
  gl_Position = at.xyww;
}`;

// High thin clouds are strokes of noise; the ones with a body are meshes.
const domeFragment = /* glsl */ `
varying vec3 vDirection;
uniform float uTime;
uniform vec3 uCloud;
${skyGlsl}${noiseGlsl}
void main() {
  vec3 d = normalize(vDirection);
  vec3 c = skyColour(d);
  vec2 q = vec2(atan(d.x, -d.z) * 6., d.y * 52.);
  float n = noise2(q * vec2(.7, .8) + vec2(uTime * .01, 0.)) * .6 + noise2(q * vec2(1.7, 1.9) + 3.) * .3 + noise2(q * 4.1) * .1;
  float h = d.y + uHorizon;
  c = mix(c, uCloud, smoothstep(.56, .74, n) * smoothstep(.06, .12, h) * (1. - smoothstep(.22, .34, h)) * .5);
  gl_FragColor = vec4(c, 1.);
  #include <colorspace_fragment>
}`;

const starVertex = /* glsl */ `
attribute float aSize;
varying float vHeight;
uniform float uHorizon;
void main() {
  vHeight = position.y + uHorizon - .1;
  vec4 at = projectionMatrix * vec4(mat3(viewMatrix) * position, 1.);
  gl_Position = at.xyww;
  gl_PointSize = aSize * 2.6;
}`;

const starFragment = /* glsl */ `
varying float vHeight;
uniform float uStars;
void main() {
  float r = length(gl_PointCoord * 2. - 1.);
  float k = uStars * smoothstep(0., .05, vHeight);
  gl_FragColor = vec4(vec3(.9, .94, 1.) * pow(max(1. - r, 0.), 2.) * k, 1.);
  #include <colorspace_fragment>
}`;

const discVertex = /* glsl */ `
varying vec2 vAt;
uniform vec3 uDiscAt;
uniform float uDiscSize;
void main() {
  vAt = position.xy;
  vec4 at = vec4(mat3(viewMatrix) * normalize(uDiscAt), 1.);
  at.xy += position.xy * uDiscSize * 1.6;
  vec4 q = projectionMatrix * at;
  gl_Position = q.xyww;
}`;

const discFragment = /* glsl */ `
varying vec2 vAt;
uniform vec3 uDisc;
uniform float uDiscSize;
void main() {
  float r = length(vAt) * 1.6;
  float body = 1. - smoothstep(.985, 1.015, r);
  float halo = pow(max(1.6 - r, 0.) / .6, 2.) * .16 * step(1., r);
  gl_FragColor = vec4(uDisc, max(body * .96, halo) * smoothstep(0., .012, uDiscSize));
  #include <colorspace_fragment>
}`;
