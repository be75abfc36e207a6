import { Code, ConnectError } from '@connectrpc/connect';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent } from '../../../scripts/testing/entries.ts';
import {
  anonymous,
  bearing,
  claimGateway,
  type Person,
  password,
  signInAgain,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';
import { graceMs } from './rotation.ts';

let gateway: TestGateway;
let ada: Person;
let nowMs = Date.parse('2026-11-21T09:00:00Z');

beforeAll(async () => {
  gateway = await startTestGateway({ now: () => nowMs });
  ada = await claimGateway(gateway, () => nowMs);
});
afterAll(() => gateway?.stop());

async function refused(work: Promise<unknown>): Promise<{ code: Code; advice: string }> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => ConnectError.from(thrown),
  );
  if (!error) throw new Error('It was let through.');
  return { code: error.code, advice: error.findDetails(RefusalSchema)[0]?.advice ?? '' };
}

/** Signs in as a browser does, with the cookie in hand. */
async function browser() {
  const post = (method: string, body: object, cookie = '') =>
    fetch(`${gateway.url}/lifeos.identity.v1.AuthService/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const device = { deviceId: crypto.randomUUID(), name: 'A browser' };
  const response = await post('SignInWithPassword', { name: 'Ada', password, device });
  const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? '';
  const header = response.headers.get('set-cookie') ?? '';
  return {
    cookie: cookieOf(response),
    header,
    cookieOf,
    refresh: (cookie: string) => post('Refresh', {}, cookie),
  };
}

describe('the owner', () => {
  test('can be made once', async () => {
    const device = { deviceId: crypto.randomUUID(), name: 'Mallory' };
    const again = anonymous(gateway, AuthService).claim({ claim: 'x', name: 'Eve', password, device });
    expect(await refused(again)).toMatchObject({ code: Code.FailedPrecondition, advice: 'Sign in instead.' });
  });

  test('is kept out by a wrong password, and for a while by many', async () => {
    const auth = anonymous(gateway, AuthService);
    const device = { deviceId: crypto.randomUUID(), name: 'Mallory' };
    const guess = () => refused(auth.signInWithPassword({ name: 'Bob', password: 'a guess', device }));
    expect(await guess()).toMatchObject({ code: Code.Unauthenticated });
    for (let i = 0; i < 9; i++) await guess();
    expect(await guess()).toMatchObject({ code: Code.ResourceExhausted });
  });
});

describe('a session', () => {
  test('keeps its refresh token where no script and no other site can reach it', async () => {
    const { header } = await browser();
    expect(header).toMatch(/HttpOnly/);
    expect(header).toMatch(/SameSite=Strict/);
    expect(header).toMatch(/Path=\/lifeos\.identity\.v1\.AuthService\//);
  });

  test('rotates its token, and ends for everybody when an old one turns up', async () => {
    const { cookie, cookieOf, refresh } = await browser();
    const second = cookieOf(await refresh(cookie));
    const third = cookieOf(await refresh(second));
    expect(new Set([cookie, second, third]).size).toBe(3);
    nowMs += graceMs + 1;
    expect((await refresh(cookie)).status).toBe(401);
    expect((await refresh(third)).status).toBe(401);
  });

  test('survives answers that were lost on the way, whichever of them arrives in the end', async () => {
    const { cookie, cookieOf, refresh } = await browser();
    const [early, late] = [cookieOf(await refresh(cookie)), cookieOf(await refresh(cookie))];
    const next = cookieOf(await refresh(early));
    expect((await refresh(next)).status).toBe(200);
    // The other answer turns up with somebody else, much later.
    nowMs += graceMs + 1;
    expect((await refresh(late)).status).toBe(401);
    expect((await refresh(next)).status).toBe(401);
  });

  test('goes on when a call with an older token arrives late: that one is told to try again, and keeps its cookie', async () => {
    const { cookie, cookieOf, refresh } = await browser();
    const third = cookieOf(await refresh(cookieOf(await refresh(cookie))));
    const late = await refresh(cookie);
    expect(late.status).toBe(400); // FAILED_PRECONDITION, so nobody is signed out
    expect(late.headers.get('set-cookie')).toBeNull();
    expect(late.headers.get('retry-after')).toBe('1');
    expect((await refresh(third)).status).toBe(200);
  });

  test('can be ended from another one, at once', async () => {
    const other = await signInAgain(gateway, () => nowMs);
    const { devices } = await ada.use(AccessService).listDevices({});
    const device = devices.find(({ current }) => !current && devices.length > 1);
    const { sessions } = await other.use(AccessService).listSessions({});
    const own = sessions.find(({ current }) => current);
    await ada.use(AccessService).revokeSession({ sessionId: own?.sessionId ?? '' });
    expect(await refused(other.use(EntryService).list({}))).toMatchObject({ code: Code.Unauthenticated });
    expect(device?.name).toBeTruthy();
  });
});

test('a device that signs in twice in one moment was added once', async () => {
  const device = { deviceId: crypto.randomUUID(), name: 'A phone' };
  const auth = anonymous(gateway, AuthService);
  await Promise.all([1, 2].map(() => auth.signInWithPassword({ name: 'Ada', password, device })));
  const { events } = await ada.use(LogService).read({});
  const added = events.filter(
    ({ body }) => body?.kind.case === 'deviceAdded' && body.kind.value.deviceId === device.deviceId,
  );
  expect(added).toHaveLength(1);
});

describe('tokens', () => {
  test('are asked for by every call but signing in', async () => {
    expect(await refused(anonymous(gateway, EntryService).list({}))).toMatchObject({
      code: Code.Unauthenticated,
    });
    expect(await refused(anonymous(gateway, LogService).verify({}))).toMatchObject({
      code: Code.Unauthenticated,
    });
    expect(await refused(bearing(gateway, 'lifeos_nonsense', EntryService).list({}))).toMatchObject({
      code: Code.Unauthenticated,
    });
  });

  test('for scripts do what their scopes say, and no more', async () => {
    const { token, info } = await ada
      .use(AccessService)
      .createApiToken({ name: 'scale', scopes: ['entries:write', 'entries:read:weight'] });
    const intents = bearing(gateway, token, IntentService);
    const weight = entryIntent(ada.stamping, {
      kind: 'weight',
      values: { mass: { amount: '81.2', unit: 'kg' } },
    });
    const { outcomes } = await intents.propose({ intents: [weight] });
    expect(outcomes[0]?.kind.case).toBe('accepted');
    const entries = bearing(gateway, token, EntryService);
    expect((await entries.list({ kind: 'weight' })).entries).toHaveLength(1);
    expect(await refused(entries.list({}))).toMatchObject({ code: Code.PermissionDenied });
    expect(await refused(bearing(gateway, token, LogService).read({}))).toMatchObject({
      code: Code.PermissionDenied,
    });
    const wider = bearing(gateway, token, AccessService).createApiToken({
      name: 'more',
      scopes: ['log:read'],
    });
    expect(await refused(wider)).toMatchObject({ code: Code.PermissionDenied });
    await ada.use(AccessService).revokeApiToken({ tokenId: info?.tokenId ?? '' });
    expect(await refused(entries.list({ kind: 'weight' }))).toMatchObject({ code: Code.Unauthenticated });
  });

  test('lapse', async () => {
    const soon = await signInAgain(gateway, () => nowMs);
    nowMs += 11 * 60_000;
    expect(await refused(soon.use(EntryService).list({}))).toMatchObject({ code: Code.Unauthenticated });
  });
});
