import { Code, ConnectError } from '@connectrpc/connect';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent, eventually } from '../../../scripts/testing/entries.ts';
import {
  claimGateway,
  type Person,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';
import { type OpenDatabase, openDatabase } from '../db/database.ts';

let gateway: TestGateway;
let ada: Person;
let database: OpenDatabase;

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await claimGateway(gateway);
  const admin = new URL(gateway.databaseUrl);
  admin.pathname = '/postgres';
  database = openDatabase(admin.href, () => undefined);
});
afterAll(async () => {
  await database?.close();
  await gateway?.stop();
});

test('a sensitive entry is sealed in the log and in its row, and readable to its owner', async () => {
  const secret = 'afraid of the exam';
  const mood = entryIntent(ada.stamping, {
    kind: 'mood',
    note: secret,
    values: { score: { amount: '3', unit: '1' } },
  });
  await ada.use(IntentService).propose({ intents: [mood] });
  const own = openDatabase(gateway.databaseUrl, () => undefined);
  const stored = await sql<{ everything: string; sealed: boolean }>`
    select encode(event.payload, 'escape') || entry.note || entry.values_json as everything, event.sealed
    from event join entry on entry.event_id = event.id::text where event.id = ${mood.id}::uuid`.execute(
    own.db,
  );
  await own.close();
  expect(stored.rows[0]?.sealed).toBe(true);
  expect(stored.rows[0]?.everything).not.toContain('exam');
  const { entries } = await ada.use(EntryService).list({ kind: 'mood' });
  expect(entries[0]?.note).toBe(secret);
  expect(await ada.use(LogService).verify({})).toMatchObject({ intact: true });
});

test('a database that goes away is told as such, and the same intent is taken once when it is back', async () => {
  const name = new URL(gateway.databaseUrl).pathname.slice(1);
  const close = async () => {
    await sql`alter database ${sql.ref(name)} allow_connections false`.execute(database.db);
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`.execute(
      database.db,
    );
  };
  const intent = entryIntent(ada.stamping, { kind: 'note', note: 'through the storm' });
  const intents = ada.use(IntentService);
  await close();
  const error = ConnectError.from(
    await intents.propose({ intents: [intent] }).catch((thrown: unknown) => thrown),
  );
  expect(error.code).toBe(Code.Unavailable);
  expect(error.findDetails(RefusalSchema)[0]?.advice).toBe('Nothing was lost: try again shortly.');
  expect(error.rawMessage).not.toMatch(/terminat|postgres|\.ts/i);
  await sql`alter database ${sql.ref(name)} allow_connections true`.execute(database.db);
  const push = () => intents.propose({ intents: [intent] }).catch(() => undefined);
  const answer = await eventually(push, (answered) => answered !== undefined);
  expect(answer?.outcomes[0]?.kind.case).toBe('accepted');
  const { entries } = await ada.use(EntryService).search({ query: 'storm' });
  expect(entries).toHaveLength(1);
});

test('a log that was touched from behind is found out', async () => {
  const own = openDatabase(gateway.databaseUrl, () => undefined);
  await sql`update event set decision = decision || '\\x00'::bytea where user_id = ${ada.userId}::uuid and seq = 2`.execute(
    own.db,
  );
  await own.close();
  const verified = await ada.use(LogService).verify({});
  expect(verified).toMatchObject({ intact: false, brokenSeq: 2n });
  expect(verified.problem).toContain('changed after it was written');
});
