// Push of 10,000 entries, end to end (RPC, rules, policy, hash chain, projections, metrics), against plain INSERTs of the very rows that a
// push stores into tables of the same columns and indexes on the same server; and against the bare bytes, for scale.

import pg from 'pg';
import { encodeBody } from '#core/log/body.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { entryIntent } from '../testing/entries.ts';
import { claimGateway, type Person } from '../testing/gateway.ts';
import { startBenchGateway } from './gatewayprocess.ts';
import { type Comparison, takeTurns } from './measure.ts';
import { openRawTables } from './rawtables.ts';

const entries = 10_000;
const batch = 500;
const rounds = 3;

export async function benchPush(): Promise<Comparison[]> {
  const gateway = await startBenchGateway();
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  try {
    const ada = await claimGateway(gateway);
    await push(ada, make(ada));
    const raw = await openRawTables(client, ['event', 'entry', 'metric_day'], entries);
    await client.query('create table bench_bytes (id uuid primary key, payload bytea not null)');
    const ready = Array.from({ length: (rounds + 1) * 2 }, () => make(ada));
    const [ours, rows, bytes] = await takeTurns(
      [
        {
          name: `LifeOS: Propose, ${batch} a call`,
          units: entries,
          work: () => push(ada, ready.pop() ?? []),
        },
        {
          name: `PostgreSQL: the same rows, ${batch} a transaction`,
          units: entries,
          work: () => raw.insertAll(batch),
        },
        {
          name: `PostgreSQL: the bare bytes, ${batch} a statement`,
          units: entries,
          work: () => insertBytes(client, ready.pop() ?? []),
        },
      ],
      rounds,
    );
    if (!ours || !rows || !bytes) throw new Error('Nothing was timed.');
    const what = `push of ${entries.toLocaleString('en')} entries, end to end (${gateway.durability})`;
    return [
      {
        what: `${what}, against the rows it stores`,
        ours,
        peer: rows,
        goal: 'at least 0.5',
        isMet: (ratio) => ratio >= 0.5,
      },
      {
        what: `${what}, against the bare bytes`,
        ours,
        peer: bytes,
        goal: 'none: told for scale',
        isMet: () => true,
      },
    ];
  } finally {
    await client.end();
    await gateway.stop();
  }
}

function make(ada: Person): Intent[] {
  return Array.from({ length: entries }, (_, index) =>
    entryIntent(ada.stamping, {
      kind: 'run',
      at: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
      values: { distance: { amount: '5.2', unit: 'km' }, minutes: { amount: '31', unit: 'min' } },
      note: 'along the river',
    }),
  );
}

async function push(ada: Person, mine: readonly Intent[]): Promise<void> {
  const intents = ada.use(IntentService);
  for (let at = 0; at < mine.length; at += batch)
    await intents.propose({ intents: mine.slice(at, at + batch) });
}

async function insertBytes(client: pg.Client, mine: readonly Intent[]): Promise<void> {
  for (let at = 0; at < mine.length; at += batch) {
    const rows = mine.slice(at, at + batch);
    await client.query('insert into bench_bytes select * from unnest($1::uuid[], $2::bytea[])', [
      rows.map(({ id }) => id),
      rows.map(({ body }) => Buffer.from(body ? encodeBody(body) : [])),
    ]);
  }
}
