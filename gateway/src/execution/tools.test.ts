import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ToolCallState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { ToolService } from '#gen/lifeos/execution/v1/tool_pb.ts';
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
import { openDatabase } from '../db/database.ts';

let gateway: TestGateway;
let ada: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await claimGateway(gateway);
});
afterAll(() => gateway?.stop());

test('a weight makes the plugin run, journaled step by step, and its trend comes back as an entry', async () => {
  const weights = ['80', '81', '80.5', '79.9', '80.2', '79.8', '79.5', '79.6'].map((amount, index) =>
    entryIntent(ada.stamping, {
      kind: 'weight',
      at: `2026-11-${10 + index}T07:00:00Z`,
      values: { mass: { amount, unit: 'kg' } },
    }),
  );
  await ada.use(IntentService).propose({ intents: weights });
  const list = () => ada.use(EntryService).list({ kind: 'weight-trend' });
  const { entries } = await eventually(list, (answer) => answer.entries.length > 0);
  expect(entries[0]?.values.map(({ name }) => name)).toEqual(['trend', 'weekly_change']);
  const { calls } = await ada.use(ToolService).listCalls({});
  expect(calls).toMatchObject([{ tool: 'weight-trend', state: ToolCallState.SUCCEEDED }]);
  const { events } = await ada.use(LogService).read({});
  const steps = events.map((event) => event.body?.kind.case).filter((name) => name?.startsWith('toolCall'));
  expect(steps).toEqual(['toolCallPrepared', 'toolCallStarted', 'toolCallFinished']);
  const { chain } = await ada.use(LogService).explain({ eventId: entries[0]?.eventId ?? '' });
  expect(chain.map((event) => event.body?.kind.case)).toEqual(['entryRecorded', 'entryRecorded']);
  expect(chain[0]?.id).toBe(weights.at(-1)?.id);
});

test('a job that is handled twice writes nothing twice', async () => {
  const before = (await ada.use(LogService).read({})).headSeq;
  const { db, close } = openDatabase(gateway.databaseUrl, () => undefined);
  await sql`insert into pgboss.job (name, data, policy) select name, data, policy from pgboss.job where name = 'tool-call' limit 1`.execute(
    db,
  );
  const left = () =>
    sql<{
      n: number;
    }>`select count(*) as n from pgboss.job where name = 'tool-call' and state < 'completed'`.execute(db);
  await eventually(left, (answer) => answer.rows[0]?.n === 0);
  await close();
  expect((await ada.use(LogService).read({})).headSeq).toBe(before);
});
