// Calls about sessions, devices and tokens, twice.

import { sql } from 'kysely';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import { bearer, type Prepare } from './twice.fixture.ts';
import { sessions, signedIn } from './twice.signin.fixture.ts';

export const revokeSession: Prepare = async (homes) => {
  const { owned: home, token } = homes;
  const { device, sessionId } = await signedIn(homes);
  const revoke = (id: string) => () =>
    home.use(AccessService, bearer(token)).revokeSession({ sessionId: id });
  return {
    home,
    call: revoke(sessionId),
    other: revoke(crypto.randomUUID()),
    effects: async () => ({ sessions: await sessions(home, device.deviceId) }),
    wanted: { sessions: 0 },
  };
};

export const revokeDevice: Prepare = async (homes) => {
  const { owned: home, token } = homes;
  const { device } = await signedIn(homes);
  const revoke = (deviceId: string) => () =>
    home.use(AccessService, bearer(token)).revokeDevice({ deviceId });
  return {
    home,
    call: revoke(device.deviceId),
    other: revoke(crypto.randomUUID()),
    effects: async () => ({
      sessions: await sessions(home, device.deviceId),
      noted: await home.countEvents(102, device.deviceId),
    }),
    wanted: { sessions: 0, noted: 1 },
  };
};

export const createToken: Prepare = async ({ owned: home, token }) => {
  const name = `scale ${crypto.randomUUID()}`;
  const make = (scope: string) => () =>
    home.use(AccessService, bearer(token)).createApiToken({ name, scopes: [scope] });
  return {
    home,
    call: make('entries:write'),
    other: make('log:read'),
    effects: async () => ({ tokens: await home.count(sql`api_token where name = ${name}`) }),
    wanted: { tokens: 1 },
  };
};

export const revokeToken: Prepare = async ({ owned: home, token }) => {
  const access = home.use(AccessService, bearer(token));
  const { info } = await access.createApiToken({ name: crypto.randomUUID(), scopes: ['log:read'] });
  const revoke = (tokenId: string) => () => access.revokeApiToken({ tokenId });
  return {
    home,
    call: revoke(info?.tokenId ?? ''),
    other: revoke(crypto.randomUUID()),
    effects: async () => ({
      tokens: await home.count(sql`api_token where token_id = ${info?.tokenId} and not revoked`),
    }),
    wanted: { tokens: 0 },
  };
};
