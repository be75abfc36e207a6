// The only place that constructs. Reads top to bottom as the list of what a gateway is made of.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidFromDigest } from '#core/log/ids.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { createRuleEngine } from '#core/rules/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.node.ts';
import { Health } from '#gen/grpc/health/v1/health_pb.ts';
import { ServerReflection } from '#gen/grpc/reflection/v1/reflection_pb.ts';
import { DeviceAddedSchema, DeviceRevokedSchema } from '#gen/lifeos/event/v1/body_identity_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { MetricService } from '#gen/lifeos/evolution/v1/metric_pb.ts';
import { ProposalService } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { ToolService } from '#gen/lifeos/execution/v1/tool_pb.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { DocumentService } from '#gen/lifeos/system/v1/document_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { openDatabase } from './db/database.ts';
import { migrate, projectionsAreFresh } from './db/migrations.ts';
import { metricRoutes, proposalRoutes, startEvolution } from './evolution/index.ts';
import { approvalRoutes, openJobs, startTools, toolRoutes } from './execution/index.ts';
import {
  accessRoutes,
  authRoutes,
  createDoor,
  createKeyRing,
  internalAuthority,
  issueClaim,
  keepCliToken,
  openTokenMint,
} from './identity/index.ts';
import { systemRandom } from './kernel/context.ts';
import { keyEncryptionKey } from './kernel/sealer.ts';
import { sha256 } from './kernel/sha256.ts';
import { observe } from './observability/metrics.ts';
import { authorityInterceptor } from './server/authority.ts';
import { errorInterceptor } from './server/errors.ts';
import { healthRoutes } from './server/health.ts';
import { reflectionRoutes } from './server/reflection.ts';
import { startServer } from './server/server.ts';
import { validateInterceptor } from './server/validate.ts';
import {
  createPostgresLog,
  createRuleShelf,
  documentRoutes,
  entryRoutes,
  type Gate,
  intentRoutes,
  logRoutes,
  openWakeUps,
  propose,
  type Reaction,
  rebuildAll,
  seedLife,
} from './system/index.ts';

/** What a gateway is started with. */
export interface GatewayOptions {
  readonly databaseUrl: string;
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Where keys and files live. */
  readonly dataDir: string;
  readonly clientDir: string;
  readonly pluginDir: string;
  readonly log: Logger;
  /** Milliseconds since 1970; tests give their own. */
  readonly now?: () => number;
  /** 64 hex digits, instead of the key file. */
  readonly keyEncryptionKeyHex?: string | undefined;
}

/** A gateway that runs. */
export interface RunningGateway {
  readonly url: string;
  /** The link that makes the owner's account; absent once there is one. */
  readonly claimUrl?: string;
  stop(): Promise<void>;
}

/** What is mounted. */
export const services = [
  AuthService,
  AccessService,
  IntentService,
  LogService,
  EntryService,
  DocumentService,
  ApprovalService,
  ToolService,
  MetricService,
  ProposalService,
  Health,
  ServerReflection,
];

// Stamps of the gateway itself are told from those of people's devices by this id.
const gatewayDeviceId = uuidFromDigest(sha256(Buffer.from('lifeos:gateway')));

// Browsers keep passkeys by name, never by number: this machine is "localhost" in a link.
function shownHost(host: string): string {
  const isThisMachine = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(host);
  if (isThisMachine) return 'localhost';
  return host.includes(':') ? `[${host}]` : host;
}

export async function startGateway(options: GatewayOptions): Promise<RunningGateway> {
  const { log } = options;
  const kernel = { now: options.now ?? Date.now, random: systemRandom, log };
  const version = (
    JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as { version: string }
  ).version;

  const database = openDatabase(options.databaseUrl, (error) =>
    log.warn({ err: error }, 'a database connection broke'),
  );
  const { db } = database;
  const { projectionsStale } = await migrate(db);
  const masterKey = keyEncryptionKey({
    hex: options.keyEncryptionKeyHex,
    file: join(options.dataDir, 'keys', 'kek'),
  });
  const dataKeyOf = createKeyRing(db, masterKey);
  if (projectionsStale) {
    log.info('the projections are of another version: building them again from the log');
    await rebuildAll(db, dataKeyOf);
    await projectionsAreFresh(db);
  }

  const engine = createRuleEngine({ spawn: spawnRuleThread() });
  const jobs = await openJobs({ databaseUrl: options.databaseUrl, log });
  const reactions: Reaction[] = []; // filled below, because those who react also write
  const gate: Gate = {
    db,
    log: createPostgresLog({ db, transact: database.transact, reactions }),
    kernel,
    rules: createRuleShelf({ db, engine }),
    dataKeyOf,
    deviceId: gatewayDeviceId,
  };
  const stamping = {
    clock: createHybridClock({ deviceId: gatewayDeviceId, now: kernel.now }),
    random: kernel.random,
  };
  const appendAsGateway = async (userId: string, intents: readonly Intent[]) => {
    await propose(gate, internalAuthority(userId, gatewayDeviceId), intents);
  };
  const tools = await startTools({ gate, jobs, stamping, pluginDir: options.pluginDir });
  const evolution = await startEvolution({ gate, jobs, stamping });
  reactions.push(tools.reaction, evolution.reaction);

  const mint = await openTokenMint(db, kernel.now);
  const door = createDoor({ db, kernel, mint });
  const wakeUps = await openWakeUps(database);
  const observed = observe();
  const isReady = () =>
    sql`select 1`.execute(db).then(
      () => true,
      () => false,
    );

  const server = await startServer({
    host: options.host,
    port: options.port,
    clientDir: options.clientDir,
    log,
    isReady,
    metrics: observed.registry,
    interceptors: [
      observed.interceptor,
      errorInterceptor(log),
      authorityInterceptor(door),
      validateInterceptor(),
    ],
    routes(router) {
      authRoutes(router, {
        db,
        kernel,
        mint,
        door,
        version,
        keyEncryptionKey: masterKey,
        onOwner: async (userId) => {
          await appendAsGateway(userId, seedLife(stamping));
          await keepCliToken({ db, kernel, dataDir: options.dataDir });
        },
        onDevice: (userId, device) =>
          appendAsGateway(userId, [
            stampIntent(stamping, { kind: 'deviceAdded', value: create(DeviceAddedSchema, device) }),
          ]),
      });
      accessRoutes(router, {
        db,
        kernel,
        onDeviceRevoked: (userId, deviceId) =>
          appendAsGateway(userId, [
            stampIntent(stamping, {
              kind: 'deviceRevoked',
              value: create(DeviceRevokedSchema, { deviceId }),
            }),
          ]),
      });
      intentRoutes(router, gate);
      logRoutes(router, gate, wakeUps);
      entryRoutes(router, gate);
      documentRoutes(router, gate);
      approvalRoutes(router, gate);
      toolRoutes(router, gate, tools);
      metricRoutes(router, gate);
      proposalRoutes(router, gate);
      healthRoutes(router, isReady);
      reflectionRoutes(router, services);
    },
  });

  const url = `http://${shownHost(options.host)}:${server.port}`;
  const claim = await issueClaim(db, kernel.now());
  await keepCliToken({ db, kernel, dataDir: options.dataDir });
  return {
    url,
    ...(claim === undefined ? {} : { claimUrl: `${url}/welcome#claim=${claim}` }),
    async stop() {
      await server.close();
      await jobs.stop();
      await wakeUps.close();
      await tools.stop();
      engine.close();
      await database.close();
    },
  };
}
