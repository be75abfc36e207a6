// What happened to this device, said once: the browser cleared what was here, or this device is a copy of another.

import { CopyCheck, DatabaseBackup, type LucideIcon } from 'lucide-react';
import { useAnswer, useLife } from '#client/app/useLife.ts';
import type { NoticeName, NoticesView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';

export function DeviceNotices() {
  const notices = useAnswer('notices', {});
  if (!notices) return null;
  return (
    <>
      {notices.lost ? (
        <Notice
          name="lost"
          picture={DatabaseBackup}
          title="This browser cleared what LifeOS kept here."
          text={lostWords(notices.lost)}
        />
      ) : null}
      {notices.isCopy ? (
        <Notice
          name="copied"
          picture={CopyCheck}
          title="This device is a copy of another one."
          text="Its data was copied, or came from a backup. It goes on as a device of its own: nothing is lost, and nothing is sent twice."
        />
      ) : null}
    </>
  );
}

interface NoticeProps {
  readonly name: NoticeName;
  readonly picture: LucideIcon;
  readonly title: string;
  readonly text: string;
}

function Notice({ name, picture: Picture, title, text }: NoticeProps) {
  const life = useLife();
  return (
    <div className="notice device-notice" role="status">
      <Picture size={20} aria-hidden />
      <span>
        <b>{title}</b>
        <br />
        {text}
      </span>
      <Button small onPress={() => void life.dismiss(name)}>
        Got it
      </Button>
    </div>
  );
}

/** What came back, and what did not. */
export function lostWords({ unsent }: NonNullable<NoticesView['lost']>): string {
  const comesBack = 'Everything that was sent comes back from your LifeOS by itself.';
  if (unsent === null) return `${comesBack} What had not been sent yet is gone.`;
  if (unsent === 0) return `${comesBack} Nothing was waiting to be sent.`;
  return `${comesBack} ${counted(unsent, 'change', 'changes')} that ${unsent === 1 ? 'was' : 'were'} not sent yet ${unsent === 1 ? 'is' : 'are'} gone.`;
}
