// Who is signed in on this device, as screens see it. What is behind it is in client/src/session.

/** Where this device stands. `welcome`: nobody owns this LifeOS yet. `offline` says that it is known from last time only. */
export type SessionState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'welcome' }
  | { readonly kind: 'signIn' }
  | {
      readonly kind: 'signedIn';
      readonly userId: string;
      readonly name: string;
      readonly isOffline: boolean;
    };

/** A failure that can be shown: what went wrong and what to do, in plain words. */
export interface Failed {
  readonly what: string;
  readonly advice: string;
}

/** Signing in and out. Every call ends in a new state, or in words that can be shown. */
export interface Session {
  get(): SessionState;
  onChange(changed: () => void): () => void;
  claim(given: { claim: string; name: string; password: string }): Promise<Failed | undefined>;
  claimWithPasskey(given: { claim: string; name: string }): Promise<Failed | undefined>;
  signIn(given: { name: string; password: string }): Promise<Failed | undefined>;
  signInWithPasskey(): Promise<Failed | undefined>;
  /** Adds a passkey to the account that is signed in. */
  addPasskey(): Promise<Failed | undefined>;
  /** Ends the session here. What was not sent yet stays on this device. */
  signOut(): Promise<void>;
  /** Asks who is there, after the gateway has ended the session. What is on this device stays. */
  signInAgain(): void;
  /** A token for one call; refreshed when it is about to lapse. Nothing when signed out or offline. */
  accessToken(): Promise<string | undefined>;
}
