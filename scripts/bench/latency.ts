// From a write on one device to its sight on another, over two connections, against what no program can do without: one call in, one
// commit, one message out, by raw node:http and a bare INSERT on the same server.

import http from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent } from '../testing/entries.ts';
import { claimGateway, signInAgain } from '../testing/gateway.ts';
import { startBenchGateway } from './gatewayprocess.ts';
import type { Comparison } from './measure.ts';

const writes = 300;

/** Sends one write and resolves when it has been seen. */
type Round = () => Promise<void>;

export async function benchLatency(): Promise<Comparison[]> {
  const gateway = await startBenchGateway();
  const stop = new AbortController();
  const raw = await rawPair(gateway.databaseUrl);
  try {
    const a = await claimGateway(gateway);
    const b = await signInAgain(gateway);
    const seen = new Map<string, () => void>();
    void watch(b.use(LogService).subscribe({}, { signal: stop.signal }), seen);
    const intents = a.use(IntentService);
    let day = 0;
    const ours: Round = async () => {
      const at = new Date(Date.UTC(2025, 0, 1) + day++ * 86_400_000).toISOString();
      const intent = entryIntent(a.stamping, { kind: 'note', note: 'across', at });
      const sight = new Promise<void>((resolve) => seen.set(intent.id, resolve));
      await intents.propose({ intents: [intent] });
      await sight;
    };
    const times = await alternate([ours, raw.round]);
    const at = (which: number, share: number) => quantile(times[which] ?? [], share) / 1000;
    return [0.5, 0.99].map((share) => ({
      what: `write on one device, seen on another, p${share * 100} of ${writes} (${gateway.durability})`,
      ours: { name: 'LifeOS: Propose, Subscribe', secondsPerUnit: at(0, share) },
      peer: { name: 'raw node:http in, INSERT, node:http out', secondsPerUnit: at(1, share) },
      goal: 'at least 0.77 (1.3 times its time)',
      isMet: (ratio) => ratio >= 1 / 1.3,
    }));
  } finally {
    stop.abort();
    await raw.close();
    await gateway.stop();
  }
}

async function watch(
  batches: AsyncIterable<{ events: readonly { id: string }[] }>,
  seen: Map<string, () => void>,
): Promise<void> {
  try {
    for await (const { events } of batches) for (const { id } of events) seen.get(id)?.();
  } catch {
    // The bench has ended.
  }
}

async function alternate(rounds: readonly Round[]): Promise<number[][]> {
  const times: number[][] = rounds.map(() => []);
  for (let n = 0; n < writes + 20; n++) {
    for (const [which, round] of rounds.entries()) {
      const began = performance.now();
      await round();
      if (n >= 20) times[which]?.push(performance.now() - began);
    }
  }
  return times;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((x, y) => x - y);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

// A server that does the least: writes one row and tells the one who listens.
async function rawPair(databaseUrl: string): Promise<{ round: Round; close(): Promise<void> }> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('create table bench_latency (id uuid primary key, payload bytea not null)');
  let listener: http.ServerResponse | undefined;
  const server = http.createServer(async (request, response) => {
    if (request.method === 'GET') {
      listener = response;
      response.write(' ');
      return;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const id = crypto.randomUUID();
    await client.query('insert into bench_latency values ($1, $2)', [id, Buffer.concat(chunks)]);
    listener?.write(`${id}\n`);
    response.end(id);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  let heard: () => void = () => undefined;
  const incoming = await new Promise<http.IncomingMessage>((resolve, reject) =>
    http
      .get({ port, host: '127.0.0.1', agent: new http.Agent({ keepAlive: true }) }, resolve)
      .on('error', reject),
  );
  incoming.on('data', () => heard());
  const agent = new http.Agent({ keepAlive: true });
  const body = Buffer.alloc(200, 1);
  return {
    async round() {
      const sight = new Promise<void>((resolve) => {
        heard = resolve;
      });
      await new Promise<void>((resolve, reject) => {
        const request = http.request({ port, host: '127.0.0.1', method: 'POST', agent }, (response) =>
          response.resume().on('end', resolve),
        );
        request.on('error', reject);
        request.end(body);
      });
      await sight;
    },
    async close() {
      incoming.destroy();
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await client.end();
    },
  };
}
