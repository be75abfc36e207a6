// The door: who carries a call. A session's token and a script's token are both bearer strings.

import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import type { Database } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { checkApiToken, isApiToken } from './apitokens.ts';
import { type Authority, holds } from './authority.ts';
import { isSessionAlive } from './sessions.ts';
import type { TokenMint } from './tokens.ts';

/** Finds out who carries a call, from its Authorization header. Refuses when nobody does. */
export type Door = (authorization: string | null) => Promise<Authority>;

export function createDoor(given: { db: Database; kernel: Kernel; mint: TokenMint }): Door {
  return async (authorization) => {
    const bearer = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (!bearer) throw signIn('Nobody is signed in.');
    if (isApiToken(bearer)) {
      const authority = await checkApiToken(given.db, given.kernel, bearer);
      if (!authority)
        throw signIn('This token is wrong, revoked or has lapsed.', 'Make a new one in Settings.');
      return authority;
    }
    const authority = await given.mint.check(bearer);
    if (!authority) throw signIn('Your sign-in has lapsed.', 'Refresh the session, or sign in again.');
    if (!(await isSessionAlive(given.db, authority.sessionId))) throw signIn('This session was ended.');
    return authority;
  };
}

/** Refuses unless the bearer holds a right. */
export function demand(authority: Authority, right: string): void {
  if (holds(authority.scopes, right)) return;
  throw new Refused({
    code: RefusalCode.SCOPE,
    what: `This token does not hold "${right}".`,
    advice: 'Make a token with that scope in Settings.',
  });
}

export function signIn(what: string, advice = 'Sign in and try again.'): Refused {
  return new Refused({ code: RefusalCode.SIGN_IN, what, advice });
}
