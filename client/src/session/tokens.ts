// Access tokens on this device. They are kept in memory only; the refresh token is in a cookie that no script can read.

import { timestampMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { AuthService, type SignedIn } from '#gen/lifeos/identity/v1/auth_pb.ts';

/** A token, or why there is none. */
export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string; readonly signedIn: SignedIn | undefined }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signedOut' };

export interface Tokens {
  /** A token that is good for a while; refreshed when it is about to lapse. */
  get(): Promise<TokenAnswer>;
  /** Takes the answer of a sign-in. */
  take(signedIn: SignedIn): void;
  /** Forgets the token, as after a refusal: the next one is fetched anew. */
  forget(): void;
}

/** A token is refreshed when it has less than this to live, in milliseconds: longer than any call takes. */
const marginMs = 60_000;

export function createTokens(baseUrl: string, now: () => number): Tokens {
  const auth = createClient(AuthService, createConnectTransport({ baseUrl, fetch: withCookies }));
  let current: { token: string; expiresMs: number } | undefined;
  let underway: Promise<TokenAnswer> | undefined;
  const take = (signedIn: SignedIn) => {
    const expiresMs = signedIn.expiresAt ? timestampMs(signedIn.expiresAt) : 0;
    current = { token: signedIn.accessToken, expiresMs };
  };
  const refresh = async (): Promise<TokenAnswer> => {
    try {
      const { signedIn } = await auth.refresh({}, { timeoutMs: 15_000 });
      if (!signedIn) return { kind: 'signedOut' };
      take(signedIn);
      return { kind: 'token', token: signedIn.accessToken, signedIn };
    } catch (error) {
      return ConnectError.from(error).code === Code.Unauthenticated
        ? { kind: 'signedOut' }
        : { kind: 'offline' };
    }
  };
  return {
    async get() {
      if (current && current.expiresMs - now() > marginMs) {
        return { kind: 'token', token: current.token, signedIn: undefined };
      }
      underway ??= refresh().finally(() => {
        underway = undefined;
      });
      return underway;
    },
    take,
    forget() {
      current = undefined;
    },
  };
}

const withCookies: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'same-origin' });
