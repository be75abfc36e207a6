import type { ProposalView } from '#client/cache/views.ts';
import { Evidence } from '#client/insights/Evidence.tsx';
import { StrengthPill } from '#client/insights/PatternCard.tsx';
import { Button } from '#client/ui/button.tsx';
import { LineDiff } from '#client/ui/LineDiff.tsx';
import { useAnswerProposal } from './useAnswerQuestion.ts';
import '#client/insights/insights.css';

/** A suggested change closely: what was found, what would change, and the decision. */
export function ProposalDetail({ proposal }: { proposal: ProposalView }) {
  const answer = useAnswerProposal();
  const isNew = proposal.currentContent === '';
  return (
    <article className="card approval closely stack" aria-labelledby="h-one">
      <div className="between centred">
        <span className="tag">A pattern</span>
        <StrengthPill probability={proposal.evidence.luckProbability ?? 1} />
      </div>
      <h2 id="h-one">{proposal.title}</h2>
      <Evidence evidence={proposal.evidence} />
      <div>
        <h3>What would change</h3>
        <p className="sm" style={{ marginBlockEnd: 'var(--s2)' }}>
          {isNew
            ? `“${proposal.documentTitle}” would be new.`
            : `“${proposal.documentTitle}” would become version ${proposal.basedOnVersion + 1}.`}{' '}
          {proposal.reason}
        </p>
        <LineDiff
          before={proposal.currentContent}
          after={proposal.content}
          label="What would change, line by line"
        />
      </div>
      <div className="actions sticky-actions">
        <Button look="main" onPress={() => void answer(proposal.proposalId, true)}>
          {isNew ? `Add ${proposal.documentTitle}` : `Change ${proposal.documentTitle}`}
        </Button>
        <Button onPress={() => void answer(proposal.proposalId, false)}>Leave it as it is</Button>
      </div>
      <p className="xs">You can go back to the version before at any time, under Rules.</p>
    </article>
  );
}
