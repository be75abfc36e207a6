// What waits for the owner: the oldest question with its answers as buttons, and how many more there are.

import { Link } from '@tanstack/react-router';
import { useAnswer } from '#client/app/useLife.ts';
import { QuestionCard } from '#client/approvals/QuestionCard.tsx';
import { counted } from '#client/ui/say/amount.ts';

export function Waiting() {
  const questions = useAnswer('approvals', {})?.filter((one) => one.state === 'open') ?? [];
  const proposals = useAnswer('proposals', {})?.filter((one) => one.state === 'open') ?? [];
  const first = questions[0];
  const count = questions.length + proposals.length;
  if (count === 0) return null;
  const next = questions[1] ?? proposals[0];
  return (
    <section className="section waiting" aria-labelledby="h-wait">
      <div className="between">
        <h2 id="h-wait">Waiting for you</h2>
        <small>
          <Link to="/approvals">{count === 1 ? 'Look closer' : `See all ${count}`}</Link>
        </small>
      </div>
      {first ? <QuestionCard approval={first} /> : null}
      {next ? (
        <p className="sm" style={{ marginBlockStart: 'var(--s3)' }}>
          {first ? 'Next: ' : 'A suggestion: '}
          <Link to="/approvals" search={{ id: 'approvalId' in next ? next.approvalId : next.proposalId }}>
            {next.title}
          </Link>
          {count > 2 && first ? ` and ${counted(count - 2, 'more thing', 'more things')}` : ''}
        </p>
      ) : null}
    </section>
  );
}
