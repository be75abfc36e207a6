import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalDecidedSchema } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  DocumentType,
  DocumentVersionedSchema,
  EntryRecordedSchema,
  PauseSetSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Intent, IntentSchema, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import { type BodyCase, type BodyOf, bodyOf } from '../log/body.ts';
import { decide } from './decide.ts';
import { heard } from './heard.ts';
import { decider } from './refusal.ts';

const say = (verdict: Verdict) => [{ by: decider(DeciderKind.RULE, 'all'), verdict, text: 'No.' }];
const by = <C extends BodyCase>(author: 'user' | 'tool', kind: C, value: BodyOf<C>): Intent =>
  create(IntentSchema, {
    actor: create(ActorSchema, { kind: { case: author, value: 'x' } }),
    body: bodyOf(kind, value),
  });
const verdictOf = (intent: Intent, verdict: Verdict) =>
  decide({ rulings: heard(intent, say(verdict)) }).verdict;

const rule = create(DocumentVersionedSchema, { type: DocumentType.RULE });
const routine = create(DocumentVersionedSchema, { type: DocumentType.ROUTINE });
const answer = create(ApprovalDecidedSchema);

test('a rule that refuses everything can be mended by its owner, and by nobody else', () => {
  expect(verdictOf(by('user', 'documentVersioned', rule), Verdict.DENY)).toBe(Verdict.ALLOW);
  expect(verdictOf(by('user', 'pauseSet', create(PauseSetSchema)), Verdict.DENY)).toBe(Verdict.ALLOW);
  expect(verdictOf(by('tool', 'documentVersioned', rule), Verdict.DENY)).toBe(Verdict.DENY);
  expect(verdictOf(by('user', 'documentVersioned', routine), Verdict.DENY)).toBe(Verdict.DENY);
  expect(verdictOf(by('user', 'entryRecorded', create(EntryRecordedSchema)), Verdict.DENY)).toBe(
    Verdict.DENY,
  );
});

test('a rule that asks about everything does not ask about the answer, but may refuse it', () => {
  expect(verdictOf(by('user', 'approvalDecided', answer), Verdict.ASK)).toBe(Verdict.ALLOW);
  expect(verdictOf(by('user', 'approvalDecided', answer), Verdict.DENY)).toBe(Verdict.DENY);
  expect(verdictOf(by('user', 'entryRecorded', create(EntryRecordedSchema)), Verdict.ASK)).toBe(Verdict.ASK);
});

test('what a rule said is kept as a reason, also when it does not count', () => {
  const rulings = heard(by('user', 'documentVersioned', rule), say(Verdict.DENY));
  expect(decide({ rulings }).reasons[0]?.text).toBe('No.');
});
