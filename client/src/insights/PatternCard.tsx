// A pattern: what is claimed, the days behind it, how sure it is, what speaks against it. It is decided among the approvals.

import { Link } from '@tanstack/react-router';
import type { ProposalView } from '#client/cache/views.ts';
import { Evidence } from './Evidence.tsx';

export function PatternCard({ proposal }: { proposal: ProposalView }) {
  const name = `p-${proposal.proposalId}`;
  return (
    <article className="card stack" aria-labelledby={name}>
      <div className="between centred">
        <span className="tag">A pattern</span>
        <StrengthPill probability={proposal.evidence.luckProbability ?? 1} />
      </div>
      <h2 id={name}>{proposal.title}</h2>
      <Evidence evidence={proposal.evidence} />
      <div className="actions">
        <Link className="btn main" to="/approvals" search={{ id: proposal.proposalId }}>
          See what it suggests
        </Link>
      </div>
    </article>
  );
}

/** How sure a pattern is, in two words. */
export function StrengthPill({ probability }: { probability: number }) {
  const isStrong = probability <= 0.01;
  return (
    <span className={`pill${isStrong ? ' good' : ''}`}>{isStrong ? 'Strong evidence' : 'Some evidence'}</span>
  );
}
