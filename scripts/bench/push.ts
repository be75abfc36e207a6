// Push of 10,000 entries, end to end (RPC, rules, policy, hash chain, projections, metrics), against one multi-row INSERT of the
// same stored bytes into a bare table on the same server.
import pg from 'pg';
import { encodeBody } from '#core/log/body.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { entryIntent } from '../testing/entries.ts';
import type { Person, TestGateway } from '../testing/gateway.ts';
import { type Comparison, takeTurns } from './measure.ts';

const entries = 10_000;
const batch = 500;
const rounds = 3;

export async function benchPush(gateway: TestGateway, ada: Person): Promise<Comparison> {
  const client = new pg.Client({ connectionString: gateway.databaseUrl });
  await client.connect();
  const durability = await client.query(
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit",
  );
  await client.query('create table bench_raw (id uuid primary key, payload bytea not null)');
  const intents = ada.use(IntentService);
  const make = () =>
    Array.from({ length: entries }, (_, index) =>
      entryIntent(ada.stamping, {
        kind: 'run',
        at: new Date(Date.UTC(2020, 0, 1) + index * 3_600_000).toISOString(),
        values: { distance: { amount: '5.2', unit: 'km' }, minutes: { amount: '31', unit: 'min' } },
        note: 'along the river',
      }),
    );
  const ready: Intent[][] = Array.from({ length: (rounds + 1) * 2 }, make);
  const [ours, peer] = await takeTurns(
    [
      {
        name: `LifeOS: Propose, ${batch} a call`,
        units: entries,
        async work() {
          const mine = ready.pop() ?? [];
          for (let at = 0; at < mine.length; at += batch)
            await intents.propose({ intents: mine.slice(at, at + batch) });
        },
      },
      {
        name: `PostgreSQL: one INSERT of the same bytes, ${batch} a statement`,
        units: entries,
        async work() {
          const mine = ready.pop() ?? [];
          for (let at = 0; at < mine.length; at += batch) {
            const rows = mine.slice(at, at + batch);
            await client.query('insert into bench_raw select * from unnest($1::uuid[], $2::bytea[])', [
              rows.map(({ id }) => id),
              rows.map(({ body }) => Buffer.from(body ? encodeBody(body) : [])),
            ]);
          }
        },
      },
    ],
    rounds,
  );
  await client.end();
  if (!ours || !peer) throw new Error('Nothing was timed.');
  const { fsync, commit } = durability.rows[0] as { fsync: string; commit: string };
  return {
    what: `push of ${entries} entries, end to end (fsync ${fsync}, synchronous_commit ${commit})`,
    ours,
    peer,
    goal: 'at least 0.5',
    isMet: (ratio) => ratio >= 0.5,
  };
}
