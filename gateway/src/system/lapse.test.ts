import { create } from '@bufbuild/protobuf';
import { expect, test } from 'vitest';
import { stampIntent } from '#core/log/stamp.ts';
import { RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import { ApprovalService } from '#gen/lifeos/execution/v1/approval_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { entryIntent } from '../../../scripts/testing/entries.ts';
import { claimGateway, signInAgain, startTestGateway } from '../../../scripts/testing/gateway.ts';
import { limits } from '../kernel/limits.ts';

test('a question that nobody answered in time has lapsed: a late yes sets nothing free', async () => {
  let nowMs = Date.now();
  const now = () => nowMs;
  const gateway = await startTestGateway({ now });
  try {
    const ada = await claimGateway(gateway, now);
    const at = new Date(nowMs).toISOString().replace(/T.*/, 'T15:30:00Z');
    const asked = entryIntent(ada.stamping, { kind: 'coffee', at });
    const [waiting] = (await ada.use(IntentService).propose({ intents: [asked] })).outcomes;
    expect(waiting?.kind.case).toBe('waiting');
    nowMs += (limits.approvalDays + 1) * 86_400_000;
    const later = await signInAgain(gateway, now);
    const { approvals } = await later.use(ApprovalService).list({});
    expect(approvals.map(({ state }) => state)).toEqual([ApprovalState.EXPIRED]);
    const yes = stampIntent(later.stamping, {
      kind: 'approvalDecided',
      value: create(ApprovalDecidedSchema, { approvalId: asked.id, state: ApprovalState.APPROVED }),
    });
    const [late] = (await later.use(IntentService).propose({ intents: [yes] })).outcomes;
    expect(late?.kind.case === 'denied' && late.kind.value.refusal).toMatchObject({
      code: RefusalCode.STATE,
      what: 'This question has lapsed.',
    });
    expect((await later.use(EntryService).list({ kind: 'coffee' })).entries).toEqual([]);
  } finally {
    await gateway.stop();
  }
});
