// What stands between the islands and the sky: paper-cut headlands out of the haze, and clouds with a body.
import {
  BufferGeometry,
  Float32BufferAttribute,
  Group,
  IcosahedronGeometry,
  InstancedBufferAttribute,
  InstancedMesh,
  Matrix4,
  Mesh,
  ShaderMaterial,
} from 'three';
import { matrixOf, type Place } from '../geometry/builder.ts';
import { mix, noise, roughness, seeded, smoothstep } from '../geometry/noise.ts';
import type { LayoutKind } from '../layout.ts';
import { skyGlsl } from '../light/glsl.ts';
import type { WorldUniforms } from '../light/paint.ts';

export function buildDistance(kind: LayoutKind, uniforms: WorldUniforms): Group {
  const group = new Group().add(clouds(kind, uniforms));
  if (ridges[kind].length > 0) group.add(headlands(kind, uniforms));
  return group;
}

interface Ridge {
  z: number;
  height: number;
  /** How much of the headland's own colour the haze leaves. */
  presence: number;
  seed: number;
  /** Where along its length, -1 to 1, the ridge sinks into the sea. */
  gap: readonly [from: number, to: number];
}

/** Ridges, far ones first; the near ones are capes at the sides, and between them the eye goes out to sea. */
const ridges: Record<LayoutKind, readonly Ridge[]> = {
  wide: [
    { z: -170, height: 46, presence: 0.3, seed: 4, gap: [0.06, 0.12] },
    { z: -138, height: 34, presence: 0.46, seed: 11, gap: [-0.3, 0.34] },
    { z: -110, height: 22, presence: 0.62, seed: 23, gap: [-0.42, 0.5] },
  ],
  tall: [], // a tall picture has only a strip of sky, and the sun or moon stands in it
};

function headlands(kind: LayoutKind, uniforms: WorldUniforms): Mesh {
  const [positions, presences]: [number[], number[]] = [[], []];
  for (const ridge of ridges[kind]) addRidge(ridge, positions, presences);
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

function addRidge(ridge: Ridge, positions: number[], presences: number[]): void {
  const half = 190;
  const parts = 110;
  const crest = (x: number) => {
    const along = x / half;
    const [from, to] = ridge.gap;
    const rise = Math.max(smoothstep(from, from - 0.5, along), smoothstep(to, to + 0.5, along));
    const hills = roughness(x * 0.026 + ridge.seed, ridge.seed) * 0.9 + noise(x * 0.1, ridge.seed * 3) * 0.12;
    return ridge.height * (hills * rise * 1.5 - 0.16);
  };
  const corner = (x: number, y: number) => [x, y, ridge.z + (x / half) ** 2 * 45];
  const base = -3;
  for (let k = 0; k < parts; k++) {
    const [a, b] = [mix(-half, half, k / parts), mix(-half, half, (k + 1) / parts)];
    const [foot, top] = [corner(a, base), corner(b, crest(b))];
    positions.push(...foot, ...corner(b, base), ...top, ...foot, ...top, ...corner(a, crest(a)));
    for (let i = 0; i < 6; i++) presences.push(ridge.presence);
  }
}

const banks: Record<LayoutKind, readonly (readonly [x: number, y: number, z: number, size: number])[]> = {
  wide: [
    [-101, 2, -181, 13],
    [-64, 3, -206, 8],
    [108, 2, -202, 15],
    [66, 3.5, -227, 8],
    [10, 9.5, -241, 7.4],
    [-37, 19, -195, 4.6],
    [42, 24, -185, 4],
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
  const feet: number[] = [];
  for (const [x, y, z, size] of banks[kind]) {
    const count = Math.round(9 + size * 2);
    for (let k = 0; k < count; k++) {
      const t = ((k + 0.5) / count) * 2 - 1;
      const bulge = (1 - t ** 2) * (0.6 + 0.4 * noise(t * 2.3 + x, z));
      const puff = size * (0.2 + 0.3 * bulge + 0.12 * random());
      puffs.push({
        x: x + (t + (random() - 0.5) * 0.15) * size * 2.3,
        y: y + bulge * size * 0.62 * random(),
        z: z + (random() - 0.5) * size,
        ry: random() * 6,
        scale: [puff * 1.15, puff * 0.95, puff],
      });
      feet.push(y, size);
    }
  }
  const geometry = new IcosahedronGeometry(1, 2);
  geometry.setAttribute('aFoot', new InstancedBufferAttribute(new Float32Array(feet), 2));
  const material = new ShaderMaterial({ uniforms, vertexShader: cloudVertex, fragmentShader: cloudFragment });
  const mesh = new InstancedMesh(geometry, material, puffs.length);
  const matrix = new Matrix4();
  puffs.forEach((puff, i) => {
    mesh.setMatrixAt(i, matrixOf(puff, matrix));
  });
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
  float rise = smoothstep(-1., 7., vAt.y);
  gl_FragColor = vec4(mix(air, uHeadland, vPresence * rise), 1.);
  #include <colorspace_fragment>
}`;

// Flat below, where the air is even, and fading towards the foot.
const cloudVertex = /* glsl */ `
attribute vec2 aFoot;
varying vec3 vNormal;
varying vec3 vAt;
varying float vRise;
uniform float uTime;
void main() {
  vec4 at = instanceMatrix * vec4(position, 1.);
  at.y = max(at.y, aFoot.x - .06 * aFoot.y);
  vRise = (at.y - aFoot.x) / aFoot.y;
  at.x += sin(uTime * .02 + aFoot.x) * 1.2;
  vNormal = mat3(instanceMatrix) * position;
  vAt = at.xyz;
  gl_Position = projectionMatrix * viewMatrix * at;
}`;

const cloudFragment = /* glsl */ `
varying vec3 vNormal;
varying vec3 vAt;
varying float vRise;
uniform vec3 uCloud;
${skyGlsl}
void main() {
  vec3 n = normalize(vNormal);
  vec3 v = normalize(vAt - cameraPosition);
  vec3 sun = normalize(vec3(uSun.x, max(uSun.y, .3), uSun.z));
  vec3 air = skyColour(v);
  float lit = smoothstep(-.35, .75, dot(n, sun) * .7 + n.y * .35 + vRise * .35 - .1);
  vec3 c = mix(mix(uCloud, uSkyMid, .55), uCloud, lit) + uSunGlow * pow(1. - abs(dot(n, v)), 3.) * .2 * lit;
  float thin = mix(.75, .16, smoothstep(-.06, .4, vRise));
  gl_FragColor = vec4(mix(c, air, thin), 1.);
  #include <colorspace_fragment>
}`;
