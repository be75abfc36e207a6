// Access tokens on this device. They are kept in memory only; the refresh token is in a cookie that no script can read, and each
// refresh trades it for another. Page, worker and other tabs share that cookie, so they refresh one after the other and tell each
// other what they got: a cookie that was traded twice looks stolen, and the gateway ends a session whose cookie was stolen.

import { fromBinary, toBinary } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { RefusalCode, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AuthService, type SignedIn, SignedInSchema } from '#gen/lifeos/identity/v1/auth_pb.ts';

/** A token, or why there is none. */
export type TokenAnswer =
  | { readonly kind: 'token'; readonly token: string; readonly signedIn: SignedIn }
  | { readonly kind: 'offline' }
  | { readonly kind: 'signedOut' };

export interface Tokens {
  /** A token that is good for a while; refreshed when it is about to lapse. */
  get(): Promise<TokenAnswer>;
  /** Takes the answer of a sign-in, for this page and the others. */
  take(signedIn: SignedIn): void;
  /** Forgets the token, as after a refusal: the next one is fetched anew. */
  forget(): void;
  close(): void;
}

export interface TokenParts {
  readonly baseUrl: string;
  readonly now: () => number;
  /** Whether a token of this user is wanted: somebody else may sign in in another tab. */
  readonly isMine: (userId: string) => boolean;
  /** Called when another page has got a token: somebody signed in, or the gateway can be reached again. */
  readonly heard?: () => void;
}

/** A token is refreshed when it has less than this to live, in milliseconds: longer than any call takes. */
const marginMs = 60_000;
/** How long one refresh may take, and how long others are let go first, in milliseconds: a person looks at an empty pill meanwhile. */
const refreshMs = 10_000;
const turnMs = 10_000;

export function createTokens({ baseUrl, now, isMine, heard }: TokenParts): Tokens {
  const auth = createClient(AuthService, createConnectTransport({ baseUrl, fetch: withCookies }));
  const others = new BroadcastChannel('lifeos-tokens');
  let current: { signedIn: SignedIn; expiresMs: number } | undefined;
  let underway: Promise<TokenAnswer> | undefined;
  const keep = (signedIn: SignedIn) => {
    const expiresMs = signedIn.expiresAt ? timestampMs(signedIn.expiresAt) : 0;
    if (isMine(signedIn.userId)) current = { signedIn, expiresMs };
  };
  const take = (signedIn: SignedIn) => {
    keep(signedIn);
    others.postMessage(toBinary(SignedInSchema, signedIn));
  };
  others.addEventListener('message', ({ data }: MessageEvent<Uint8Array>) => {
    const signedIn = fromBinary(SignedInSchema, data);
    keep(signedIn);
    if (isMine(signedIn.userId)) heard?.();
  });
  const good = (): TokenAnswer | undefined =>
    current && current.expiresMs - now() > marginMs
      ? { kind: 'token', token: current.signedIn.accessToken, signedIn: current.signedIn }
      : undefined;
  const refresh = async (isAgain = false): Promise<TokenAnswer> => {
    try {
      const { signedIn } = await auth.refresh({}, { timeoutMs: refreshMs });
      if (!signedIn) return { kind: 'signedOut' };
      take(signedIn);
      return isMine(signedIn.userId)
        ? { kind: 'token', token: signedIn.accessToken, signedIn }
        : { kind: 'signedOut' };
    } catch (error) {
      const wire = ConnectError.from(error);
      if (wire.code === Code.Unauthenticated) return { kind: 'signedOut' };
      const [refusal] = wire.findDetails(RefusalSchema);
      if (refusal?.code !== RefusalCode.STATE) return { kind: 'offline' };
      // The cookie was traded before. When there is a newer one, the second call carries it; when there is not, this browser has lost
      // it, as one does that is killed, and only the person can say who is there.
      if (isAgain) return { kind: 'signedOut' };
      await new Promise((resolve) => setTimeout(resolve, Number(refusal.retryAfterMs)));
      return refresh(true);
    }
  };
  // Whoever had to wait for another's refresh has heard what it gave.
  const inTurn = (): Promise<TokenAnswer> =>
    navigator.locks
      .request('lifeos-refresh', { signal: AbortSignal.timeout(turnMs) }, () => good() ?? refresh())
      .catch(() => ({ kind: 'offline' }));
  return {
    async get() {
      const kept = good();
      if (kept) return kept;
      underway ??= inTurn().finally(() => {
        underway = undefined;
      });
      return underway;
    },
    take,
    forget() {
      current = undefined;
    },
    close: () => others.close(),
  };
}

const withCookies: typeof fetch = (input, init) => fetch(input, { ...init, credentials: 'same-origin' });
