// A tower with a fire for each open approval. Nothing else of the world is red.
import {
  CylinderGeometry,
  DoubleSide,
  Group,
  InstancedBufferAttribute,
  InstancedBufferGeometry,
  Mesh,
  ShaderMaterial,
} from 'three';
import { SolidBuilder } from '../geometry/builder.ts';
import { instances } from '../geometry/instances.ts';
import type { Paint, WorldUniforms } from '../light/paint.ts';
import type { Items } from '../plan.ts';

export const flameHeight = 2.2;

export function buildBeacons(beacons: Items['beacons'], paint: Paint): Group {
  const geometry = new SolidBuilder()
    .cylinder(0.34, 0.44, 0.22, 6, { colour: '#B9B2A6' })
    .cylinder(0.15, 0.26, 1.6, 6, { y: 0.2, colour: '#E9DFD0', top: '#FFF8EC' })
    .cylinder(0.21, 0.21, 0.12, 6, { y: 0.9, colour: '#D9482F', foot: 0 })
    .cylinder(0.32, 0.18, 0.24, 6, { y: 1.76, colour: '#5A5266' })
    .cone(0.22, 0.55, 5, { y: 1.95, colour: '#F0452A', top: '#FFB45A', glow: 1, foot: 0 })
    .build();
  const places = beacons.map(({ spot, scale }) => ({ x: spot.x, y: spot.y, z: spot.z, scale }));
  const towers = instances(geometry, places, { material: paint.planted });
  return new Group().add(towers, shafts(beacons, paint.uniforms));
}

function shafts(beacons: Items['beacons'], uniforms: WorldUniforms): Mesh {
  const cone = new CylinderGeometry(0.4, 0.15, 6.5, 16, 1, true).translate(0, 3.25, 0);
  const geometry = new InstancedBufferGeometry();
  geometry.index = cone.index;
  for (const name of ['position', 'uv', 'normal']) geometry.setAttribute(name, cone.getAttribute(name));
  const feet = beacons.flatMap(({ spot, scale }) => [spot.x, spot.y + flameHeight * scale, spot.z]);
  geometry.setAttribute('aFoot', new InstancedBufferAttribute(new Float32Array(feet), 3));
  geometry.instanceCount = beacons.length;
  // Blended, not added: added light turns white in daylight, and then it is not red any more.
  const material = new ShaderMaterial({
    transparent: true,
    depthWrite: false,
    side: DoubleSide,
    uniforms,
    vertexShader: shaftVertex,
    fragmentShader: shaftFragment,
  });
  const mesh = new Mesh(geometry, material);
  mesh.frustumCulled = false;
  mesh.renderOrder = 18;
  return mesh;
}

const shaftVertex = /* glsl */ `
attribute vec3 aFoot;
varying vec2 vUv;
varying float vFacing;
void main() {
  vUv = uv;
  vec4 at = viewMatrix * vec4(position + aFoot, 1.);
  vec3 n = normalize(mat3(viewMatrix) * vec3(normal.x, 0., normal.z));
  vFacing = abs(dot(n, normalize(-at.xyz)));
  gl_Position = projectionMatrix * at;
}`;

const shaftFragment = /* glsl */ `
varying vec2 vUv;
varying float vFacing;
uniform float uLamp, uTime;
void main() {
  float a = pow(1. - vUv.y, 1.8) * pow(vFacing, 2.2) * mix(1.1, .98, uLamp) * (.85 + .15 * sin(uTime * 1.6));
  vec3 red = mix(vec3(.86, .07, .06), vec3(1., .40, .28), smoothstep(.65, 1., uLamp));
  gl_FragColor = vec4(red, min(a, .85));
  #include <colorspace_fragment>
}`;
