import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { builtinKinds } from '#core/kinds/builtin.ts';
import type { BodyCase, BodyOf } from '#core/log/body.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { addDays } from '#core/projection/day.ts';
import { projectionTables } from '#core/projection/project.ts';
import { ProposalDecidedSchema } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  EntryAmendedSchema,
  type KindDefined,
  KindDefinedSchema,
  SourceSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';
import { MetricService } from '#gen/lifeos/evolution/v1/metric_pb.ts';
import { ProposalService } from '#gen/lifeos/evolution/v1/proposal_pb.ts';
import { ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { ToolService } from '#gen/lifeos/execution/v1/tool_pb.ts';
import { DocumentService } from '#gen/lifeos/system/v1/document_pb.ts';
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
import { createKeyRing } from '../identity/index.ts';
import { keyEncryptionKey } from '../kernel/sealer.ts';
import { fromStored, rebuildProjections } from './index.ts';

const today = '2026-11-20';
const now = () => Date.parse(`${today}T12:00:00Z`);
let gateway: TestGateway;
let ada: Person;
let own: OpenDatabase;

beforeAll(async () => {
  gateway = await startTestGateway({ now });
  ada = await claimGateway(gateway, now);
  own = openDatabase(gateway.databaseUrl, () => undefined);
});
afterAll(async () => {
  await own?.close();
  await gateway?.stop();
});

const say = <C extends BodyCase>(kind: C, value: BodyOf<C>) => stampIntent(ada.stamping, { kind, value });
const propose = async (...intents: Intent[]): Promise<Outcome[]> =>
  (await ada.use(IntentService).propose({ intents })).outcomes;
const rule = (title: string, content: string) =>
  say(
    'documentVersioned',
    create(DocumentVersionedSchema, {
      documentId: crypto.randomUUID(),
      type: DocumentType.RULE,
      title,
      version: 1,
      content,
      active: true,
    }),
  );
const mood = (score: string, note = '', day = today) =>
  entryIntent(ada.stamping, {
    kind: 'mood',
    at: `${day}T07:00:00Z`,
    note,
    values: { score: { amount: score, unit: '1' } },
  });

/** Columns of the whole database that hold a text, or a number as Protobuf keeps it, in whatever type of column. */
async function whereIs(secret: string): Promise<string[]> {
  const double = Buffer.alloc(8);
  double.writeDoubleLE(Number(secret) || Number.NaN);
  const needles = [secret, Buffer.from(secret).toString('hex'), double.toString('hex')];
  const columns = await sql<{ schema: string; name: string; column: string }>`
    select table_schema as schema, table_name as name, column_name as column from information_schema.columns
    where table_schema not in ('pg_catalog', 'information_schema') order by 1, 2, 3`.execute(own.db);
  expect(columns.rows.length).toBeGreaterThan(100);
  const found: string[] = [];
  for (const { schema, name, column } of columns.rows) {
    const text = sql`${sql.ref(column)}::text`;
    const hits = await sql`select 1 from ${sql.table(`${schema}.${name}`)}
      where ${sql.join(
        needles.map((needle) => sql`position(${needle} in ${text}) > 0`),
        sql` or `,
      )} limit 1`.execute(own.db);
    if (hits.rows.length > 0) found.push(`${name}.${column}`);
  }
  return found;
}

/** All rows of all projections, opened. */
async function dump(dataKey: Uint8Array): Promise<Record<string, unknown[]>> {
  const rows: Record<string, unknown[]> = {};
  for (const table of projectionTables) {
    const keys = sql.join(table.key.map((key) => sql.ref(key)));
    const found = await sql<
      Record<string, unknown>
    >`select * from ${sql.table(table.name)} order by ${keys}`.execute(own.db);
    rows[table.name] = found.rows.map((raw) => fromStored(table, raw, dataKey));
  }
  return rows;
}

test('what is not sensitive is found where it is kept, so that the search below is worth something', async () => {
  await propose(entryIntent(ada.stamping, { kind: 'note', note: 'pistachio' }));
  expect(await whereIs('pistachio')).toEqual(['entry.note', 'event.payload']);
  await propose(
    entryIntent(ada.stamping, { kind: 'water', values: { volume: { amount: '1.6180339', unit: 'l' } } }),
  );
  expect(await whereIs('1.6180339')).toEqual(['entry.values_json', 'event.payload', 'metric_day.value']);
});

test('nothing in the database tells what a sensitive entry says, wherever it is repeated; its owner reads it all', async () => {
  const [word, score, low, weight] = ['marzipan', '7.3185', '3.7713', '81.4372'];
  await propose(
    rule(
      'Mind the mood',
      `export default ({ intent: { entry } }) => { if (entry?.kind === 'mood' && entry.note !== '') return [
         { verdict: 'ask', question: 'Really ' + entry.note + ' at ' + entry.values.score.amount + '?', options: ['Yes, ' + entry.note] },
         { verdict: 'annotate', tags: [entry.note] },
         { verdict: 'propose', title: 'Talk about ' + entry.note + '?', body: { entryRecorded: {
           kind: 'note', occurredAt: '2026-11-20T10:00:00Z', zone: 'UTC', note: entry.note } } }]; }`,
    ),
    rule(
      'Look back',
      `export default ({ intent: { entry }, recent }) => { if (entry?.kind === 'coffee') return (
         { verdict: 'ask', question: 'After ' + recent.map((one) => one.note).join(' ') + '?' }); }`,
    ),
    rule(
      'No headaches',
      `export default ({ intent: { entry } }) => { if (entry?.kind === 'symptom')
      return { verdict: 'deny', reason: entry.note + ' is not allowed' }; }`,
    ),
  );
  // A rule asks about one and quotes it; it is answered with a yes, another with a no; a third is refused.
  const [yes, no] = [mood(score, word), mood(score, word)];
  const coffee = entryIntent(ada.stamping, { kind: 'coffee', at: `${today}T08:00:00Z` });
  const denied = entryIntent(ada.stamping, { kind: 'symptom', note: word });
  const outcomes = await propose(yes, no, denied);
  expect(outcomes.map(({ kind }) => kind.case)).toEqual(['waiting', 'waiting', 'denied']);
  const { approvals } = await ada.use(ApprovalService).list({ state: ApprovalState.OPEN });
  expect(approvals.map(({ title }) => title)).toEqual([
    `Really ${word} at ${score}?`,
    `Really ${word} at ${score}?`,
  ]);
  expect(approvals[0]?.options).toEqual([`Yes, ${word}`]);
  const answer = (approvalId: string, state: ApprovalState) =>
    say('approvalDecided', create(ApprovalDecidedSchema, { approvalId, state, answer: `Yes, ${word}` }));
  await propose(answer(yes.id, ApprovalState.APPROVED), answer(no.id, ApprovalState.DENIED));
  const talk = (await ada.use(ApprovalService).list({ state: ApprovalState.OPEN })).approvals[0];
  expect(talk?.title).toBe(`Talk about ${word}?`);
  await propose(answer(talk?.approvalId ?? '', ApprovalState.APPROVED));
  const { entries: talks } = await ada.use(EntryService).list({ kind: 'note', fromDay: today, toDay: today });
  expect(talks.map(({ note }) => note)).toContain(word);
  // A rule that was shown the mood quotes it when it asks about something else.
  expect((await propose(coffee))[0]?.kind.case).toBe('waiting');
  const { approval } = await ada.use(ApprovalService).get({ approvalId: coffee.id });
  expect(approval?.title).toContain(word);
  await propose(answer(coffee.id, ApprovalState.APPROVED));

  // A shift in moods is found, suggested and approved.
  const wave = [0, 0.2, -0.1, 0.1, -0.2];
  const days = Array.from({ length: 80 }, (_, index) =>
    mood(
      ((index < 50 ? Number(score) : Number(low)) + (wave[index % 5] ?? 0)).toFixed(4),
      '',
      addDays(today, index - 80),
    ),
  );
  await propose(...days);
  const list = () => ada.use(ProposalService).list({});
  const { proposals } = await eventually(list, (found) => found.proposals.length > 0);
  const made = proposals[0]?.made;
  expect(made?.evidence).toMatchObject({ metric: 'mood.score', beforeMedian: 7.3185, afterMedian: 3.7713 });
  expect(made?.reason).toContain('lower');
  await propose(
    say(
      'proposalDecided',
      create(ProposalDecidedSchema, { proposalId: made?.proposalId ?? '', approved: true, note: word }),
    ),
  );
  const { document } = await ada.use(DocumentService).get({ documentId: made?.documentId ?? '' });
  expect(document?.document).toMatchObject({ content: made?.content, title: made?.documentTitle });
  const { documents } = await ada.use(DocumentService).listDocuments({ type: DocumentType.PROTOCOL });
  expect(documents.map((one) => one.document?.title)).toContain(made?.documentTitle);

  // A kind that its owner calls sensitive feeds a tool, whose results are as sensitive.
  const definition = builtinKinds.get('weight') as KindDefined;
  await propose(
    say('kindDefined', { ...definition, sensitive: true }),
    ...['2026-11-18', '2026-11-19', today].map((day) =>
      entryIntent(ada.stamping, {
        kind: 'weight',
        at: `${day}T07:00:00Z`,
        values: { mass: { amount: weight, unit: 'kg' } },
      }),
    ),
  );
  const trend = () => ada.use(EntryService).list({ kind: 'weight-trend' });
  const { entries: trends } = await eventually(trend, ({ entries }) => entries.length > 0);
  expect(trends[0]?.values[0]?.kind.value).toMatchObject({ amount: '81.44' });
  const { calls } = await ada.use(ToolService).listCalls({});
  expect(calls[0]?.outputJson).toContain('81.4');

  for (const secret of [
    word,
    score,
    low,
    weight,
    '81.44',
    String(JSON.parse(calls[0]?.outputJson ?? '{}').latestTrendKg),
  ])
    expect([secret, await whereIs(secret)]).toEqual([secret, []]);
  for (const text of [made?.reason ?? '', made?.title ?? '', calls[0]?.outputJson ?? ''])
    expect(await whereIs(text)).toEqual([]);

  const { entries } = await ada.use(EntryService).list({ kind: 'mood', fromDay: today });
  expect(entries).toMatchObject([{ note: word, tags: [word] }]);
  const { days: series } = await ada.use(MetricService).series({ metric: 'mood.score' });
  expect(series.at(-1)).toMatchObject({ day: today, value: 7.3185 });
  const { metrics } = await ada.use(MetricService).list({});
  expect(metrics.find(({ metric }) => metric === 'weight.mass')).toMatchObject({
    unit: 'kg',
    dayCount: 3,
    firstDay: '2026-11-18',
    lastDay: today,
  });
  const log = ada.use(LogService);
  const { chain } = await log.explain({ eventId: yes.id });
  expect(chain[0]?.decision?.reasons.map(({ text }) => text)).toContain(`You said: Yes, ${word}`);
  const { decision } = await log.explain({ eventId: denied.id });
  expect(decision?.reasons[0]?.text).toContain(word);
  const again = await propose(yes, no, denied);
  expect(again.map(({ kind, repeated }) => [kind.case, repeated])).toEqual([
    ['accepted', true],
    ['denied', true],
    ['denied', true],
  ]);
  const other = { ...yes, body: mood('1', 'another').body } as Intent;
  expect((await propose(other))[0]?.kind).toMatchObject({ case: 'denied' });
  expect(await log.verify({})).toMatchObject({ intact: true });
});

test('rows that were kept up to date equal those rebuilt from zero, sealed and open', async () => {
  const key = keyEncryptionKey({ hex: undefined, file: join(gateway.dataDir, 'keys', 'kek') });
  const dataKey = await createKeyRing(own.db, key)(ada.userId);
  const kept = await dump(dataKey);
  await rebuildProjections(own.db, ada.userId, dataKey);
  expect(await dump(dataKey)).toEqual(kept);
  expect(await whereIs('marzipan')).toEqual([]);
});

test('what comes in one call is sealed by what came before in it', async () => {
  const entry = mood('5');
  const body = entry.body?.kind;
  const entryId = body?.case === 'entryRecorded' ? body.value.entryId : '';
  const kind = create(KindDefinedSchema, { kind: 'dream', title: 'Dream', sensitive: true });
  await propose(
    entry,
    say('entryAmended', create(EntryAmendedSchema, { entryId, note: 'nougat' })),
    say('kindDefined', kind),
    entryIntent(ada.stamping, { kind: 'dream', note: 'nougat' }),
  );
  expect(await whereIs('nougat')).toEqual([]);
  const { entries } = await ada.use(EntryService).list({ kind: 'dream' });
  expect(entries[0]?.note).toBe('nougat');
});

test('an id that an importer made from what a line says is as secret as the line', async () => {
  const entry = mood('5');
  if (entry.body?.kind.case === 'entryRecorded') {
    const { value } = entry.body.kind;
    value.source = create(SourceSchema, { importer: 'csv', externalId: '2026-11-20,5,truffle#1' });
  }
  await propose(entry);
  expect(await whereIs('truffle')).toEqual([]);
  const { entries } = await ada.use(EntryService).list({ kind: 'mood' });
  expect(entries.map(({ source }) => source?.externalId)).toContain('2026-11-20,5,truffle#1');
});

test('a kind that becomes sensitive seals what is written from then on, also to what was written before', async () => {
  const entry = entryIntent(ada.stamping, { kind: 'call', note: 'with Ben' });
  const body = entry.body?.kind;
  const entryId = body?.case === 'entryRecorded' ? body.value.entryId : '';
  await propose(entry);
  await propose(
    say('kindDefined', create(KindDefinedSchema, { kind: 'call', title: 'Call', sensitive: true })),
  );
  await propose(say('entryAmended', create(EntryAmendedSchema, { entryId, note: 'about the praline' })));
  expect(await whereIs('praline')).toEqual([]);
  expect(await whereIs('with Ben')).toEqual(['event.payload']);
});
