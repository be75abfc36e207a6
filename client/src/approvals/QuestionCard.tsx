import { ShieldCheck } from 'lucide-react';
import type { ApprovalView, EntryView } from '#client/cache/views.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { entryWords } from '#client/ui/say/entry.ts';
import { clock } from '#client/ui/say/time.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { AnswerButtons } from './AnswerButtons.tsx';
import './approvals.css';

/** A question in short, with its answers. */
export function QuestionCard({ approval }: { approval: ApprovalView }) {
  const { held } = approval;
  const domain = held?.domain ?? Domain.HOME;
  return (
    <article className="card approval stack" aria-label={approval.title}>
      <div className="between centred">
        <span className="tag" style={domainStyle(domain)}>
          <span className="dot" />
          {domainTitle(domain)}
        </span>
        <span className="pill ask">
          <ShieldCheck size={16} aria-hidden />
          {approval.askedBy === '' ? 'Asks first' : approval.askedBy}
        </span>
      </div>
      <h3>{approval.title}</h3>
      {held ? <p className="sm">{heldWords(held)} Kept here until you answer.</p> : null}
      <AnswerButtons approval={approval} />
    </article>
  );
}

function heldWords(held: EntryView): string {
  const at = clock(held.occurredMs, held.zone);
  if (held.typed !== '') return `You wrote “${held.typed}” at ${at}.`;
  const { name, detail } = entryWords(held);
  return `${[`${name} at ${at}`, detail].filter((part) => part !== '').join(', ')}.`;
}
