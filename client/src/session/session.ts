// Signing in and out on this device. Who was here last is remembered, so that a cold start with the network gone opens their
// life; what they may do on the gateway is decided there, by tokens.

import { Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { browserSupportsWebAuthn, startAuthentication, startRegistration } from '@simplewebauthn/browser';
import { uuidv7 } from '#core/log/ids.ts';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AuthService, type SignedIn } from '#gen/lifeos/identity/v1/auth_pb.ts';
import type { Failed, Session, SessionState } from '../app/session.ts';
import { deviceName } from './devicename.ts';
import { createTokens } from './tokens.ts';

const userKey = 'lifeos.user';
const deviceKey = 'lifeos.device';

/** The session of this page, and the id under which this device stamps. */
export function createSession(baseUrl: string): Session & { deviceId: string } {
  const auth = createClient(AuthService, createConnectTransport({ baseUrl }));
  const tokens = createTokens(baseUrl, Date.now);
  const listeners = new Set<() => void>();
  const deviceId = ownDeviceId();
  const device = { deviceId, name: deviceName(navigator.userAgent) };
  let state: SessionState = { kind: 'loading' };

  const become = (next: SessionState) => {
    state = next;
    for (const listener of listeners) listener();
  };
  const enter = (signedIn: SignedIn | undefined) => {
    if (!signedIn) return;
    tokens.take(signedIn);
    localStorage.setItem(userKey, JSON.stringify({ userId: signedIn.userId, name: signedIn.name }));
    become({ kind: 'signedIn', userId: signedIn.userId, name: signedIn.name, isOffline: false });
  };
  const leave = async () => {
    localStorage.removeItem(userKey);
    tokens.forget();
    const status = await auth.getStatus({}).catch(() => undefined);
    become({ kind: status?.claimed === false ? 'welcome' : 'signIn' });
  };
  const begin = async () => {
    const known = knownUser();
    if (known) become({ kind: 'signedIn', ...known, isOffline: true });
    const answer = await tokens.get();
    if (answer.kind === 'token') enter(answer.signedIn);
    else if (answer.kind === 'signedOut' || !known) await leave();
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
      { ceremonyId, responseJson: JSON.stringify(response), device },
      { headers },
    );
    enter(finished.signedIn);
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
    claim: (given) => attempt(async () => enter((await auth.claim({ ...given, device })).signedIn)),
    claimWithPasskey: ({ claim, name }) => attempt(() => register(claim, name)),
    signIn: (given) =>
      attempt(async () => enter((await auth.signInWithPassword({ ...given, device })).signedIn)),
    signInWithPasskey: () =>
      attempt(async () => {
        const { ceremonyId, optionsJson } = await auth.beginPasskeySignIn({});
        const response = await startAuthentication({ optionsJSON: JSON.parse(optionsJson) });
        const finished = await auth.finishPasskeySignIn({
          ceremonyId,
          responseJson: JSON.stringify(response),
          device,
        });
        enter(finished.signedIn);
      }),
    addPasskey: () => attempt(() => register('', '')),
    async signOut() {
      await auth.signOut({}).catch(() => undefined);
      await leave();
    },
    accessToken,
  };
}

function knownUser(): { userId: string; name: string } | undefined {
  try {
    const stored = JSON.parse(localStorage.getItem(userKey) ?? 'null') as {
      userId?: unknown;
      name?: unknown;
    } | null;
    if (typeof stored?.userId !== 'string' || typeof stored.name !== 'string') return undefined;
    return { userId: stored.userId, name: stored.name };
  } catch {
    return undefined;
  }
}

function ownDeviceId(): string {
  const stored = localStorage.getItem(deviceKey);
  if (stored) return stored;
  const made = uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
  localStorage.setItem(deviceKey, made);
  return made;
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
