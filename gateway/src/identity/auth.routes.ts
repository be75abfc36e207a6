// AuthService: wire ⇄ signing in.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { ConnectRouter, HandlerContext } from '@connectrpc/connect';
import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import { uuidv7 } from '#core/log/ids.ts';
import {
  AuthService,
  type DeviceInfo,
  type SignedIn,
  SignedInSchema,
} from '#gen/lifeos/identity/v1/auth_pb.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import { everything } from './authority.ts';
import { isClaim, spendClaim } from './claim.ts';
import { clearRefreshCookie, readRefreshCookie, writeRefreshCookie } from './cookie.ts';
import { type Door, signIn } from './door.ts';
import * as passkeys from './passkeys.ts';
import { fitsPassword, hashPassword } from './password.ts';
import { endSessions, type OpenSession, openSession, refreshSession } from './sessions.ts';
import type { TokenMint } from './tokens.ts';
import { createTries } from './tries.ts';
import { countUsers, insertUser, userById, userByName } from './users.sql.ts';

/** What signing in needs from outside. */
export interface AuthParts {
  readonly db: Database;
  readonly kernel: Kernel;
  readonly mint: TokenMint;
  readonly door: Door;
  readonly version: string;
  readonly keyEncryptionKey: Uint8Array;
  /** Called after an account was made, to give it what every new life begins with. */
  readonly onOwner: (userId: string) => Promise<void>;
  /** Called after a device was added, so that the log says so. */
  readonly onDevice: (userId: string, device: { deviceId: string; name: string }) => Promise<void>;
}

export function authRoutes(router: ConnectRouter, parts: AuthParts): void {
  const { db, kernel } = parts;
  const tries = createTries(kernel.now);

  const enter = async (
    context: HandlerContext,
    userId: string,
    device: DeviceInfo | undefined,
  ): Promise<SignedIn> => {
    const opened = await db.transaction().execute((tx) => openFor(tx, kernel, userId, device));
    return greet(context, parts, opened);
  };
  const makeOwner = async (
    context: HandlerContext,
    owner: { claim: string; name: string; passwordHash: string | null; device?: DeviceInfo | undefined },
    also: (tx: Tx, userId: string) => Promise<void>,
  ): Promise<SignedIn> => {
    const opened = await db.transaction().execute(async (tx) => {
      if ((await countUsers(tx)) > 0) throw alreadyClaimed();
      if (!(await spendClaim(tx, owner.claim))) throw wrongClaim();
      const userId = uuidv7(kernel.now(), kernel.random);
      await insertUser(tx, {
        userId,
        name: owner.name,
        role: 'owner',
        passwordHash: owner.passwordHash,
        ...parts,
      });
      await also(tx, userId);
      return openFor(tx, kernel, userId, owner.device);
    });
    await parts.onOwner(opened.userId);
    return greet(context, parts, opened);
  };

  router.service(AuthService, {
    async getStatus() {
      const claimed = (await countUsers(db)) > 0;
      return { claimed, version: parts.version, now: timestampFromMs(kernel.now()) };
    },
    async claim(request, context) {
      if ((await countUsers(db)) > 0) throw alreadyClaimed();
      if (!(await isClaim(db, request.claim))) throw wrongClaim();
      const passwordHash = await hashPassword(request.password);
      return { signedIn: await makeOwner(context, { ...request, passwordHash }, async () => undefined) };
    },
    async signInWithPassword(request, context) {
      tries.check(request.name);
      const user = await userByName(db, request.name);
      // A name that does not exist costs the same time as one that does.
      const fits = await fitsPassword(request.password, user?.password_hash ?? (await nobodysHash()));
      if (!user || !fits) {
        tries.count(request.name);
        throw signIn('The name or the password is wrong.', 'Try again, or use a passkey.');
      }
      tries.forgive(request.name);
      return { signedIn: await enter(context, user.user_id, request.device) };
    },
    async beginPasskeyRegistration(request, context) {
      const site = siteOf(context);
      if (request.claim !== '') {
        if (!(await isClaim(db, request.claim))) throw wrongClaim();
        return passkeys.beginRegistration(db, kernel, {
          site,
          claim: request.claim,
          name: request.name || 'You',
          userId: null,
        });
      }
      const { userId } = await parts.door(context.requestHeader.get('authorization'));
      const user = await userById(db, userId);
      return passkeys.beginRegistration(db, kernel, { site, claim: '', name: user?.name ?? 'You', userId });
    },
    async finishPasskeyRegistration(request, context) {
      const passkey = await passkeys.finishRegistration(db, kernel, { site: siteOf(context), ...request });
      const { userId } = passkey;
      if (userId !== null) {
        await db.transaction().execute((tx) => passkeys.insertPasskey(tx, kernel, userId, passkey));
        return {};
      }
      const owner = { claim: passkey.claim, name: passkey.name, passwordHash: null, device: request.device };
      const signedIn = await makeOwner(context, owner, (tx, id) =>
        passkeys.insertPasskey(tx, kernel, id, passkey),
      );
      return { signedIn };
    },
    beginPasskeySignIn: (_request, context) => passkeys.beginSignIn(db, kernel, siteOf(context)),
    async finishPasskeySignIn(request, context) {
      const userId = await passkeys.finishSignIn(db, kernel, { site: siteOf(context), ...request });
      return { signedIn: await enter(context, userId, request.device) };
    },
    async refresh(_request, context) {
      const refreshed = await refreshSession(
        db,
        kernel,
        readRefreshCookie(context.requestHeader.get('cookie')),
      );
      if (refreshed.kind === 'refreshed') return { signedIn: await greet(context, parts, refreshed.session) };
      // The browser keeps its cookie: it is newer than the one that came with this call.
      if (refreshed.kind === 'tooLate') throw renewedAlready(refreshed.retryAfterMs);
      context.responseHeader.append('set-cookie', clearRefreshCookie(isSecure(context)));
      throw refreshed.kind === 'stolen'
        ? signIn(
            'This session was used from two places, so it was ended.',
            'Sign in again, and look at your devices.',
          )
        : signIn('You are not signed in here.');
    },
    async signOut(_request, context) {
      const refreshed = await refreshSession(
        db,
        kernel,
        readRefreshCookie(context.requestHeader.get('cookie')),
      );
      // Whoever held a token a moment ago may end the session, too: that gives nothing away.
      if ('session' in refreshed) await endSessions(db, refreshed.session.userId, refreshed.session);
      context.responseHeader.append('set-cookie', clearRefreshCookie(isSecure(context)));
      return {};
    },
  });
}

type Opened = OpenSession & { isNewDevice?: boolean; deviceName?: string };

async function openFor(
  tx: Tx,
  kernel: Kernel,
  userId: string,
  device: DeviceInfo | undefined,
): Promise<Opened> {
  if (!device) throw signIn('The device did not say what it is.');
  const deviceName = device.name || 'A device';
  return {
    ...(await openSession(tx, kernel, { userId, deviceId: device.deviceId, deviceName })),
    deviceName,
  };
}

// What every successful sign-in ends with: the cookie, the access token, and a note in the log when the device is new.
async function greet(context: HandlerContext, parts: AuthParts, session: Opened): Promise<SignedIn> {
  context.responseHeader.append('set-cookie', writeRefreshCookie(session.refreshToken, isSecure(context)));
  const { token, expiresMs } = await parts.mint.sign({ ...session, scopes: [everything] });
  const user = await userById(parts.db, session.userId);
  if (session.isNewDevice) {
    await parts.onDevice(session.userId, { deviceId: session.deviceId, name: session.deviceName ?? '' });
  }
  return create(SignedInSchema, {
    accessToken: token,
    expiresAt: timestampFromMs(expiresMs),
    userId: session.userId,
    name: user?.name ?? '',
    sessionId: session.sessionId,
  });
}

// A passkey belongs to the site that the browser shows. Browsers always send Origin with a POST.
function siteOf(context: HandlerContext): passkeys.Site {
  const origin = context.requestHeader.get('origin') ?? '';
  const host = context.requestHeader.get('host') ?? '';
  const url = URL.canParse(origin) ? new URL(origin) : undefined;
  if (!url || url.host !== host)
    throw signIn('Passkeys work in a browser only.', 'Open LifeOS in a browser.');
  return { domain: url.hostname, origin: url.origin };
}

function isSecure(context: HandlerContext): boolean {
  return (context.requestHeader.get('origin') ?? '').startsWith('https:');
}

function renewedAlready(retryAfterMs: number): Refused {
  return new Refused({
    code: RefusalCode.STATE,
    what: 'This session was renewed a moment ago, by a call that overtook this one.',
    advice: 'Try again: the newer cookie counts.',
    retryAfterMs,
  });
}

let nobody: Promise<string> | undefined;
function nobodysHash(): Promise<string> {
  nobody ??= hashPassword('nobody has this password');
  return nobody;
}

function alreadyClaimed(): Refused {
  return new Refused({
    code: RefusalCode.STATE,
    what: 'This LifeOS has an owner already.',
    advice: 'Sign in instead.',
  });
}

function wrongClaim(): Refused {
  return signIn(
    'This link was used already, or is not from this LifeOS.',
    'Start LifeOS again for a new link.',
  );
}
