// A browser's cookie jar for a client that is no browser: the refresh cookie in a file, traded as the page trades it.

import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { fromJson } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import type { TokenAnswer, Tokens } from '#client/session/tokens.ts';
import { SignedInSchema } from '#gen/lifeos/identity/v1/auth_pb.ts';

/** How long one call may take, and before it lapses how early a token is traded, in milliseconds: as in the page. */
const callMs = 10_000;
const marginMs = 60_000;

export interface CookieTokens extends Tokens {
  signIn(name: string, password: string): Promise<TokenAnswer>;
}

export function cookieTokens(given: { baseUrl: string; file: string; deviceId: string }): CookieTokens {
  let current: Extract<TokenAnswer, { kind: 'token' }> | undefined;
  let underway: Promise<TokenAnswer> | undefined;

  const call = async (method: string, body: object): Promise<TokenAnswer> => {
    const cookie = existsSync(given.file) ? readFileSync(given.file, 'utf8') : '';
    try {
      const response = await fetch(`${given.baseUrl}/lifeos.identity.v1.AuthService/${method}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(callMs),
      });
      const answer = (await response.json()) as { signedIn?: never };
      if (response.status === 401) return { kind: 'signedOut' };
      if (!response.ok || answer.signedIn === undefined) return { kind: 'offline' };
      keep(response.headers.get('set-cookie')?.split(';')[0] ?? '');
      const signedIn = fromJson(SignedInSchema, answer.signedIn);
      current = { kind: 'token', token: signedIn.accessToken, signedIn };
      return current;
    } catch {
      return { kind: 'offline' };
    }
  };
  const keep = (cookie: string) => {
    writeFileSync(`${given.file}.new`, cookie, { mode: 0o600, flush: true });
    renameSync(`${given.file}.new`, given.file);
  };
  const isGood = () => {
    const expiresAt = current?.signedIn.expiresAt;
    return expiresAt !== undefined && timestampMs(expiresAt) - Date.now() > marginMs;
  };
  return {
    signIn: (name, password) =>
      call('SignInWithPassword', { name, password, device: { deviceId: given.deviceId, name: 'A client' } }),
    async get() {
      if (current && isGood()) return current;
      underway ??= call('Refresh', {}).finally(() => {
        underway = undefined;
      });
      return underway;
    },
    take: () => undefined,
    forget() {
      current = undefined;
    },
    close: () => undefined,
  };
}
