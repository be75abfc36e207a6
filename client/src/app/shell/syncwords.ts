// What the sync pill says. Pure.

import type { SyncStatus } from '#client/cache/views.ts';
import { counted } from '#client/ui/say/amount.ts';

export interface SyncWords {
  readonly picture: 'synced' | 'sending' | 'here' | 'offline' | 'trouble';
  readonly tone: '' | 'here' | 'no';
  /** On the pill; nothing when all is well. */
  readonly short: string;
  readonly title: string;
  readonly sentence: string;
}

export function syncWords(status: SyncStatus): SyncWords {
  const { kind, outboxCount } = status;
  const kept = `${counted(outboxCount, 'change is', 'changes are')} safe on this device`;
  switch (kind) {
    case 'offline':
      return {
        picture: 'offline',
        tone: 'here',
        short: outboxCount > 0 ? `Offline · ${outboxCount} saved here` : 'Offline',
        title: 'You are offline',
        sentence:
          outboxCount > 0
            ? `Everything still works. ${kept} and will be sent by itself.`
            : 'Everything still works.',
      };
    case 'trouble':
      return {
        picture: 'trouble',
        tone: 'no',
        short: 'Needs a look',
        title: 'Sync needs a look',
        sentence:
          status.trouble === ''
            ? 'Your LifeOS did not answer as expected. It is tried again by itself.'
            : status.trouble,
      };
    case 'signedOut':
      return {
        picture: 'here',
        tone: 'here',
        short: 'Signed out',
        title: 'You are signed out',
        sentence: `${kept}. Sign in to send it.`,
      };
    case 'closed':
      return {
        picture: 'trouble',
        tone: 'no',
        short: 'Not open',
        title: 'Your life is not open',
        sentence: status.trouble,
      };
    case 'starting':
      return {
        picture: 'sending',
        tone: '',
        short: 'Opening',
        title: 'Opening',
        sentence: 'Your life is being opened.',
      };
    case 'sending':
      if (outboxCount === 0 && status.pastSeq > 0) {
        const percent = Math.floor((100 * (status.headSeq - status.pastSeq)) / Math.max(1, status.headSeq));
        return {
          picture: 'sending',
          tone: '',
          short: `Your history: ${percent} %`,
          title: 'Your history is arriving',
          sentence: 'The newest is here already. You can use everything meanwhile.',
        };
      }
      return {
        picture: 'sending',
        tone: '',
        short: outboxCount > 0 ? `Sending ${outboxCount}` : 'Catching up',
        title: 'On its way',
        sentence:
          outboxCount > 0
            ? `${counted(outboxCount, 'change')} on the way. ${kept}.`
            : 'News from your other devices is arriving.',
      };
    default:
      if (outboxCount > 0) {
        const sentence = `${kept} and will be sent by itself.`;
        return {
          picture: 'here',
          tone: 'here',
          short: `Saved here ${outboxCount}`,
          title: 'Saved here',
          sentence,
        };
      }
      return {
        picture: 'synced',
        tone: '',
        short: '',
        title: 'All synced',
        sentence: 'Everything here is on your LifeOS too.',
      };
  }
}
