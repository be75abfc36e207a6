import { useCallback } from 'react';
import { Button } from '#client/ui/button.tsx';
import { counted } from '#client/ui/say/amount.ts';
import { ago } from '#client/ui/say/time.ts';
import { WaitingBars } from '#client/ui/waiting.tsx';
import { FailedNote } from '#client/welcome/FrontDoor.tsx';
import type { Access, DeviceView } from './access.ts';
import { useRemote } from './useRemote.ts';

/** Devices that may act for the owner. Revoking one signs it out everywhere it was signed in. */
export function Devices({ access }: { access: Access }) {
  const { value: devices, failed, change } = useRemote(useCallback(() => access.devices(), [access]));
  return (
    <section className="card" aria-labelledby="h-devices">
      <h2 id="h-devices">Devices</h2>
      <FailedNote failed={failed} />
      {devices || failed ? null : <WaitingBars />}
      <ul className="list">
        {devices?.map((device) => (
          <li key={device.deviceId}>
            <span>
              <b>{device.name}</b> {device.isThis ? <span className="pill">This one</span> : null}
              <small>{deviceWords(device)}</small>
            </span>
            {device.isThis ? null : (
              <Button
                small
                look="danger"
                onPress={() => void change(() => access.revokeDevice(device.deviceId))}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <p className="sm">Lost one? Sign it out here, and it can no longer fetch or send anything.</p>
    </section>
  );
}

function deviceWords({ lastSeenMs, sessionCount }: DeviceView): string {
  const seen = lastSeenMs === null ? 'not heard of yet' : `last heard of ${ago(lastSeenMs, Date.now())}`;
  return `${sessionCount === 0 ? 'signed out' : `${counted(sessionCount, 'session')}`} · ${seen}`;
}
