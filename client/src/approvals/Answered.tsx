import type { ApprovalView, ProposalView } from '#client/cache/views.ts';
import { moment } from '#client/ui/say/time.ts';

interface AnsweredProps {
  readonly questions: readonly ApprovalView[];
  readonly proposals: readonly ProposalView[];
}

/** What was answered, newest first. It is part of the log, so it stays. */
export function Answered({ questions, proposals }: AnsweredProps) {
  const answered = [
    ...questions.map((one) => ({
      id: one.approvalId,
      title: one.title,
      ms: one.askedMs,
      state: one.state,
      words: questionWords(one),
    })),
    ...proposals.map((one) => ({
      id: one.proposalId,
      title: one.title,
      ms: one.madeMs,
      state: one.state,
      words: proposalWords(one),
    })),
  ]
    .filter((one) => one.state !== 'open')
    .sort((a, b) => b.ms - a.ms);
  if (answered.length === 0) return null;
  return (
    <section className="section kept" aria-labelledby="h-done">
      <div className="between">
        <h2 id="h-done">Decided lately</h2>
        <small>Kept for good</small>
      </div>
      <ul className="rows plain-rows">
        {answered.map((one) => (
          <li key={one.id}>
            <span>
              {one.title}
              <small>{moment(one.ms)}</small>
            </span>
            <small>{one.words}</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

function questionWords({ state, answer }: ApprovalView): string {
  if (state === 'expired') return 'lapsed, nothing was done';
  if (state === 'denied') return 'you said no';
  return answer === '' ? 'you said yes' : `you said “${answer}”`;
}

function proposalWords({ state }: ProposalView): string {
  if (state === 'expired') return 'lapsed, nothing was changed';
  return state === 'denied' ? 'you left it as it was' : 'you agreed';
}
