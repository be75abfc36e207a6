// What waits for the owner's word: questions of rules, and suggested changes. One at a time, with why beside it.

import { getRouteApi, Link } from '@tanstack/react-router';
import { Sprout } from 'lucide-react';
import { useEffect } from 'react';
import { useMomentStore } from '#client/app/moment.ts';
import { useAnswer } from '#client/app/useLife.ts';
import { WhyChain } from '#client/app/why/WhyChain.tsx';
import type { ApprovalView, ProposalView } from '#client/cache/views.ts';
import { counted } from '#client/ui/say/amount.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { moment } from '#client/ui/say/time.ts';
import { useIsWide } from '#client/ui/useIsWide.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { Answered } from './Answered.tsx';
import { ProposalDetail } from './ProposalDetail.tsx';
import { QuestionDetail } from './QuestionDetail.tsx';
import './approvals.css';

const route = getRouteApi('/approvals');

/** Something that waits, whichever kind it is. */
type Waiting = { readonly id: string; readonly title: string } & (
  | { readonly question: ApprovalView; readonly proposal?: undefined }
  | { readonly proposal: ProposalView; readonly question?: undefined }
);

export function ApprovalsScreen() {
  const { id } = route.useSearch();
  const questions = useAnswer('approvals', {});
  const proposals = useAnswer('proposals', {});
  if (!questions || !proposals) return <WaitingBars />;
  const waiting: Waiting[] = [
    ...questions
      .filter((one) => one.state === 'open')
      .map((question) => ({ id: question.approvalId, title: question.title, question })),
    ...proposals
      .filter((one) => one.state === 'open')
      .map((proposal) => ({ id: proposal.proposalId, title: proposal.title, proposal })),
  ];
  const chosen = waiting.find((one) => one.id === id) ?? waiting[0];
  return (
    <>
      <header className="head">
        <div>
          <h1>Approvals</h1>
          <p>{headWords(waiting)}</p>
        </div>
      </header>
      {chosen ? (
        <div className="three">
          <nav className="queue" aria-label="Everything that waits">
            {waiting.map((one) => (
              <Pick key={one.id} waiting={one} isChosen={one === chosen} />
            ))}
          </nav>
          {chosen.question ? (
            <QuestionDetail approval={chosen.question} />
          ) : (
            <ProposalDetail proposal={chosen.proposal} />
          )}
          <WhyPanel waiting={chosen} />
        </div>
      ) : (
        <p className="quiet-empty">
          Nothing waits for you. When a rule asks, or a pattern suggests a change, it stands here.
        </p>
      )}
      <Answered questions={questions} proposals={proposals} />
    </>
  );
}

function headWords(waiting: readonly Waiting[]): string {
  if (waiting.length === 0) return 'All is answered.';
  const asked = waiting.filter((one) => one.question).length;
  const suggested = waiting.length - asked;
  return [
    asked > 0 ? counted(asked, 'question') : '',
    suggested > 0 ? counted(suggested, 'suggested change') : '',
  ]
    .filter((part) => part !== '')
    .join(' and ');
}

function Pick({ waiting, isChosen }: { waiting: Waiting; isChosen: boolean }) {
  const { question } = waiting;
  return (
    <Link
      className="pick"
      to="/approvals"
      search={{ id: waiting.id }}
      replace
      aria-current={isChosen ? 'true' : undefined}
    >
      <b>{waiting.title}</b>
      <small className="row" style={domainStyle(question?.held?.domain ?? Domain.HOME)}>
        {question ? <span className="dot" /> : <Sprout size={16} aria-hidden />}
        {question
          ? `${domainTitle(question.held?.domain ?? Domain.HOME)} · ${lapseWords(question)}`
          : `A pattern · ${waiting.proposal?.documentTitle}`}
      </small>
    </Link>
  );
}

function lapseWords({ expiresMs, askedMs }: ApprovalView): string {
  return expiresMs === null ? `asked ${moment(askedMs)}` : `lapses ${moment(expiresMs)}`;
}

// On a wide window the reasons stand beside the question; elsewhere the button above opens them.
function WhyPanel({ waiting }: { waiting: Waiting }) {
  const store = useMomentStore();
  const isWide = useIsWide();
  const { question, proposal, title } = waiting;
  const eventId = question ? (question.held?.eventId ?? question.approvalId) : '';
  useEffect(() => {
    if (eventId !== '') store.setState({ about: { eventId, title } });
  }, [store, eventId, title]);
  if (!isWide && question) return null;
  return (
    <aside className="why-panel stack" aria-labelledby="h-why">
      <h2 id="h-why">Why this?</h2>
      {question ? <WhyChain eventId={eventId} /> : null}
      {proposal ? (
        <>
          <p>LifeOS compared your days and found this by itself, on your own machine.</p>
          <p className="sm">{proposal.reason}</p>
          <p className="xs">
            It can only suggest: nothing changes before you agree, and each version can be brought back. Found{' '}
            {moment(proposal.madeMs)}.
          </p>
        </>
      ) : null}
    </aside>
  );
}
