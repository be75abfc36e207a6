// What stands between the islands and the sky: paper-cut headlands out of the haze, and clouds with a body.
import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  IcosahedronGeometry,
  InstancedMesh,
  Matrix4,
  Mesh,
  ShaderMaterial,
} from 'three';
import { matrixOf, type Place } from '../geometry/builder.ts';
import { mix, noise, roughness, seeded } from '../geometry/noise.ts';
import type { LayoutKind } from '../layout.ts';
import { skyGlsl } from '../light/glsl.ts';
import type { WorldUniforms } from '../light/paint.ts';

export function buildDistance(kind: LayoutKind, uniforms: WorldUniforms): Group {
  return new Group().add(headlands(kind, uniforms), clouds(kind, uniforms));
}

interface Ridge {
  z: number;
  height: number;
  /** How much of the headland's own colour the haze leaves. */
  presence: number;
  seed: number;
}

/** Ridges, far ones first, high at the sides and low in the middle, where the eye goes out to sea. */
const ridges: Record<LayoutKind, readonly Ridge[]> = {
  wide: [
    { z: -165, height: 27, presence: 0.2, seed: 4 },
    { z: -135, height: 19, presence: 0.32, seed: 11 },
    { z: -108, height: 11.5, presence: 0.46, seed: 23 },
  ],
  tall: [
    { z: -175, height: 20, presence: 0.2, seed: 4 },
    { z: -145, height: 13, presence: 0.32, seed: 11 },
  ],
};

function headlands(kind: LayoutKind, uniforms: WorldUniforms): Mesh {
  const [positions, presences]: [number[], number[]] = [[], []];
  for (const ridge of ridges[kind]) addRidge(ridge, kind, positions, presences);
  const geometry = new BufferGeometry();
  geometry.setAttribute('position', new Float32BufferAttribute(positions, 3));
  geometry.setAttribute('aPresence', new Float32BufferAttribute(presences, 1));
  const material = new ShaderMaterial({
    uniforms,
    vertexShader: headlandVertex,
    fragmentShader: headlandFragment,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  return mesh;
}

function addRidge(ridge: Ridge, kind: LayoutKind, positions: number[], presences: number[]): void {
  const half = kind === 'wide' ? 190 : 90;
  const parts = 110;
  const crest = (x: number) => {
    const open = Math.min(1, Math.abs(x + (ridge.seed % 7) * 4 - 10) / (half * 0.62)) ** 1.3;
    const hills =
      roughness(x * 0.022 + ridge.seed, ridge.seed) * 0.95 + noise(x * 0.09, ridge.seed * 3) * 0.14;
    return ridge.height * hills * mix(0.16, 1.35, open) - 1.2;
  };
  for (let k = 0; k < parts; k++) {
    const [a, b] = [mix(-half, half, k / parts), mix(-half, half, (k + 1) / parts)];
    const [p, q] = [crest(a), crest(b)];
    const bend = (x: number) => ridge.z + (x / half) ** 2 * 45;
    const base = -3;
    positions.push(
      a,
      base,
      bend(a),
      b,
      base,
      bend(b),
      b,
      q,
      bend(b),
      a,
      base,
      bend(a),
      b,
      q,
      bend(b),
      a,
      p,
      bend(a),
    );
    for (let i = 0; i < 6; i++) presences.push(ridge.presence);
  }
}

const banks: Record<LayoutKind, readonly (readonly [x: number, y: number, z: number, size: number])[]> = {
  wide: [
    [-58, 8.5, -84, 7.2],
    [-37, 9, -98, 4.6],
    [62, 8.5, -96, 8.4],
    [38, 9.5, -110, 4.4],
    [6, 13, -118, 4.2],
    [-21, 18.5, -92, 2.6],
    [24, 21, -86, 2.3],
  ],
  tall: [
    [-25, 3, -92, 5.4],
    [27, 5.5, -104, 6],
    [2, 8, -122, 3.6],
  ],
};

function clouds(kind: LayoutKind, uniforms: WorldUniforms): InstancedMesh {
  const random = seeded(42);
  const puffs: Place[] = [];
  for (const [x, y, z, size] of banks[kind]) {
    const count = Math.round(5 + size);
    for (let k = 0; k < count; k++) {
      const t = (k + 0.5) / count - 0.5;
      const bulge = 1 - (t * 2) ** 2;
      const puff = size * (0.3 + 0.62 * bulge * (0.55 + random() * 0.45));
      puffs.push({
        x: x + t * size * 4.6,
        y: y + puff * 0.42 + (random() - 0.5) * 0.1 * size,
        z: z + (random() - 0.5) * size,
        ry: random() * 6,
        scale: [puff * 1.16, puff * 0.92, puff],
      });
    }
    for (const side of [-1, 1])
      puffs.push({
        x: x + side * size * 2.1,
        y: y + size * 0.14,
        z,
        ry: side,
        scale: [size * 0.95, size * 0.26, size * 0.6],
      });
  }
  const material = new ShaderMaterial({ uniforms, vertexShader: cloudVertex, fragmentShader: cloudFragment });
  const mesh = new InstancedMesh(new IcosahedronGeometry(1, 3), material, puffs.length);
  const matrix = new Matrix4();
  puffs.forEach((puff, i) => mesh.setMatrixAt(i, matrixOf(puff, matrix)));
  mesh.frustumCulled = false;
  return mesh;
}

const headlandVertex = /* glsl */ `
attribute float aPresence;
varying float vPresence;
varying vec3 vAt;
void main() {
  vPresence = aPresence;
  vAt = position;
  gl_Position = projectionMatrix * viewMatrix * vec4(position, 1.);
}`;

const headlandFragment = /* glsl */ `
varying float vPresence;
varying vec3 vAt;
uniform vec3 uHeadland;
${skyGlsl}
void main() {
  vec3 air = skyColour(normalize(vAt - cameraPosition));
  float rise = smoothstep(-2., 9., vAt.y);
  gl_FragColor = vec4(mix(air, uHeadland, vPresence * mix(.35, 1., rise)), 1.);
  #include <colorspace_fragment>
}`;

const cloudVertex = /* glsl */ `
varying vec3 vNormal;
varying vec3 vAt;
uniform float uTime;
void main() {
  vec4 at = instanceMatrix * vec4(position, 1.);
  float foot = instanceMatrix[3].y - length(instanceMatrix[1].xyz) * .3;
  at.y = max(at.y, foot);
  at.x += sin(uTime * .02 + instanceMatrix[3].z) * 1.2;
  vNormal = normalize(mat3(instanceMatrix) * (position / vec3(1., 1., 1.)));
  vAt = at.xyz;
  gl_Position = projectionMatrix * viewMatrix * at;
}`;

const cloudFragment = /* glsl */ `
varying vec3 vNormal;
varying vec3 vAt;
uniform vec3 uCloud, uShade;
uniform float uLamp;
${skyGlsl}
void main() {
  vec3 n = normalize(vNormal);
  vec3 sun = normalize(vec3(uSun.x, max(uSun.y, .3), uSun.z));
  vec3 v = normalize(vAt - cameraPosition);
  vec3 air = skyColour(v);
  float lit = smoothstep(-.5, .8, dot(n, sun) * .75 + n.y * .4);
  vec3 under = mix(uCloud, uSkyMid, .5) - uShade * .2;
  vec3 c = mix(under, uCloud, lit);
  c += uSunGlow * pow(1. - abs(dot(n, v)), 3.) * .25;
  gl_FragColor = vec4(mix(c, air, mix(.3, .62, smoothstep(70., 170., length(vAt - cameraPosition)))), 1.);
  #include <colorspace_fragment>
}`;
