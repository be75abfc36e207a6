import { ShieldCheck } from 'lucide-react';
import type { ApprovalView, EntryView } from '#client/cache/views.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { entryWords } from '#client/ui/say/entry.ts';
import { clock, moment } from '#client/ui/say/time.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { AnswerButtons } from './AnswerButtons.tsx';

/** A question closely: what will happen, three facts, and the answers. */
export function QuestionDetail({ approval }: { approval: ApprovalView }) {
  const { held } = approval;
  const domain = held?.domain ?? Domain.HOME;
  return (
    <article className="card approval closely stack" aria-labelledby="h-one">
      <div className="between centred">
        <span className="tag" style={domainStyle(domain)}>
          <span className="dot" />
          {domainTitle(domain)} · asked {moment(approval.askedMs)}
        </span>
        <span className="pill ask">
          <ShieldCheck size={16} aria-hidden />
          Asks first
        </span>
      </div>
      <h2 id="h-one">{approval.title}</h2>
      {held ? <WhatHappens held={held} /> : null}
      <dl className="facts">
        <div>
          <dt>Who asks</dt>
          <dd>
            {approval.askedBy === '' ? 'Your policy' : `“${approval.askedBy}”`}
            <small>{held?.reason?.isRule === false ? 'a policy' : 'one of your rules'}</small>
          </dd>
        </div>
        <div>
          <dt>Can it be undone?</dt>
          <dd>
            {held ? 'Yes, any time' : 'Look first'}
            <small>
              {held ? 'the entry can be changed or removed later' : 'what was done outside may stay done'}
            </small>
          </dd>
        </div>
        <div>
          <dt>If you do nothing</dt>
          <dd>
            Nothing is logged
            <small>
              {approval.expiresMs === null
                ? 'it keeps waiting here'
                : `this lapses ${moment(approval.expiresMs)}`}
            </small>
          </dd>
        </div>
      </dl>
      <div className="sticky-actions">
        <AnswerButtons approval={approval} />
      </div>
      <p className="xs">Answer here or on another device: it still happens only once.</p>
    </article>
  );
}

function WhatHappens({ held }: { held: EntryView }) {
  const { name, detail } = entryWords(held);
  return (
    <div>
      <h3>What will happen</h3>
      <dl className="facts-list">
        <div>
          <dt>Your journal gets</dt>
          <dd>{name}</dd>
        </div>
        {detail === '' ? null : (
          <div>
            <dt>With</dt>
            <dd>{detail}</dd>
          </div>
        )}
        <div>
          <dt>At</dt>
          <dd>{clock(held.occurredMs, held.zone)}</dd>
        </div>
        {held.typed === '' ? null : (
          <div>
            <dt>You wrote</dt>
            <dd>“{held.typed}”</dd>
          </div>
        )}
      </dl>
    </div>
  );
}
