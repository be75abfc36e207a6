// The owner's word. It can't be taken back with Undo: what was agreed to has happened. The entry itself can be removed.

import { create } from '@bufbuild/protobuf';
import { useCallback } from 'react';
import { usePropose } from '#client/app/usePropose.ts';
import { ProposalDecidedSchema } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';

/** Says yes, perhaps with one of the offered answers, or no. */
export function useAnswerQuestion(): (approvalId: string, agrees: boolean, answer: string) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async (approvalId, agrees, answer) => {
      const state = agrees ? ApprovalState.APPROVED : ApprovalState.DENIED;
      const value = create(ApprovalDecidedSchema, { approvalId, state, answer });
      const done = agrees
        ? answer === ''
          ? 'Agreed'
          : `Answered: ${answer}`
        : 'Not done. It stays a question in your log.';
      await propose({ drafts: [{ kind: 'approvalDecided', value }], done });
    },
    [propose],
  );
}

/** Says yes or no to a suggested change. */
export function useAnswerProposal(): (proposalId: string, agrees: boolean) => Promise<void> {
  const propose = usePropose();
  return useCallback(
    async (proposalId, agrees) => {
      const value = create(ProposalDecidedSchema, { proposalId, approved: agrees });
      const done = agrees ? 'Agreed. It becomes a new version.' : 'Turned down. Nothing changes.';
      await propose({ drafts: [{ kind: 'proposalDecided', value }], done });
    },
    [propose],
  );
}
