// Signing in and out on this device. Who was here last is remembered, so that a cold start with the network gone opens their
// life; what they may do on the gateway is decided there, by tokens.

import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { uuidv7 } from '#core/log/ids.ts';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AuthService, type SignedIn } from '#gen/lifeos/identity/v1/auth_pb.ts';
import type { Failed, Session, SessionState } from '../app/session.ts';
import { clearedKey } from '../cache/loss.ts';
import { callMaxMs } from './callmax.ts';
import { deviceName } from './devicename.ts';
import { createRemembered, type Remembered } from './remembered.ts';
import { createTokens } from './tokens.ts';

const userKey = 'user';
const deviceKey = 'device';

/** The session of this page, and the id under which this device stamps. */
export function createSession(baseUrl: string): Session & { deviceId: Promise<string> } {
  const auth = createClient(AuthService, createConnectTransport({ baseUrl, defaultTimeoutMs: callMaxMs }));
  const listeners = new Set<() => void>();
  const remembered = createRemembered();
  const deviceId = ownDeviceId(remembered);
  const ownDevice = async () => ({ deviceId: await deviceId, name: deviceName(navigator.userAgent) });
  let state: SessionState = { kind: 'loading' };
  const tokens = createTokens({
    baseUrl,
    now: Date.now,
    isMine: (userId) => state.kind !== 'signedIn' || state.userId === userId,
  });

  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const enter = async (signedIn: SignedIn | undefined) => {
    if (!signedIn) return;
    tokens.take(signedIn);
    await open(signedIn);
  };
  const open = async (signedIn: SignedIn) => {
    await remembered.put(userKey, { userId: signedIn.userId, name: signedIn.name } satisfies KnownUser);
    become({ kind: 'signedIn', userId: signedIn.userId, name: signedIn.name, isOffline: false });
  };
  const leave = async () => {
    await remembered.forget(userKey);
    tokens.forget();
    const status = await auth.getStatus({}).catch(() => undefined);
    become({ kind: status?.claimed === false ? 'welcome' : 'signIn' });
  };
  const begin = async () => {
    const known = await remembered.get<KnownUser>(userKey);
    if (known) become({ kind: 'signedIn', ...known, isOffline: true });
    const answer = await tokens.get();
    if (answer.kind === 'token') {
      if (!known) await noteCleared(answer.token);
      await open(answer.signedIn);
    } else if (answer.kind === 'signedOut' || !known) await leave();
  };
  // The sign-in of a device that nobody here remembers: its browser has cleared all but its cookies.
  const noteCleared = async (token: string) => {
    const bearer = deviceOf(token);
    if (bearer !== undefined && bearer !== (await deviceId)) await remembered.put(clearedKey, true);
  };
  const attempt = async (work: () => Promise<void>): Promise<Failed | undefined> => {
    try {
      await work();
      return undefined;
    } catch (error) {
      return failedOf(error);
    }
  };
  const register = async (claim: string, name: string) => {
    const headers = claim === '' ? { authorization: `Bearer ${(await accessToken()) ?? ''}` } : {};
    const { ceremonyId, optionsJson } = await auth.beginPasskeyRegistration({ claim, name }, { headers });
    const response = await startRegistration({ optionsJSON: JSON.parse(optionsJson) });
    const finished = await auth.finishPasskeyRegistration(
      { ceremonyId, responseJson: JSON.stringify(response), device: await ownDevice() },
      { headers },
    );
    await enter(finished.signedIn);
  };
  const accessToken = async () => {
    const answer = await tokens.get();
    if (answer.kind === 'signedOut') await leave();
    return answer.kind === 'token' ? answer.token : undefined;
  };
  void begin();

  return {
    deviceId,
    get: () => state,
    onChange(changed) {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    claim: (given) =>
      attempt(async () => enter((await auth.claim({ ...given, device: await ownDevice() })).signedIn)),
    claimWithPasskey: ({ claim, name }) => attempt(() => register(claim, name)),
    signIn: (given) =>
      attempt(async () =>
        enter((await auth.signInWithPassword({ ...given, device: await ownDevice() })).signedIn),
      ),
    signInWithPasskey: () =>
      attempt(async () => {
        const { ceremonyId, optionsJson } = await auth.beginPasskeySignIn({});
        const response = await startAuthentication({ optionsJSON: JSON.parse(optionsJson) });
        const finished = await auth.finishPasskeySignIn({
          ceremonyId,
          responseJson: JSON.stringify(response),
          device: await ownDevice(),
        });
        await enter(finished.signedIn);
      }),
    addPasskey: () => attempt(() => register('', '')),
    async signOut() {
      await auth.signOut({}).catch(() => undefined);
      await leave();
    },
    signInAgain: () => become({ kind: 'signIn' }),
    accessToken,
  };
}

interface KnownUser {
  readonly userId: string;
  readonly name: string;
}

async function ownDeviceId(remembered: Remembered): Promise<string> {
  const kept = await remembered.get<string>(deviceKey);
  if (kept) return kept;
  const made = uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
  await remembered.put(deviceKey, made);
  return made;
}

/** The device to which an access token was given; see gateway/src/identity/tokens.ts. */
function deviceOf(token: string): string | undefined {
  const [, claims = ''] = token.split('.');
  try {
    return (JSON.parse(atob(claims.replaceAll('-', '+').replaceAll('_', '/'))) as { dev?: string }).dev;
  } catch {
    return undefined;
  }
}

function failedOf(error: unknown): Failed {
  if (error instanceof Error && error.name === 'NotAllowedError') {
    return { what: 'No passkey was given.', advice: 'Try again, or use a password.' };
  }
  const wire = ConnectError.from(error);
  const [refusal] = wire.findDetails(RefusalSchema);
  if (refusal) return { what: refusal.what, advice: refusal.advice };
  if (wire.code === Code.Unavailable || wire.code === Code.Unknown) {
    return { what: 'LifeOS can not be reached.', advice: 'Look whether it is running, and try again.' };
  }
  return browserSupportsWebAuthn()
    ? { what: 'That did not work.', advice: 'Try again in a moment.' }
    : { what: 'This browser has no passkeys here.', advice: 'Use a password.' };
}
