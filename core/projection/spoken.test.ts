import { create, toBinary } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { EvidenceSchema, PatternFoundSchema } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { ApprovalRequestedSchema, ToolCallFinishedSchema } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { EntryAmendedSchema, EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { bodyOf } from '../log/body.ts';
import { countMetric, kindOfMetric } from './daily.ts';
import { spokenOf } from './spoken.ts';

const id = '00000000-0000-4000-8000-000000000001';
const cause = '00000000-0000-4000-8000-000000000002';

test('a question speaks of what it is about, and of what led to that', () => {
  const held = create(IntentSchema, {
    causeId: cause,
    body: bodyOf('entryRecorded', create(EntryRecordedSchema, { kind: 'mood' })),
  });
  const question = create(ApprovalRequestedSchema, { heldIntent: toBinary(IntentSchema, held) });
  const { kinds, events } = spokenOf({ body: bodyOf('approvalRequested', question), causeId: id });
  expect([kinds, events]).toEqual([['mood'], [cause, id]]);
});

test('a finding speaks of the kind whose entries were measured, and of their days', () => {
  const evidence = create(EvidenceSchema, {
    metric: 'habit.read.done',
    fromDay: '2026-11-01',
    toDay: '2026-11-20',
  });
  const { kinds, rows } = spokenOf({
    body: bodyOf('patternFound', create(PatternFoundSchema, { evidence })),
    causeId: '',
  });
  expect(kinds).toEqual(['habit.read']);
  expect(rows.map(({ key }) => key.day)).toEqual(['2026-11-01', '2026-11-20']);
  expect(kindOfMetric(countMetric('habit.read'))).toBe('habit.read');
});

test('an amendment speaks of its entry, also of one that is not known; a result of its call; anything of the question that set it free', () => {
  const amended = bodyOf('entryAmended', create(EntryAmendedSchema, { entryId: id, kind: 'note' }));
  expect(spokenOf({ body: amended, causeId: '' })).toMatchObject({
    kinds: ['note'],
    rows: [{ key: { entry_id: id }, isSecretWhenMissing: true }],
  });
  const finished = bodyOf('toolCallFinished', create(ToolCallFinishedSchema, { callId: id }));
  const { rows } = spokenOf({ body: finished, causeId: '' }, { approvalId: cause });
  expect(rows.map(({ key }) => key)).toEqual([{ call_id: id }, { approval_id: cause }]);
});
