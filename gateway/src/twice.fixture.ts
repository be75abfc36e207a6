// Homes for calls that are made twice: gateways that can be started again on the same database, folder and port.

import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, Code, ConnectError, createClient, type Interceptor } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { RefusalCode, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { freshDatabase } from '../../scripts/testing/database.ts';
import { startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { type OpenDatabase, openDatabase } from './db/database.ts';

export interface Home {
  readonly url: string;
  /** The claim that was printed at the first start. */
  readonly claim: string;
  readonly gateway: () => TestGateway;
  use<S extends DescService>(service: S, headers?: Record<string, string>): Client<S>;
  /** How many rows there are. */
  count(rows: ReturnType<typeof sql>): Promise<number>;
  /** How many events there are of a body, by its number, that name something. */
  countEvents(bodyType: number, named: string): Promise<number>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startHome(): Promise<Home> {
  const databaseUrl = await freshDatabase();
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-home-'));
  let gateway = await startTestGateway({ databaseUrl, dataDir });
  const { url } = gateway;
  const { db, close }: OpenDatabase = openDatabase(databaseUrl, () => undefined);
  const claim = new URL(gateway.claimUrl ?? '').hash.replace('#claim=', '');
  const count = async (rows: ReturnType<typeof sql>) => {
    const found = await sql<{ n: number }>`select count(*) as n from ${rows}`.execute(db);
    return Number(found.rows[0]?.n);
  };
  return {
    url,
    claim,
    gateway: () => gateway,
    use(service, headers = {}) {
      const carry: Interceptor = (next) => (request) => {
        for (const [name, value] of Object.entries(headers)) request.header.set(name, value);
        return next(request);
      };
      return createClient(
        service,
        createConnectTransport({ baseUrl: url, httpVersion: '1.1', interceptors: [carry] }),
      );
    },
    count,
    countEvents: (bodyType, named) =>
      count(
        sql`event where body_type = ${bodyType} and position(convert_to(${named}, 'UTF8') in payload) > 0`,
      ),
    async restart() {
      await gateway.stop();
      gateway = await startTestGateway({ databaseUrl, dataDir, port: Number(new URL(url).port) });
    },
    async stop() {
      await gateway.stop();
      await close();
    },
  };
}

/** What a call came to: its reply, or a refusal that says what to do next. Anything else fails the test. */
export type Answer =
  | { readonly kind: 'reply'; readonly reply: unknown }
  | { readonly kind: 'refusal'; readonly code: RefusalCode };

export async function answerOf(call: Promise<unknown>): Promise<Answer> {
  try {
    return { kind: 'reply', reply: await call };
  } catch (thrown) {
    const error = ConnectError.from(thrown);
    const [refusal] = error.findDetails(RefusalSchema);
    expect([Code.Internal, Code.Unknown], error.message).not.toContain(error.code);
    expect(refusal?.advice, error.message).toBeTruthy();
    return { kind: 'refusal', code: refusal?.code ?? RefusalCode.UNSPECIFIED };
  }
}

/** A call that will be made twice and more. */
export interface Doubled {
  readonly home: Home;
  call(): Promise<unknown>;
  /** The same key, and something else in it. */
  other(): Promise<unknown>;
  /** What there is afterwards, however often it was called. */
  effects(): Promise<Record<string, number>>;
  readonly wanted: Record<string, number>;
  /** What of a reply is the same each time; absent where each has secrets of its own. */
  readonly same?: (reply: unknown) => unknown;
}

/** Where calls are made: a home with an owner, and one that nobody has claimed. */
export interface Homes {
  readonly owned: Home;
  readonly token: string;
  readonly fresh: Home;
}

/** Gets a call ready, with a key of its own. */
export type Prepare = (homes: Homes) => Promise<Doubled>;

/** Headers of somebody who carries a token. */
export const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
