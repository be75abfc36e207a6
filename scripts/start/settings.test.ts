import { describe, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

const home = '/home/ada';

describe('settings', () => {
  test('need nothing: a private database in ~/.lifeos, for this machine only', () => {
    expect(readSettings({}, home)).toEqual({ dataDir: '/home/ada/.lifeos', host: '127.0.0.1', port: 4680 });
  });

  test('take what the environment says, ~ included', () => {
    const env = {
      LIFEOS_DATA: '~/life',
      LIFEOS_PORT: '80',
      LIFEOS_HOST: '::',
      DATABASE_URL: 'postgres://a@b/c',
    };
    const settings = { dataDir: '/home/ada/life', host: '::', port: 80, databaseUrl: 'postgres://a@b/c' };
    expect(readSettings(env, home)).toEqual(settings);
  });

  test.each([
    [{ LIFEOS_PORT: 'http' }, /LIFEOS_PORT is "http"/],
    [{ LIFEOS_PORT: '65536' }, /0 \(any free port\) to 65535/],
    [{ DATABASE_URL: 'mysql://a@b/c' }, /postgres:\/\/user:password/],
  ])('refuse %o in plain words', (env, words) => {
    expect(() => readSettings(env, home)).toThrow(words);
  });
});
