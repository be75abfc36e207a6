// What a device is called until somebody gives it a better name: "Firefox on Linux".

const browsers: readonly (readonly [RegExp, string])[] = [
  [/OculusBrowser/, 'Quest browser'],
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: readonly (readonly [RegExp, string])[] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'Mac'],
  [/Linux/, 'Linux'],
];

export function deviceName(userAgent: string): string {
  const find = (names: typeof browsers, otherwise: string) =>
    names.find(([pattern]) => pattern.test(userAgent))?.[1] ?? otherwise;
  return `${find(browsers, 'A browser')} on ${find(systems, 'a device')}`;
}
