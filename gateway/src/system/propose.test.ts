import { create } from '@bufbuild/protobuf';
import { TimestampSchema } from '@bufbuild/protobuf/wkt';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { stampIntent } from '#core/log/stamp.ts';
import { RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  EntryAmendedSchema,
  ImportFinishedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent } from '../../../scripts/testing/entries.ts';
import {
  claimGateway,
  type Person,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';

let gateway: TestGateway;
let ada: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await claimGateway(gateway);
});
afterAll(() => gateway?.stop());

const entry = (kind: string, at?: string, note = '') =>
  entryIntent(ada.stamping, { kind, note, ...(at === undefined ? {} : { at }) });

describe('the gate', () => {
  test('appends what is allowed, once, however often it is sent', async () => {
    const intents = ada.use(IntentService);
    const intent = entry('note', undefined, 'first');
    const [first] = (await intents.propose({ intents: [intent] })).outcomes;
    const [again] = (await intents.propose({ intents: [intent, intent] })).outcomes;
    expect(first?.kind.case).toBe('accepted');
    expect(first?.repeated).toBe(false);
    expect(again?.repeated).toBe(true);
    expect(again?.kind.value).toEqual(first?.kind.value);
  });

  test('refuses an id that names something else now', async () => {
    const intents = ada.use(IntentService);
    const intent = entry('note', undefined, 'mine');
    await intents.propose({ intents: [intent] });
    const other = { ...entry('note', undefined, 'another'), id: intent.id };
    const [outcome] = (await intents.propose({ intents: [other] })).outcomes;
    expect(outcome?.kind.case === 'denied' && outcome.kind.value.refusal?.code).toBe(RefusalCode.ID_REUSED);
  });

  test('does not let one bad intent hold up the others', async () => {
    const bad = { ...entry('note'), id: 'not-an-id' };
    const { outcomes } = await ada
      .use(IntentService)
      .propose({ intents: [entry('note'), bad, entry('note')] });
    expect(outcomes.map((outcome) => outcome.kind.case)).toEqual(['accepted', 'denied', 'accepted']);
    const denied = outcomes[1]?.kind;
    expect(denied?.case === 'denied' && denied.value.refusal?.advice).toContain('Mend');
  });

  test('refuses by itself what no database could keep', async () => {
    const late = entry('note', undefined, 'late');
    if (late.body?.kind.case === 'entryRecorded')
      late.body.kind.value.occurredAt = create(TimestampSchema, { seconds: 2n ** 62n });
    const amended = stampIntent(ada.stamping, {
      kind: 'entryAmended',
      value: create(EntryAmendedSchema, {
        entryId: crypto.randomUUID(),
        occurredAt: create(TimestampSchema, { seconds: -(2n ** 62n) }),
      }),
    });
    const counted = stampIntent(ada.stamping, {
      kind: 'importFinished',
      value: create(ImportFinishedSchema, { importId: crypto.randomUUID(), readCount: 2n ** 64n - 1n }),
    });
    const intents = [entry('note', undefined, 'a\u0000b'), late, amended, counted, entry('note')];
    const { outcomes } = await ada.use(IntentService).propose({ intents });
    expect(outcomes.map((outcome) => outcome.kind.case)).toEqual([...Array(4).fill('denied'), 'accepted']);
    for (const { kind } of outcomes.slice(0, 4))
      expect(kind.case === 'denied' && kind.value.refusal?.code).toBe(RefusalCode.SHAPE);
  });

  test('knows an id again however its letters are written', async () => {
    const intent = entry('note', undefined, 'from a platform with capital letters');
    const capital = { ...intent, id: intent.id.toUpperCase() };
    const { outcomes } = await ada.use(IntentService).propose({ intents: [capital, intent, capital] });
    expect(outcomes.map(({ repeated }) => repeated)).toEqual([false, true, true]);
    const [again] = (await ada.use(IntentService).propose({ intents: [capital] })).outcomes;
    expect(again).toMatchObject({ repeated: true, intentId: intent.id, kind: { case: 'accepted' } });
  });

  test('asks in no more bytes than the contract allows', async () => {
    const question = '\u{1f30a}'.repeat(240);
    const rule = stampIntent(ada.stamping, {
      kind: 'documentVersioned',
      value: create(DocumentVersionedSchema, {
        documentId: crypto.randomUUID(),
        type: DocumentType.RULE,
        title: 'Waves',
        version: 1,
        active: true,
        content: `export default ({ intent: { entry } }) => { if (entry?.kind === 'swim') return { verdict: 'ask', question: '${question}' }; }`,
      }),
    });
    const swim = entry('swim');
    await ada.use(IntentService).propose({ intents: [rule] });
    await ada.use(IntentService).propose({ intents: [swim] });
    const { approval } = await ada.use(ApprovalService).get({ approvalId: swim.id });
    expect(approval?.title).toBe('\u{1f30a}'.repeat(128));
  });

  test('asks when a rule asks, and logs the very same intent once the owner agrees', async () => {
    const coffee = entry('coffee', '2026-11-20T15:30:00Z');
    const [waiting] = (await ada.use(IntentService).propose({ intents: [coffee] })).outcomes;
    expect(waiting?.kind.case).toBe('waiting');
    const { approvals } = await ada.use(ApprovalService).list({ state: ApprovalState.OPEN });
    expect(approvals[0]?.title).toContain('Coffee after 14:00');
    const yes = stampIntent(ada.stamping, {
      kind: 'approvalDecided',
      value: create(ApprovalDecidedSchema, {
        approvalId: coffee.id,
        state: ApprovalState.APPROVED,
        answer: 'With company',
      }),
    });
    const again = { ...yes, id: crypto.randomUUID() };
    const { outcomes } = await ada.use(IntentService).propose({ intents: [yes, again] });
    expect(outcomes.map((outcome) => outcome.kind.case)).toEqual(['accepted', 'denied']);
    const { entries } = await ada.use(EntryService).list({ kind: 'coffee' });
    expect(entries).toHaveLength(1);
    const { chain } = await ada.use(LogService).explain({ eventId: coffee.id });
    expect(chain.at(-1)?.decision?.reasons.map((reason) => reason.text)).toContain('You said: With company');
  });

  test('keeps a chain that anyone can walk', async () => {
    const verified = await ada.use(LogService).verify({});
    expect(verified).toMatchObject({ intact: true, problem: '' });
    expect(Number(verified.eventCount)).toBeGreaterThan(5);
  });
});
