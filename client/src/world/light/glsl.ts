// Pieces of GLSL that several materials share.

export const noiseGlsl = /* glsl */ `
float hash21(vec2 p) { p = fract(p * vec2(123.34, 456.21)); p += dot(p, p + 45.32); return fract(p.x * p.y); }
float noise2(vec2 p) {
  vec2 i = floor(p), f = fract(p);
  f = f * f * (3. - 2. * f);
  return mix(mix(hash21(i), hash21(i + vec2(1, 0)), f.x), mix(hash21(i + vec2(0, 1)), hash21(i + vec2(1, 1)), f.x), f.y);
}`;

// Sky and fog are one function, so that the sea melts into the sky without a seam. uHorizon lowers a false horizon below
// the true one: a camera that looks down steeply still sees sky. Fog goes through the bright middle water colour first,
// because a deep blue mixed with cream is grey mud.
export const skyGlsl = /* glsl */ `
uniform vec3 uSkyTop, uSkyMid, uHorizonColour, uSunGlow, uSun, uWaterMid;
uniform float uFog, uFogStart, uHorizon;
vec3 skyColour(vec3 d) {
  float h = max(d.y + uHorizon, 0.);
  vec3 c = mix(uHorizonColour, uSkyMid, smoothstep(0., .11, h));
  c = mix(c, uSkyTop, smoothstep(.07, .27, h));
  float s = max(dot(normalize(d * vec3(1., .75, 1.)), normalize(uSun * vec3(1., .75, 1.))), 0.);
  return c + uSunGlow * (pow(s, 5.) * .22 + pow(s, 28.) * .3);
}
float fogShare(vec3 p) {
  float f = 1. - exp(-pow(max(length(p - cameraPosition) - uFogStart, 0.) * uFog * 1.35, 1.9));
  return clamp(f * mix(1., .8, smoothstep(0., 8., p.y)), 0., 1.);
}
vec3 inFog(vec3 c, vec3 p) {
  return mix(c, skyColour(normalize(p - cameraPosition)), fogShare(p));
}`;
