// Where routes find who carries the call. The interceptor at the door puts it there; AuthService has none.

import { type ContextValues, createContextKey, type HandlerContext } from '@connectrpc/connect';
import type { Authority } from './authority.ts';
import { signIn } from './door.ts';

const authorityKey = createContextKey<Authority | undefined>(undefined, { description: 'authority' });

export function setAuthority(values: ContextValues, authority: Authority): void {
  values.set(authorityKey, authority);
}

/** Who carries the call. Refuses when nobody does. */
export function authorityOf(context: Pick<HandlerContext, 'values'>): Authority {
  const authority = context.values.get(authorityKey);
  if (!authority) throw signIn('Nobody is signed in.');
  return authority;
}
