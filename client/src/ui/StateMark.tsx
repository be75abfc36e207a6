// Where an entry stands. Synced is only a small picture; everything else gets words.

import {
  Calendar,
  CircleX,
  CloudCheck,
  CloudUpload,
  Hourglass,
  Layers,
  type LucideIcon,
  MonitorSmartphone,
} from 'lucide-react';
import type { SyncState } from '#client/cache/views.ts';

const states: Record<
  SyncState,
  { readonly picture: LucideIcon; readonly words: string; readonly tone: string }
> = {
  synced: { picture: CloudCheck, words: 'Synced', tone: '' },
  here: { picture: MonitorSmartphone, words: 'Saved here', tone: 'here' },
  sending: { picture: CloudUpload, words: 'Sending', tone: '' },
  waiting: { picture: Hourglass, words: 'Waiting for you', tone: 'wait' },
  refused: { picture: CircleX, words: 'Refused', tone: 'no' },
};

interface StateMarkProps {
  readonly state: SyncState;
  readonly isAhead: boolean;
  /** Two devices disagree about it: said instead of that it is synced. */
  readonly hasVersions: boolean;
}

export function StateMark({ state, isAhead, hasVersions }: StateMarkProps) {
  const isAtRest = state === 'synced' || state === 'sending';
  if (hasVersions && isAtRest) return <VersionsMark />;
  const planned = isAhead && isAtRest;
  const {
    picture: Picture,
    words,
    tone,
  } = planned ? { picture: Calendar, words: 'Planned', tone: '' } : states[state];
  const isQuiet = !planned && isAtRest;
  return (
    <span className={`sync ${tone}`} title={words}>
      <Picture size={16} aria-hidden />
      <span className={isQuiet ? 'vh' : ''}>{words}</span>
    </span>
  );
}

function VersionsMark() {
  return (
    <span className="sync no">
      <Layers size={16} aria-hidden />
      <span>Two versions</span>
    </span>
  );
}
