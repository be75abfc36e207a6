// How this device stands with its gateway. Normal is one quiet picture; what is not normal gets words.

import {
  CloudAlert,
  CloudCheck,
  CloudUpload,
  type LucideIcon,
  MonitorSmartphone,
  WifiOff,
} from 'lucide-react';
import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import type { SyncStatus } from '#client/cache/views.ts';
import { Button as PlainButton } from '#client/ui/button.tsx';
import { ago } from '#client/ui/say/time.ts';
import { useLife, useSyncStatus } from '../useLife.ts';
import { useSession } from '../useSession.ts';
import { type SyncWords, syncWords } from './syncwords.ts';

const pictures: Record<SyncWords['picture'], LucideIcon> = {
  synced: CloudCheck,
  sending: CloudUpload,
  here: MonitorSmartphone,
  offline: WifiOff,
  trouble: CloudAlert,
};

export function SyncPill() {
  const life = useLife();
  const session = useSession();
  const status = useSyncStatus();
  const words = syncWords(status);
  const Picture = pictures[words.picture];
  return (
    <DialogTrigger>
      <Button className={`sync ${words.tone}`} aria-label={`${words.title}. ${words.sentence}`}>
        <Picture size={16} aria-hidden />
        {words.short === '' ? null : <span>{words.short}</span>}
      </Button>
      <Popover className="popover" placement="bottom start">
        <Dialog className="syncfacts">
          <Heading slot="title" level={2}>
            {words.title}
          </Heading>
          <p className="sm">{words.sentence}</p>
          <SyncFacts status={status} />
          <div className="actions">
            {status.kind === 'signedOut' ? (
              <PlainButton small look="main" onPress={() => session.signInAgain()}>
                Sign in
              </PlainButton>
            ) : null}
            <PlainButton small onPress={() => life.syncNow()}>
              Try now
            </PlainButton>
          </div>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

/** The facts behind the pill. */
export function SyncFacts({ status }: { status: SyncStatus }) {
  const count = (number: number) => new Intl.NumberFormat().format(number);
  return (
    <dl className="facts-list">
      <div>
        <dt>Waiting to be sent</dt>
        <dd>{count(status.outboxCount)}</dd>
      </div>
      <div>
        <dt>Refused, kept here</dt>
        <dd>{count(status.refusedCount)}</dd>
      </div>
      <div>
        <dt>Steps of your log here</dt>
        <dd>
          {count(status.seq)} of {count(Math.max(status.headSeq, status.seq))}
        </dd>
      </div>
      <div>
        <dt>Last answer</dt>
        <dd>{status.lastAnswerMs === null ? 'none yet' : ago(status.lastAnswerMs, Date.now())}</dd>
      </div>
    </dl>
  );
}
