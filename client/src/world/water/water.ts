// The sea: one opaque surface without a reflection pass. Depth, foam and the lagoon under the year path come from the distance
// field; the sky's own function gives the mirror and the fog.
import { BufferGeometry, Float32BufferAttribute, Mesh, MeshLambertMaterial } from 'three';
import { noiseGlsl, skyGlsl } from '../light/glsl.ts';
import type { WorldUniforms } from '../light/paint.ts';

export function buildWater(uniforms: WorldUniforms): Mesh {
  const material = new MeshLambertMaterial({ color: '#ffffff' });
  material.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace('#include <common>', '#include <common>\nvarying vec3 vAt;')
      .replace(
        '#include <begin_vertex>',
        'vec3 transformed = position;\nvAt = (modelMatrix * vec4(position, 1.)).xyz;',
      );
    shader.fragmentShader = shader.fragmentShader
      .replace('#include <common>', `#include <common>\n${head}${skyGlsl}${noiseGlsl}`)
      .replace(
        '#include <shadowmap_pars_fragment>',
        '#include <shadowmap_pars_fragment>\n#include <shadowmask_pars_fragment>',
      )
      .replace('#include <opaque_fragment>', surface);
  };
  const water = new Mesh(oneTriangle(), material);
  water.receiveShadow = true;
  water.frustumCulled = false;
  return water;
}

/** A single triangle: where triangles meet, some rasterisers leave a dotted line of sky. */
function oneTriangle(): BufferGeometry {
  const geometry = new BufferGeometry();
  const corners = [0, 0, 1500, 2000, 0, -500, -2000, 0, -500];
  geometry.setAttribute('position', new Float32BufferAttribute(corners, 3));
  geometry.setAttribute('normal', new Float32BufferAttribute([0, 1, 0, 0, 1, 0, 0, 1, 0], 3));
  return geometry;
}

const head = /* glsl */ `
varying vec3 vAt;
uniform float uTime, uFieldSize, uSheen;
uniform sampler2D uField;
uniform vec3 uWaterDeep, uWaterShallow, uFoam;`;

// Normals and glints fade with distance, or the far sea would sparkle. Outside the field everything is deep.
const surface = /* glsl */ `
vec2 p = vAt.xz;
vec4 field = texture2D(uField, p / uFieldSize + .5);
float inField = 1. - smoothstep(uFieldSize * .44, uFieldSize * .49, max(abs(p.x), abs(p.y)));
float shore = mix(14., field.r, inField);
float path = mix(9., field.g, inField);
float distant = length(cameraPosition - vAt);
float near = 1. - smoothstep(45., 110., distant);
float ripple = 1. - .85 * smoothstep(28., 80., distant);
float n1 = noise2(p * .55 + vec2(uTime * .05, -uTime * .04));
float n2 = noise2(p * 1.9 + vec2(-uTime * .12, uTime * .07));

float wobbled = shore + (n1 - .5) * .9;
vec3 c = mix(uWaterShallow, uWaterMid, smoothstep(.1, 2.3, wobbled));
c = mix(c, uWaterDeep, smoothstep(1.8, 8., wobbled + n1 * .8));
c = mix(c, uWaterShallow, .42 * (1. - smoothstep(.1, 1.15, path + (n1 - .5) * .5)));
float strokes = smoothstep(.70, .80, noise2(vec2(p.x * .33 + uTime * .03, p.y * 1.25) + n1 * 1.2)) * near;
c = mix(c, mix(uWaterShallow, uFoam, .25), strokes * .13);

vec3 n = normalize(vec3(
  ((n2 - .5) * .16 + (n1 - .5) * .12) * ripple,
  1.,
  (noise2(p * 1.7 + 9. + uTime * .1) - .5) * .16 * ripple));
vec3 toEye = normalize(cameraPosition - vAt);
vec3 mirrored = reflect(-toEye, n);
mirrored.y = abs(mirrored.y);
float fresnel = pow(1. - max(dot(toEye, n), 0.), 4.);
c = mix(c, skyColour(mirrored), clamp(.06 + fresnel * uSheen * 1.6, 0., .85));
float sunRoad = max(dot(mirrored, normalize(uSun)), 0.);
float glint = noise2(vec2(p.x * 1.1, p.y * 4.) + uTime * .3);
c += uSunGlow * (pow(sunRoad, 60.) * .22 + smoothstep(.62, .85, glint) * pow(sunRoad, 24.) * .55) * near;
float light = getShadowMask();
c *= mix(vec3(.62, .70, .80), vec3(1.), light);

float edge = (n2 - .5) * .22;
float foam = 1. - smoothstep(.10, .2, shore + edge * .8);
float wave = fract(shore * .62 - uTime * .045 + n1 * .25);
float rings = smoothstep(.03, .07, wave) * (1. - smoothstep(.11, .17, wave)) * (1. - smoothstep(.7, 2.9, shore));
foam = max(foam, rings * smoothstep(.25, .5, n1 + .16) * step(.2, shore) * .62);
foam = max(foam, (1. - smoothstep(.03, .13, abs(path - .06 + edge * .5))) * .34);
c = mix(c, uFoam * mix(.82, 1., light), foam * .9);

// Distance brightens the sea before the sky covers it, and keeps its colour: deep blue mixed with a pale horizon is grey.
float haze = fogShare(vAt);
if (haze > .985) discard; // Here the sea has become sky, and a low moon stands before it.
c = mix(c, mix(uWaterMid, skyColour(normalize(vAt - cameraPosition)), .45), smoothstep(0., .5, haze) * .55);
c = inFog(c, vAt);
outgoingLight = max(mix(vec3(dot(c, vec3(.3, .59, .11))), c, 1. + haze * (1. - haze)), 0.);
#include <opaque_fragment>`;
