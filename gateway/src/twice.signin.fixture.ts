// Calls that sign somebody in or out, twice.

import { sql } from 'kysely';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { password } from '../../scripts/testing/gateway.ts';
import { createAuthenticator } from './identity/authenticator.fixture.ts';
import { bearer, type Home, type Homes, type Prepare } from './twice.fixture.ts';

const newDevice = (name = 'A test') => ({ deviceId: crypto.randomUUID(), name });
const nothing = { effects: async () => ({}), wanted: {} };
const browser = (home: Home) => ({ origin: home.url });

const users = (home: Home) => home.count(sql`app_user`);
const devicesAdded = (home: Home, deviceId: string) => home.countEvents(101, deviceId);

/** Sessions of a device that have not ended. */
export const sessions = (home: Home, deviceId: string) =>
  home.count(sql`session where device_id = ${deviceId} and not revoked`);

/** Signs in from a new device. */
export async function signedIn({ owned: home }: Homes) {
  const device = newDevice();
  let cookie = '';
  const { signedIn: session } = await home.use(AuthService).signInWithPassword(
    { name: 'Ada', password, device },
    {
      onHeader: (headers) => {
        cookie = headers.get('set-cookie')?.split(';')[0] ?? '';
      },
    },
  );
  return { device, cookie, sessionId: session?.sessionId ?? '' };
}

export const claim: Prepare = async ({ fresh: home }) => {
  const device = newDevice();
  const as = (name: string) => () =>
    home.use(AuthService).claim({ claim: home.claim, name, password, device });
  return {
    home,
    call: as('Ada'),
    other: as('Eve'),
    effects: async () => ({
      users: await users(home),
      devices: await devicesAdded(home, device.deviceId),
      documents: await home.count(sql`event where body_type = 204`),
    }),
    wanted: { users: 1, devices: 1, documents: 2 },
  };
};

export const signIn: Prepare = async ({ owned: home }) => {
  const device = newDevice();
  const as = (name: string) => () =>
    home.use(AuthService).signInWithPassword({ name: 'Ada', password, device: { ...device, name } });
  return {
    home,
    call: as('A test'),
    other: as('Another name'),
    effects: async () => ({ devices: await devicesAdded(home, device.deviceId) }),
    wanted: { devices: 1 },
  };
};

export const beginRegistration: Prepare = async ({ owned: home, token }) => {
  const begin = (name: string) => () =>
    home.use(AuthService, { ...browser(home), ...bearer(token) }).beginPasskeyRegistration({ name });
  return { home, call: begin('Ada'), other: begin('Eve'), ...nothing };
};

export const beginFirst: Prepare = async ({ fresh: home }) => {
  const begin = (name: string) => () =>
    home.use(AuthService, browser(home)).beginPasskeyRegistration({ claim: home.claim, name });
  return { home, call: begin('Ada'), other: begin('Eve'), ...nothing };
};

export const finishRegistration: Prepare = async ({ owned: home, token }) => {
  const auth = home.use(AuthService, { ...browser(home), ...bearer(token) });
  const key = createAuthenticator(home.url);
  const device = newDevice();
  const begun = await auth.beginPasskeyRegistration({});
  const finish = ({ ceremonyId, optionsJson }: { ceremonyId: string; optionsJson: string }) =>
    auth.finishPasskeyRegistration({ ceremonyId, responseJson: key.register(optionsJson), device });
  return {
    home,
    call: () => finish(begun),
    // The same passkey once more, by another ceremony.
    other: async () => finish(await auth.beginPasskeyRegistration({})),
    effects: async () => ({
      passkeys: await home.count(sql`passkey where credential_id = ${key.credentialId}`),
    }),
    wanted: { passkeys: 1 },
  };
};

export const finishFirst: Prepare = async ({ fresh: home }) => {
  const auth = home.use(AuthService, browser(home));
  const key = createAuthenticator(home.url);
  const device = newDevice();
  const begin = () => auth.beginPasskeyRegistration({ claim: home.claim, name: 'Ada' });
  const [first, second] = [await begin(), await begin()];
  const finish = ({ ceremonyId, optionsJson }: typeof first) =>
    auth.finishPasskeyRegistration({ ceremonyId, responseJson: key.register(optionsJson), device });
  return {
    home,
    call: () => finish(first),
    other: () => finish(second),
    effects: async () => ({
      users: await users(home),
      passkeys: await home.count(sql`passkey`),
      devices: await devicesAdded(home, device.deviceId),
      documents: await home.count(sql`event where body_type = 204`),
    }),
    wanted: { users: 1, passkeys: 1, devices: 1, documents: 2 },
  };
};

export const beginSignIn: Prepare = async ({ owned: home }) => {
  const begin = () => home.use(AuthService, browser(home)).beginPasskeySignIn({});
  return { home, call: begin, other: begin, ...nothing };
};

export const finishSignIn: Prepare = async (homes) => {
  const { owned: home, token } = homes;
  const auth = home.use(AuthService, { ...browser(home), ...bearer(token) });
  const key = createAuthenticator(home.url);
  const device = newDevice();
  const { ceremonyId, optionsJson } = await auth.beginPasskeyRegistration({});
  await auth.finishPasskeyRegistration({ ceremonyId, responseJson: key.register(optionsJson), device });
  const begun = await auth.beginPasskeySignIn({});
  const finish = (responseJson: string) => () =>
    auth.finishPasskeySignIn({ ceremonyId: begun.ceremonyId, responseJson, device });
  return {
    home,
    call: finish(key.authenticate(begun.optionsJson)),
    other: finish('{}'),
    effects: async () => ({ devices: await devicesAdded(home, device.deviceId) }),
    wanted: { devices: 1 },
  };
};

export const refresh: Prepare = async (homes) => {
  const { owned: home } = homes;
  const { device, cookie } = await signedIn(homes);
  const withCookie = (value: string) => () => home.use(AuthService, { cookie: value }).refresh({});
  return {
    home,
    call: withCookie(cookie),
    other: withCookie(`${cookie}x`),
    effects: async () => ({ sessions: await sessions(home, device.deviceId) }),
    wanted: { sessions: 1 },
  };
};

export const signOut: Prepare = async (homes) => {
  const { owned: home } = homes;
  const { device, cookie } = await signedIn(homes);
  const withCookie = (value: string) => () => home.use(AuthService, { cookie: value }).signOut({});
  return {
    home,
    call: withCookie(cookie),
    other: withCookie(`${cookie}x`),
    effects: async () => ({ sessions: await sessions(home, device.deviceId) }),
    wanted: { sessions: 0 },
  };
};
