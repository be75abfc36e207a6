// One line of a day. The whole line opens the entry; a refusal adds whose rule it was, what it says, and two ways on.

import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useMomentStore } from '#client/app/moment.ts';
import type { EntryView } from '#client/cache/views.ts';
import { Marked } from './Marked.tsx';
import { StateMark } from './StateMark.tsx';
import { domainStyle, domainTitle } from './say/domain.ts';
import { entryWords } from './say/entry.ts';
import { clock } from './say/time.ts';
import './entryrow.css';

interface EntryRowProps {
  readonly entry: EntryView;
  readonly onOpen: (entry: EntryView) => void;
  readonly isAhead?: boolean;
  readonly isSelected?: boolean;
  /** Words that were searched for. */
  readonly query?: string;
  /** Below the line: what can be done about it. */
  readonly children?: ReactNode;
}

export function EntryRow({ entry, onOpen, isAhead, isSelected, query = '', children }: EntryRowProps) {
  const store = useMomentStore();
  const { name, detail } = entryWords(entry);
  const about = { eventId: entry.eventId, title: name };
  return (
    <li
      className={`entry${isAhead ? ' ahead' : ''}${isSelected ? ' selected' : ''}`}
      style={domainStyle(entry.domain)}
    >
      <time dateTime={new Date(entry.occurredMs).toISOString()}>{clock(entry.occurredMs, entry.zone)}</time>
      <span className="dot" role="img" aria-label={domainTitle(entry.domain)} />
      <Button className="what" onPress={() => onOpen(entry)} onFocus={() => store.setState({ about })}>
        <b>
          <Marked text={name} query={query} />
        </b>
        <span>
          <Marked text={detail} query={query} />
        </span>
      </Button>
      <StateMark state={entry.state} isAhead={isAhead ?? false} hasVersions={entry.hasVersions ?? false} />
      {children ? <div className="reason">{children}</div> : null}
    </li>
  );
}
