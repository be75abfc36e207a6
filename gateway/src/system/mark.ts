// Tells a device from a copy of itself. Two browsers with the same profile, or one restored from a backup, would stamp as one device
// and each believe the other's entries its own; ids keep the log right all the same, but the owner should have two devices then.
//
//   stored mark   call's last   call's next
//   none          any           N            first call of this device: take N
//   L             L             N            the device goes on: take N
//   N             any           N            the same call again, its answer was lost: fine
//   anything else                            another copy has sent something since: COPIED

import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import type { DeviceMark } from '#gen/lifeos/system/v1/intent_pb.ts';
import type { OpenLog } from './logstore.ts';

/** Whether a call with this mark may follow the call whose mark is stored. */
export function mayFollow(stored: string | undefined, mark: Pick<DeviceMark, 'last' | 'next'>): boolean {
  return stored === undefined || stored === mark.last || stored === mark.next;
}

/** Takes the mark of a call. Throws `Refused` when it comes from a copy, so that nothing of the call is kept. */
export async function takeMark(log: OpenLog, mark: DeviceMark): Promise<void> {
  const stored = await log.markOf(mark.deviceId);
  if (!mayFollow(stored, mark)) {
    throw new Refused({
      code: RefusalCode.COPIED,
      what: 'Another copy of this device has sent something since.',
      advice: 'Go on under a new device id, and send it again.',
    });
  }
  if (stored !== mark.next) await log.keepMark(mark.deviceId, mark.next);
}
