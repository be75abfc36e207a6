// The refresh token's cookie: not readable by scripts, never sent from another site, and only to the service that needs it.

import { limits } from '../kernel/limits.ts';

const name = 'lifeos_refresh';
const path = '/lifeos.identity.v1.AuthService/';

/** The refresh token in a Cookie header, or empty text. */
export function readRefreshCookie(header: string | null): string {
  for (const part of (header ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name && value) return value;
  }
  return '';
}

/** A Set-Cookie header that keeps a refresh token. `isSecure` when the browser came over HTTPS. */
export function writeRefreshCookie(token: string, isSecure: boolean): string {
  return attributes(token, limits.sessionIdleDays * 86_400, isSecure);
}

/** A Set-Cookie header that forgets it. */
export function clearRefreshCookie(isSecure: boolean): string {
  return attributes('', 0, isSecure);
}

function attributes(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const secure = isSecure ? '; Secure' : '';
  return `${name}=${value}; Path=${path}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Strict${secure}`;
}
