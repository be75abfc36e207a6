import { create, type JsonObject } from '@bufbuild/protobuf';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { BodyCase, BodyOf } from '#core/log/body.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  PauseSetSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';
import { ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { AccessService } from '#gen/lifeos/identity/v1/access_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent } from '../../../scripts/testing/entries.ts';
import {
  bearing,
  claimGateway,
  type Person,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';
import { limits } from '../kernel/limits.ts';
import { proposalId } from './proposed.ts';

let gateway: TestGateway;
let ada: Person;
let rules = 0;
let kind = '';

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await claimGateway(gateway);
});
afterAll(() => gateway?.stop());
beforeEach(() => {
  kind = `run${++rules}`; // each test has a kind, and rules for it, of its own
});

const say = <C extends BodyCase>(bodyCase: C, value: BodyOf<C>) =>
  stampIntent(ada.stamping, { kind: bodyCase, value });
const propose = async (...intents: Intent[]): Promise<Outcome[]> =>
  (await ada.use(IntentService).propose({ intents })).outcomes;
const answer = (approvalId: string, state: ApprovalState) =>
  say('approvalDecided', create(ApprovalDecidedSchema, { approvalId, state }));
const open = async () =>
  (await ada.use(ApprovalService).list({ state: ApprovalState.OPEN })).approvals.filter(
    ({ askedBy }) => askedBy === `Rule ${rules}`,
  );
const reasonsOf = (outcome: Outcome | undefined) =>
  outcome?.kind.case === 'accepted'
    ? outcome.kind.value.decision?.reasons.map(({ text }) => text)
    : undefined;
const logged = async (of: string) => (await ada.use(EntryService).list({ kind: of })).entries;

/** A rule, in force until it is switched off. */
async function rule(content: string): Promise<{ id: string; off: () => Promise<Outcome[]> }> {
  const documentId = crypto.randomUUID();
  const version = (number: number, active: boolean) =>
    say(
      'documentVersioned',
      create(DocumentVersionedSchema, {
        documentId,
        type: DocumentType.RULE,
        title: `Rule ${rules}`,
        version: number,
        content,
        active,
      }),
    );
  await propose(version(1, true));
  return { id: documentId, off: () => propose(version(2, false)) };
}

const water: JsonObject = {
  entryRecorded: { kind: 'water', occurredAt: '2026-11-20T10:00:00Z', zone: 'UTC', note: 'after the run' },
};
const suggesting = (body: unknown, of = kind, title = 'Drink something?') =>
  `export default ({ intent: { entry } }) => {
     if (entry?.kind === '${of}') return { verdict: 'propose', title: '${title}', body: ${JSON.stringify(body)} };
   }`;

test('what a rule proposes waits for the owner, and is logged once when they agree; why shows how it came about', async () => {
  const { id: ruleId } = await rule(suggesting(water));
  const run = entryIntent(ada.stamping, { kind });
  const [allowed] = await propose(run);
  expect(reasonsOf(allowed)).toEqual(['Suggests: Drink something?']);
  const [waiting] = await open();
  expect(waiting).toMatchObject({
    approvalId: proposalId(run.id, ruleId, 0),
    title: 'Drink something?',
    heldIntent: { causeId: run.id, actor: { kind: { value: `rule:${ruleId}` }, onBehalfOf: ada.userId } },
  });
  const before = (await logged('water')).length;
  const id = waiting?.approvalId ?? '';
  const answers = await propose(answer(id, ApprovalState.APPROVED), answer(id, ApprovalState.APPROVED));
  expect(answers.map((outcome) => outcome.kind.case)).toEqual(['accepted', 'denied']);
  const after = await logged('water');
  expect(after).toHaveLength(before + 1);
  expect(after.find(({ eventId }) => eventId === id)).toMatchObject({ note: 'after the run', entryId: id });
  const { chain } = await ada.use(LogService).explain({ eventId: id });
  expect(chain.map((event) => event.id)).toEqual([run.id, id]);
  expect(chain[1]?.decision).toMatchObject({ approvalId: id });
  expect(chain[1]?.decision?.reasons.map(({ text }) => text)).toEqual(['Drink something?', 'You said yes.']);
});

test('a no ends it', async () => {
  await rule(suggesting(water));
  await propose(entryIntent(ada.stamping, { kind }));
  const [waiting] = await open();
  const before = (await logged('water')).length;
  await propose(answer(waiting?.approvalId ?? '', ApprovalState.DENIED));
  expect(await open()).toEqual([]);
  expect(await logged('water')).toHaveLength(before);
});

test('an intent that comes again proposes nothing again, whatever became of it', async () => {
  await rule(suggesting(water));
  const run = entryIntent(ada.stamping, { kind });
  await propose(run, run);
  await propose(run);
  expect(await open()).toHaveLength(1);
  await propose(answer((await open())[0]?.approvalId ?? '', ApprovalState.DENIED));
  const [again] = await propose(run);
  expect(again?.repeated).toBe(true);
  expect(await open()).toEqual([]);
});

test('an id that somebody else has taken is left to them', async () => {
  const { id: ruleId } = await rule(suggesting(water));
  const run = entryIntent(ada.stamping, { kind });
  const squatter = { ...entryIntent(ada.stamping, { kind: 'note' }), id: proposalId(run.id, ruleId, 0) };
  const outcomes = await propose(squatter, run);
  expect(outcomes.map((outcome) => outcome.kind.case)).toEqual(['accepted', 'accepted']);
  expect(await open()).toEqual([]);
});

test('a body that cannot be read is a rule that failed: the owner is asked, and told what is wrong', async () => {
  for (const [body, words] of [
    [{ entryRecorded: { kinds: 'water' } }, 'kinds'],
    [{}, 'nothing that could happen'],
  ] as const) {
    const { off } = await rule(suggesting(body));
    const [outcome] = await propose(entryIntent(ada.stamping, { kind }));
    expect(outcome?.kind.case).toBe('waiting');
    const [asked] = await open();
    expect(asked?.title).toContain("a body that can't be read");
    expect(asked?.title).toContain(words);
    await off();
    await propose(answer(asked?.approvalId ?? '', ApprovalState.DENIED));
  }
});

test('what no rule may say, or no policy allows, or has no sense is refused, and that is noted', async () => {
  const id = crypto.randomUUID();
  const forbidden: [object, string][] = [
    [{ approvalDecided: { approvalId: id, state: 'APPROVAL_STATE_APPROVED' } }, 'no rule may say'],
    [{ proposalDecided: { proposalId: id, approved: true } }, 'no rule may say'],
    [{ pauseSet: { paused: false } }, 'no rule may say'],
    [{ toolCallFinished: { callId: id, state: 'TOOL_CALL_STATE_SUCCEEDED' } }, 'no rule may say'],
    [
      { documentVersioned: { documentId: id, type: 'DOCUMENT_TYPE_RULE', title: 'x', version: 1 } },
      'No policy allows',
    ],
    [{ entryRecorded: { kind: 'Not A Kind', occurredAt: '2026-11-20T10:00:00Z', zone: 'UTC' } }, 'kind'],
  ];
  for (const [body, words] of forbidden) {
    const { off } = await rule(suggesting(body));
    const [outcome] = await propose(entryIntent(ada.stamping, { kind }));
    expect(outcome?.kind.case).toBe('accepted');
    expect(reasonsOf(outcome)?.[0]).toMatch(
      new RegExp(`^Could not suggest "Drink something\\?": .*${words}`),
    );
    expect(await open()).toEqual([]);
    await off();
  }
});

test('nothing that was proposed, and no answer, leads to a proposal', async () => {
  const { off } = await rule(
    `export default () => ({ verdict: 'propose', title: 'Again?', body: ${JSON.stringify({
      entryRecorded: { kind, occurredAt: '2026-11-20T10:00:00Z', zone: 'UTC' },
    })} })`,
  );
  await propose(entryIntent(ada.stamping, { kind }));
  const [first] = await open();
  const [answered] = await propose(answer(first?.approvalId ?? '', ApprovalState.APPROVED));
  expect(reasonsOf(answered)?.[0]).toContain('an answer does not lead to a question');
  expect(await logged(kind)).toHaveLength(2);
  expect(await open()).toEqual([]);
  await off();
});

test('only so many are taken at a time', async () => {
  const count = limits.ruleProposalsMax + 2;
  await rule(
    `export default ({ intent: { entry } }) => entry?.kind === '${kind}' ? Array.from({ length: ${count} }, (_, n) => (
       { verdict: 'propose', title: 'Number ' + n, body: ${JSON.stringify(water)} })) : undefined`,
  );
  const [outcome] = await propose(entryIntent(ada.stamping, { kind }));
  expect(await open()).toHaveLength(limits.ruleProposalsMax);
  expect(reasonsOf(outcome)?.filter((text) => text.includes('at most'))).toHaveLength(2);
});

test('an intent that had to wait itself leads to its proposals when it is set free, and to none when it is refused', async () => {
  await rule(
    `export default ({ intent: { entry } }) => entry?.kind === '${kind}' ? [{ verdict: 'ask', question: 'Run?' },
       { verdict: 'annotate', tags: ['late'] },
       { verdict: 'propose', title: 'Drink something?', body: ${JSON.stringify(water)} }] : undefined`,
  );
  const [yes, no] = [entryIntent(ada.stamping, { kind }), entryIntent(ada.stamping, { kind })];
  await propose(yes, no);
  expect((await open()).map(({ title }) => title)).toEqual(['Run?', 'Run?']);
  await propose(answer(yes.id, ApprovalState.APPROVED), answer(no.id, ApprovalState.DENIED));
  expect((await open()).map(({ title, heldIntent }) => [title, heldIntent?.causeId])).toEqual([
    ['Drink something?', yes.id],
  ]);
  expect(await logged(kind)).toMatchObject([{ tags: ['late'] }]);
});

test('while everything is paused, nothing is proposed', async () => {
  await rule(suggesting(water));
  await propose(say('pauseSet', create(PauseSetSchema, { paused: true })));
  const [outcome] = await propose(entryIntent(ada.stamping, { kind }));
  expect(reasonsOf(outcome)?.[0]).toContain('paused');
  expect(await open()).toEqual([]);
  await propose(say('pauseSet', create(PauseSetSchema, { paused: false })));
});

test('a rule that asks about everything does not ask about the answer', async () => {
  const { off } = await rule(`export default () => ({ verdict: 'ask', question: 'Sure?' })`);
  const entry = entryIntent(ada.stamping, { kind });
  expect((await propose(entry))[0]?.kind.case).toBe('waiting');
  expect((await propose(answer(entry.id, ApprovalState.APPROVED)))[0]?.kind.case).toBe('accepted');
  expect(await logged(kind)).toHaveLength(1);
  const [switchingOff] = await off();
  await propose(answer(switchingOff?.intentId ?? '', ApprovalState.APPROVED));
  expect((await propose(entryIntent(ada.stamping, { kind })))[0]?.kind.case).toBe('accepted');
});

test('what was held is not set free when what it builds on has moved on', async () => {
  const { token } = await ada.use(AccessService).createApiToken({ name: 'agent', scopes: ['log:write'] });
  const documentId = crypto.randomUUID();
  const document = (version: number, content: string) =>
    say(
      'documentVersioned',
      create(DocumentVersionedSchema, {
        documentId,
        type: DocumentType.PROTOCOL,
        title: 'Mornings',
        version,
        content,
        active: true,
      }),
    );
  await propose(document(1, 'mine'));
  const theirs = document(2, 'of an agent');
  theirs.actor = create(ActorSchema, { kind: { case: 'agent', value: 'helper' } });
  const [held] = (await bearing(gateway, token, IntentService).propose({ intents: [theirs] })).outcomes;
  expect(held?.kind.case).toBe('waiting');
  await propose(document(2, 'mine again'));
  await propose(answer(theirs.id, ApprovalState.APPROVED));
  const [again] = (await bearing(gateway, token, IntentService).propose({ intents: [theirs] })).outcomes;
  expect(again?.kind).toMatchObject({
    case: 'denied',
    value: { refusal: { what: '"Mornings" is at version 2 now, and this would be version 2.' } },
  });
  expect(await ada.use(LogService).verify({})).toMatchObject({ intact: true });
});
