// Who carries a call, and what they may do. Made from a token at the door; every statement is reached through its userId.

/** The bearer of a call. */
export interface Authority {
  readonly userId: string;
  /** The device of the session, or the token's id for a script. */
  readonly deviceId: string;
  readonly sessionId: string;
  readonly scopes: readonly string[];
  /** When the token lapses, in milliseconds since 1970: streams end then. */
  readonly expiresMs: number;
  /** True for the gateway's own parts, which may append what nobody else may. */
  readonly isInternal: boolean;
}

/** The scope of a person's own session: everything that is theirs. */
export const everything = 'all';

/** Whether the scopes hold a right. "entries:read" holds "entries:read:weight" too. */
export function holds(scopes: readonly string[], right: string): boolean {
  return scopes.some((scope) => scope === everything || scope === right || right.startsWith(`${scope}:`));
}

/** The authority of the gateway's own parts, for one user. */
export function internalAuthority(userId: string, gatewayDeviceId: string): Authority {
  return {
    userId,
    deviceId: gatewayDeviceId,
    sessionId: '',
    scopes: [everything],
    expiresMs: Number.POSITIVE_INFINITY,
    isInternal: true,
  };
}
