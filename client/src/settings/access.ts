// Who may act for the owner: devices and tokens, asked of the gateway. It needs the network, and says so when there is none.

import { timestampMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import type { Failed, Session } from '#client/app/session.ts';
import { callMaxMs } from '#client/session/callmax.ts';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';

export interface DeviceView {
  readonly deviceId: string;
  readonly name: string;
  readonly lastSeenMs: number | null;
  readonly isThis: boolean;
  /** How many times somebody is signed in on it. */
  readonly sessionCount: number;
}

export interface TokenView {
  readonly tokenId: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly expiresMs: number | null;
}

/** What a token may do, in words. */
export const scopeWords = {
  'entries:write': 'Write entries',
  'log:read': 'Read everything',
  'log:write': 'Change everything',
} as const;

export type Scope = keyof typeof scopeWords;

export interface Access {
  devices(): Promise<DeviceView[]>;
  revokeDevice(deviceId: string): Promise<void>;
  tokens(): Promise<TokenView[]>;
  /** Gives the token itself, this one time. */
  createToken(given: { name: string; scopes: readonly Scope[]; days: number }): Promise<string>;
  revokeToken(tokenId: string): Promise<void>;
}

export function createAccess(session: Pick<Session, 'accessToken'>): Access {
  const client = createClient(
    AccessService,
    createConnectTransport({
      baseUrl: location.origin,
      defaultTimeoutMs: callMaxMs,
      interceptors: [
        (next) => async (request) => {
          const token = await session.accessToken();
          if (token === undefined) throw new ConnectError('no token', Code.Unavailable);
          request.header.set('authorization', `Bearer ${token}`);
          return next(request);
        },
      ],
    }),
  );
  return {
    async devices() {
      const [{ devices }, { sessions }] = await Promise.all([
        client.listDevices({}),
        client.listSessions({}),
      ]);
      return devices.map(({ deviceId, name, lastSeenAt, current }) => ({
        deviceId,
        name,
        lastSeenMs: lastSeenAt ? timestampMs(lastSeenAt) : null,
        isThis: current,
        sessionCount: sessions.filter((one) => one.deviceId === deviceId).length,
      }));
    },
    async revokeDevice(deviceId) {
      await client.revokeDevice({ deviceId });
    },
    async tokens() {
      const { tokens } = await client.listApiTokens({});
      return tokens.map(({ tokenId, name, scopes, expiresAt }) => ({
        tokenId,
        name,
        scopes,
        expiresMs: expiresAt ? timestampMs(expiresAt) : null,
      }));
    },
    async createToken({ name, scopes, days }) {
      return (await client.createApiToken({ name, scopes: [...scopes], days })).token;
    },
    async revokeToken(tokenId) {
      await client.revokeApiToken({ tokenId });
    },
  };
}

/** What went wrong, for a screen. */
export function failedWords(error: unknown): Failed {
  if (error instanceof ConnectError) {
    const [refusal] = error.findDetails(RefusalSchema);
    if (refusal) return { what: refusal.what, advice: refusal.advice };
    if (error.code === Code.Unauthenticated) return { what: 'You are signed out.', advice: 'Sign in again.' };
  }
  return {
    what: 'Your LifeOS can’t be reached.',
    advice: 'This part needs it. Everything else works meanwhile.',
  };
}
