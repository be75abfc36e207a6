import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { stampIntent } from '#core/log/stamp.ts';
import { addDays } from '#core/projection/day.ts';
import { projectionTables } from '#core/projection/project.ts';
import { ProposalDecidedSchema } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { DocumentVersionedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { MetricService } from '#gen/lifeos/evolution/v1/metric_pb.ts';
import { ProposalService, ProposalState } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { DocumentService } from '#gen/lifeos/system/v1/document_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { entryIntent, eventually } from '../../../scripts/testing/entries.ts';
import {
  claimGateway,
  type Person,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';
import { openDatabase } from '../db/database.ts';
import { createKeyRing } from '../identity/index.ts';
import { keyEncryptionKey } from '../kernel/sealer.ts';
import { rebuildProjections } from '../system/index.ts';

const today = '2026-11-20';
const now = () => Date.parse(`${today}T12:00:00Z`);
let gateway: TestGateway;
let ada: Person;

beforeAll(async () => {
  gateway = await startTestGateway({ now });
  ada = await claimGateway(gateway, now);
});
afterAll(() => gateway?.stop());

test('a shift in sleep becomes a suggestion with evidence, a new version when approved, and can be rolled back', async () => {
  const nights = Array.from({ length: 80 }, (_, index) => {
    const wave = [0.2, -0.1, 0.3, -0.3, 0, 0.1, -0.2][index % 7] ?? 0;
    const hours = (index < 50 ? 7.6 : 6.4) + wave;
    const at = `${addDays(today, index - 79)}T07:00:00Z`;
    return entryIntent(ada.stamping, {
      kind: 'sleep',
      at,
      values: { hours: { amount: hours.toFixed(2), unit: 'h' } },
    });
  });
  await ada.use(IntentService).propose({ intents: nights });
  const list = () => ada.use(ProposalService).list({ state: ProposalState.OPEN });
  const { proposals } = await eventually(list, (answer) => answer.proposals.length > 0);
  const made = proposals[0]?.made;
  expect(made).toMatchObject({ documentTitle: 'Wind-down', basedOnVersion: 1 });
  expect(made?.evidence).toMatchObject({
    metric: 'sleep.hours',
    changeDay: addDays(today, -29),
    afterCount: 30,
  });
  expect(made?.evidence?.luckProbability).toBeLessThan(0.05);

  const decide = () =>
    stampIntent(ada.stamping, {
      kind: 'proposalDecided',
      value: create(ProposalDecidedSchema, { proposalId: made?.proposalId ?? '', approved: true }),
    });
  const [first, second] = (await ada.use(IntentService).propose({ intents: [decide(), decide()] })).outcomes;
  expect([first?.kind.case, second?.kind.case]).toEqual(['accepted', 'denied']);
  const documents = ada.use(DocumentService);
  const documentId = made?.documentId ?? '';
  const changed = (await documents.get({ documentId })).document?.document;
  expect(changed).toMatchObject({ version: 2, content: made?.content, proposalId: made?.proposalId });

  const original = (await documents.get({ documentId, version: 1 })).document?.document;
  if (!original) throw new Error('Version 1 is gone.');
  const rollBack = stampIntent(ada.stamping, {
    kind: 'documentVersioned',
    value: create(DocumentVersionedSchema, { ...original, version: 3, restoresVersion: 1 }),
  });
  await ada.use(IntentService).propose({ intents: [rollBack] });
  expect((await documents.get({ documentId })).document?.document).toMatchObject({
    version: 3,
    content: original?.content,
  });
});

test('looking again says nothing again', async () => {
  const before = (await ada.use(ProposalService).list({})).proposals.length;
  await ada
    .use(IntentService)
    .propose({ intents: [entryIntent(ada.stamping, { kind: 'note', note: 'again' })] });
  const { db, close } = openDatabase(gateway.databaseUrl, () => undefined);
  const left = () =>
    sql<{ n: number }>`select count(*) as n from pgboss.job where state < 'completed'`.execute(db);
  await eventually(left, (answer) => answer.rows[0]?.n === 0);
  await close();
  expect((await ada.use(ProposalService).list({})).proposals).toHaveLength(before);
});

test('projections that were kept up to date equal those rebuilt from zero, row by row', async () => {
  const { db, close } = openDatabase(gateway.databaseUrl, () => undefined);
  const dump = async () => {
    const rows: Record<string, unknown[]> = {};
    for (const table of projectionTables) {
      const columns = sql.join(Object.keys(table.columns).map((name) => sql.ref(name)));
      const found =
        await sql`select ${columns} from ${sql.table(table.name)} order by ${sql.join(table.key.map((key) => sql.ref(key)))}`.execute(
          db,
        );
      rows[table.name] = found.rows;
    }
    return rows;
  };
  const kept = await dump();
  expect(kept.metric_day?.length).toBeGreaterThan(80);
  const key = keyEncryptionKey({ hex: undefined, file: join(gateway.dataDir, 'keys', 'kek') });
  await rebuildProjections(db, ada.userId, await createKeyRing(db, key)(ada.userId));
  expect(await dump()).toEqual(kept);
  await close();
  expect((await ada.use(MetricService).series({ metric: 'sleep.hours' })).days).toHaveLength(80);
});
