// Every call that changes something, with what it takes to make it twice. A call that is not here fails twice.test.ts.

import * as access from './twice.access.fixture.ts';
import type { Prepare } from './twice.fixture.ts';
import { proposals } from './twice.propose.fixture.ts';
import * as signIn from './twice.signin.fixture.ts';

/** By service and method: what is called, in one or more ways. */
export const table: Record<string, Record<string, Prepare>> = {
  'lifeos.identity.v1.AuthService/Claim': { 'the first start': signIn.claim },
  'lifeos.identity.v1.AuthService/SignInWithPassword': { 'a device': signIn.signIn },
  'lifeos.identity.v1.AuthService/BeginPasskeyRegistration': {
    'another passkey': signIn.beginRegistration,
    'the first start': signIn.beginFirst,
  },
  'lifeos.identity.v1.AuthService/FinishPasskeyRegistration': {
    'another passkey': signIn.finishRegistration,
    'the first start': signIn.finishFirst,
  },
  'lifeos.identity.v1.AuthService/BeginPasskeySignIn': { anybody: signIn.beginSignIn },
  'lifeos.identity.v1.AuthService/FinishPasskeySignIn': { 'a device': signIn.finishSignIn },
  'lifeos.identity.v1.AuthService/Refresh': { 'a session': signIn.refresh },
  'lifeos.identity.v1.AuthService/SignOut': { 'a session': signIn.signOut },
  'lifeos.identity.v1.AccessService/RevokeSession': { 'a session': access.revokeSession },
  'lifeos.identity.v1.AccessService/RevokeDevice': { 'a device': access.revokeDevice },
  'lifeos.identity.v1.AccessService/CreateApiToken': { 'a token': access.createToken },
  'lifeos.identity.v1.AccessService/RevokeApiToken': { 'a token': access.revokeToken },
  'lifeos.system.v1.IntentService/Propose': proposals,
};

/** Calls that only read, and do not say so in their descriptors: those of others, and one that was promised without. */
export const readers: readonly string[] = [
  'grpc.health.v1.Health/Check',
  'grpc.health.v1.Health/List',
  'grpc.health.v1.Health/Watch',
  'grpc.reflection.v1.ServerReflection/ServerReflectionInfo',
  'lifeos.system.v1.LogService/Subscribe',
];
