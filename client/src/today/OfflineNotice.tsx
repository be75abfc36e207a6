import { WifiOff } from 'lucide-react';
import { counted } from '#client/ui/say/amount.ts';

export function OfflineNotice({ outboxCount }: { outboxCount: number }) {
  const kept =
    outboxCount > 0
      ? `${counted(outboxCount, 'change waits', 'changes wait')} here and`
      : 'What you log is safe on this device and';
  return (
    <p className="notice" role="status">
      <WifiOff size={20} aria-hidden />
      <span>
        <b>You are offline. Everything still works.</b>
        <br />
        {kept} will be sent by itself when you are back.
      </span>
    </p>
  );
}
