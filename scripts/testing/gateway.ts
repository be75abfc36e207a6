// A whole gateway for a test: a database of its own, a free port, a folder that goes away. And somebody who uses it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import pino from 'pino';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidv7 } from '#core/log/ids.ts';
import type { Stamping } from '#core/log/stamp.ts';
import { type RunningGateway, startGateway } from '#gateway/main.ts';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { clientDir, pluginDir } from '../build.ts';
import { freshDatabase } from './database.ts';

export interface TestGateway extends RunningGateway {
  readonly databaseUrl: string;
  readonly dataDir: string;
}

/** Starts a gateway. `databaseUrl` and `dataDir` continue an earlier one. */
export async function startTestGateway(
  given: { databaseUrl?: string; dataDir?: string; port?: number; now?: () => number } = {},
): Promise<TestGateway> {
  const databaseUrl = given.databaseUrl ?? (await freshDatabase());
  const dataDir = given.dataDir ?? mkdtempSync(join(tmpdir(), 'lifeos-gateway-'));
  const running = await startGateway({
    databaseUrl,
    dataDir,
    clientDir,
    pluginDir,
    host: '127.0.0.1',
    port: given.port ?? 0,
    log: pino({ level: process.env.LIFEOS_TEST_LOG ?? 'silent' }),
    ...(given.now ? { now: given.now } : {}),
  });
  return {
    ...running,
    databaseUrl,
    dataDir,
    async stop() {
      await running.stop();
      if (given.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Somebody who is signed in: clients that carry their token, and a clock that stamps as their device. */
export interface Person {
  readonly userId: string;
  readonly token: string;
  readonly stamping: Stamping;
  use<S extends DescService>(service: S): Client<S>;
}

export const password = 'correct horse battery';

/** Claims a fresh gateway. */
export async function claimGateway(
  gateway: Pick<TestGateway, 'url' | 'claimUrl'>,
  now: () => number = Date.now,
): Promise<Person> {
  const claim = new URL(gateway.claimUrl ?? '').hash.replace('#claim=', '');
  const device = newDevice(now);
  const { signedIn } = await anonymous(gateway, AuthService).claim({ claim, name: 'Ada', password, device });
  return person(gateway, signedIn?.accessToken ?? '', signedIn?.userId ?? '', device.deviceId, now);
}

/** Signs in from another device. */
export async function signInAgain(
  gateway: Pick<TestGateway, 'url'>,
  now: () => number = Date.now,
): Promise<Person> {
  const device = newDevice(now);
  const { signedIn } = await anonymous(gateway, AuthService).signInWithPassword({
    name: 'Ada',
    password,
    device,
  });
  return person(gateway, signedIn?.accessToken ?? '', signedIn?.userId ?? '', device.deviceId, now);
}

/** A client that carries no token. */
export function anonymous<S extends DescService>(gateway: Pick<TestGateway, 'url'>, service: S): Client<S> {
  return createClient(service, createConnectTransport({ baseUrl: gateway.url, httpVersion: '1.1' }));
}

/** A client that carries a token. */
export function bearing<S extends DescService>(
  gateway: Pick<TestGateway, 'url'>,
  token: string,
  service: S,
): Client<S> {
  const bearer: Interceptor = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({
    baseUrl: gateway.url,
    httpVersion: '1.1',
    interceptors: [bearer],
  });
  return createClient(service, transport);
}

const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

function newDevice(now: () => number) {
  return { deviceId: uuidv7(now(), random), name: 'A test' };
}

function person(
  gateway: Pick<TestGateway, 'url'>,
  token: string,
  userId: string,
  deviceId: string,
  now: () => number,
): Person {
  return {
    userId,
    token,
    stamping: { clock: createHybridClock({ deviceId, now }), random },
    use: (service) => bearing(gateway, token, service),
  };
}
