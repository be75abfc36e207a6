import type { Session, SessionState } from '../session.ts';

/** Somebody who is always signed in, or a door that never opens. */
export function demoSession(door: 'welcome' | 'signIn' | undefined): Session {
  const state: SessionState = door
    ? { kind: door }
    : { kind: 'signedIn', userId: 'demo', name: 'Ada', isOffline: false };
  const failed = async () => ({
    what: 'That name and password do not fit.',
    advice: 'Check both, or sign in with a passkey.',
  });
  return {
    get: () => state,
    onChange: () => () => undefined,
    claim: failed,
    claimWithPasskey: failed,
    signIn: failed,
    signInWithPasskey: failed,
    addPasskey: async () => undefined,
    signOut: async () => undefined,
    signInAgain: () => undefined,
    accessToken: async () => 'demo',
  };
}
