// Halos of everything that shines, as one mesh of billboards, and the light roads that lanterns lay on the water, as another.
import {
  AdditiveBlending,
  Color,
  Float32BufferAttribute,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from 'three';
import { flameHeight } from '../beacon/beacon.ts';
import type { Spot } from '../island/slots.ts';
import { noiseGlsl } from '../light/glsl.ts';
import type { WorldUniforms } from '../light/paint.ts';
import type { Ground, Items } from '../plan.ts';
import { stoneHeight } from '../stones/stones.ts';

const kinds = { lantern: 0, beacon: 1, stone: 2, sprout: 3 } as const;
const tints = ['#FF9F4E', '#FF4A2E', '#BFE0FF', '#C8F27A'].map((hex) => new Color(hex));

interface Halo {
  x: number;
  y: number;
  z: number;
  size: number;
  kind: keyof typeof kinds;
}

export function buildGlow(
  grounds: readonly Ground[],
  items: Items,
  today: Spot | undefined,
  uniforms: WorldUniforms,
): Group {
  const halos = halosOf(grounds, items, today);
  const group = new Group();
  if (halos.length > 0) group.add(billboards(halos, uniforms, haloVertex, haloFragment, 20));
  const onShore = items.lanterns.filter(({ spot }) => isAtFront(grounds, spot));
  const roads = onShore.map(({ spot }) => ({
    x: spot.x,
    y: 0.03,
    z: spot.z + 0.4,
    size: 1.15,
    kind: 'lantern' as const,
  }));
  if (roads.length > 0) group.add(billboards(roads, uniforms, roadVertex, roadFragment, 12));
  return group;
}

function halosOf(grounds: readonly Ground[], items: Items, today: Spot | undefined): Halo[] {
  const fires = grounds.flatMap(({ shape, landmark }) =>
    (landmark.lamps ?? [])
      .filter((lamp) => lamp.size > 0)
      .map(({ x, z, up, size }) => ({
        x: shape.x + x * shape.scale,
        y: shape.heightAt(x * shape.scale, z * shape.scale) + up * shape.scale,
        z: shape.z + z * shape.scale,
        size: size * shape.scale,
        kind: 'lantern' as const,
      })),
  );
  const over = (spot: Spot, up: number, size: number, kind: Halo['kind']): Halo => ({
    x: spot.x,
    y: spot.y + up,
    z: spot.z,
    size,
    kind,
  });
  return [
    ...fires,
    ...items.lanterns.map(({ spot, scale }) => over(globeOf(spot, scale), 0, 1.15 * scale, 'lantern')),
    ...items.beacons.map(({ spot, scale }) => over(spot, flameHeight * scale, 1.7 * scale, 'beacon')),
    ...items.stones
      .filter(({ item }) => item.trend > 0)
      .map(({ item, spot, scale }) =>
        over(spot, stoneHeight(item.level) * 0.6 * scale, (0.25 + 0.4 * item.trend) * scale, 'stone'),
      ),
    ...items.sprouts.map(({ spot, scale }) => over(spot, 0.75 * scale, 0.7 * scale, 'sprout')),
    ...(today === undefined ? [] : [over(today, 0.15, 1.2, 'lantern')]),
  ];
}

/** The paper globe hangs beside its post. */
function globeOf(spot: Spot, scale: number): Spot {
  const arm = 0.29 * scale;
  return {
    ...spot,
    x: spot.x + Math.cos(spot.turn) * arm,
    y: spot.y + 0.87 * scale,
    z: spot.z - Math.sin(spot.turn) * arm,
  };
}

function isAtFront(grounds: readonly Ground[], spot: Spot): boolean {
  return grounds.some(({ shape }) => {
    const [x, z] = [spot.x - shape.x, spot.z - shape.z];
    return z > 0 && Math.hypot(x, z) < shape.radius * 1.1 && Math.hypot(x, z) > shape.radius * 0.55;
  });
}

function billboards(
  halos: readonly Halo[],
  uniforms: WorldUniforms,
  vertexShader: string,
  fragmentShader: string,
  renderOrder: number,
): Mesh {
  const geometry = new InstancedBufferGeometry();
  const corners = [-1, -1, 0, 1, -1, 0, 1, 1, 0, -1, 1, 0];
  geometry.setAttribute('position', new Float32BufferAttribute(corners, 3));
  geometry.setIndex([0, 1, 2, 0, 2, 3]);
  const places = new Float32Array(halos.flatMap(({ x, y, z, size }) => [x, y, z, size]));
  const looks = new Float32Array(
    halos.flatMap(({ kind }) => [...(tints[kinds[kind]]?.toArray() ?? [1, 1, 1]), kinds[kind]]),
  );
  geometry.setAttribute('aPlace', new InstancedBufferAttribute(places, 4));
  geometry.setAttribute('aLook', new InstancedBufferAttribute(looks, 4));
  geometry.instanceCount = halos.length;
  const material = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    blending: AdditiveBlending,
    uniforms,
    vertexShader,
    fragmentShader,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = renderOrder;
  return mesh;
}

// A halo is pulled towards the camera, or the globe inside it would cut it in half.
const haloVertex = /* glsl */ `
attribute vec4 aPlace, aLook;
varying vec2 vAt;
varying vec4 vLook;
uniform float uTime;
void main() {
  vAt = position.xy;
  vLook = aLook;
  vec4 at = viewMatrix * vec4(aPlace.xyz, 1.);
  float flicker = 1. + .06 * sin(uTime * 2.3 + aPlace.x * 3.) + .04 * sin(uTime * 5.1 + aPlace.z * 2.);
  if (abs(aLook.w - 1.) < .5) flicker = 1. + .18 * sin(uTime * 1.6 + aPlace.x);
  at.xy += position.xy * aPlace.w * flicker * .95;
  at.z += .35;
  gl_Position = projectionMatrix * at;
}`;

const haloFragment = /* glsl */ `
varying vec2 vAt;
varying vec4 vLook;
uniform float uLamp;
void main() {
  float r = length(vAt);
  float shine = pow(max(1. - r, 0.), 2.6) * .55 + pow(max(1. - r * 2.6, 0.), 2.) * .7;
  float k = vLook.w < .5 ? mix(.10, .8, uLamp)
    : vLook.w < 1.5 ? mix(.6, .95, uLamp)
    : vLook.w < 2.5 ? mix(.04, .34, uLamp)
    : mix(.07, .42, uLamp);
  gl_FragColor = vec4(vLook.rgb * shine * k, 1.);
  #include <colorspace_fragment>
}`;

const roadVertex = /* glsl */ `
attribute vec4 aPlace, aLook;
varying vec2 vAt;
varying vec2 vGround;
void main() {
  vAt = position.xy;
  vec3 towards = normalize(vec3(cameraPosition.x - aPlace.x, 0., cameraPosition.z - aPlace.z));
  vec3 across = vec3(towards.z, 0., -towards.x);
  vec3 at = aPlace.xyz + towards * (position.y * 1.5 + 1.5) * aPlace.w + across * position.x * .42 * aPlace.w;
  vGround = at.xz;
  gl_Position = projectionMatrix * viewMatrix * vec4(at, 1.);
}`;

const roadFragment = /* glsl */ `
varying vec2 vAt;
varying vec2 vGround;
uniform float uRoads, uTime;
${noiseGlsl}
void main() {
  float y = vAt.y * .5 + .5;
  float wave = sin(vGround.y * 9. + uTime * 2. + noise2(vGround * 3.) * 5.) * .5 + .5;
  float g = pow(max(1. - abs(vAt.x), 0.), 1.6) * (1. - y) * smoothstep(0., .06, y);
  g *= mix(.35, 1., smoothstep(.35, .75, wave));
  gl_FragColor = vec4(vec3(1., .52, .2) * g * uRoads * .55, 1.);
  #include <colorspace_fragment>
}`;
