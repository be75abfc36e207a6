// From the first cause to the thing itself. What rules said stands in a box: it is their words, not ours.

import type { WhyStep } from '#client/cache/views.ts';
import { actorWords } from '#client/ui/say/entry.ts';
import { moment } from '#client/ui/say/time.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { useAnswer } from '../useLife.ts';
import './why.css';

export function WhyChain({ eventId }: { eventId: string }) {
  const steps = useAnswer('why', { eventId });
  if (!steps) return <WaitingBars />;
  if (steps.length === 0)
    return (
      <p className="muted">Nothing is kept about this here. It may not have arrived on this device yet.</p>
    );
  return (
    <>
      <ol className="chain">
        {steps.map((step) => (
          <li key={step.eventId}>
            <b>{step.title}</b>
            <small>
              {byWords(step)}
              {moment(step.wallMs)}
            </small>
            {step.reasons.map((reason) => (
              <blockquote key={`${reason.by}${reason.text}`} className={step.verdict === 'deny' ? 'no' : ''}>
                {reason.by === '' ? '' : `${reason.isRule ? 'Your rule ' : ''}“${reason.by}” says: `}
                {reason.text}
              </blockquote>
            ))}
            <small>{verdictWords(step)}</small>
          </li>
        ))}
      </ol>
      <p className="xs">Kept for good, also after you decide.</p>
    </>
  );
}

function byWords(step: WhyStep): string {
  const by = actorWords(step.actor);
  return by === '' ? 'By you, ' : `By ${by}, `;
}

function verdictWords({ verdict, consulted, reasons }: WhyStep): string {
  if (verdict === 'ask') return 'So it asked you first.';
  if (verdict === 'deny') return 'So it did not happen. What you wrote is kept.';
  if (reasons.length > 0 || consulted.length === 0) return '';
  return `Looked at by ${consulted.map((name) => `“${name}”`).join(', ')}. None objected.`;
}
