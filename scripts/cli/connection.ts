// How the command line reaches a LifeOS: LIFEOS_URL and LIFEOS_TOKEN when given, else the one that runs on this machine, whose
// link and token lie in the data folder, readable by its owner only.
import { randomFillSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidFromDigest } from '#core/log/ids.ts';
import type { Stamping } from '#core/log/stamp.ts';
import { sha256 } from '#gateway/kernel/sha256.ts';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { PlainFailure } from '../command.ts';

export interface Connection {
  readonly url: string;
  readonly dataDir: string;
  readonly stamping: Stamping;
  readonly zone: string;
  use<S extends DescService>(service: S): Client<S>;
}

/** Files that a running LifeOS leaves in its data folder for the command line. */
export const linkFile = 'link';
export const tokenFile = 'cli-token';

export function dataFolder(env: NodeJS.ProcessEnv): string {
  return env.LIFEOS_DATA ?? join(homedir(), '.lifeos');
}

export function connect(env: NodeJS.ProcessEnv): Connection {
  const dataDir = dataFolder(env);
  const url = env.LIFEOS_URL ?? readIfThere(join(dataDir, linkFile));
  if (!url)
    throw new PlainFailure('No LifeOS is running here. Start it with "npm start", or set LIFEOS_URL.');
  const token = env.LIFEOS_TOKEN ?? readIfThere(join(dataDir, tokenFile));
  if (!token)
    throw new PlainFailure('This LifeOS has no owner yet. Open its link first, or set LIFEOS_TOKEN.');
  const bearer: Interceptor = (next) => (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
  const transport = createConnectTransport({
    baseUrl: url.replace(/\/$/, ''),
    httpVersion: '1.1',
    interceptors: [bearer, plainErrors],
  });
  // The command line of a machine is one device, however often it is called.
  const deviceId = uuidFromDigest(sha256(Buffer.from(`lifeos-cli:${token.slice(0, 40)}`)));
  return {
    url,
    dataDir,
    stamping: {
      clock: createHybridClock({ deviceId, now: Date.now }),
      random: (bytes) => randomFillSync(bytes),
    },
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    use: (service) => createClient(service, transport),
  };
}

const plainErrors: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    const wire = ConnectError.from(error);
    const [refusal] = wire.findDetails(RefusalSchema);
    if (refusal) throw new PlainFailure(`${refusal.what} ${refusal.advice}`);
    throw new PlainFailure(`LifeOS can not be reached: ${wire.rawMessage}. Look whether it is running.`);
  }
};

function readIfThere(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}
