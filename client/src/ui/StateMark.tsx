// Where an entry stands. Synced is only a small picture; everything else gets words.

import {
  Calendar,
  CircleX,
  CloudCheck,
  CloudUpload,
  Hourglass,
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

export function StateMark({ state, isAhead }: { state: SyncState; isAhead: boolean }) {
  const planned = isAhead && (state === 'synced' || state === 'sending');
  const {
    picture: Picture,
    words,
    tone,
  } = planned ? { picture: Calendar, words: 'Planned', tone: '' } : states[state];
  const isQuiet = !planned && (state === 'synced' || state === 'sending');
  return (
    <span className={`sync ${tone}`} title={words}>
      <Picture size={16} aria-hidden />
      <span className={isQuiet ? 'vh' : ''}>{words}</span>
    </span>
  );
}
