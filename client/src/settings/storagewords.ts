// Room on this device, in words. Pure.

import type { Storage } from './useStorage.ts';

/** From this share of the allowed space on, a person is told that it is getting tight: the last tenth goes faster than one thinks. */
const tightShare = 0.9;

export function spaceWords({ usedBytes, allowedBytes }: Pick<Storage, 'usedBytes' | 'allowedBytes'>): string {
  if (usedBytes === undefined) return 'This browser does not say';
  if (allowedBytes === undefined) return bytesWords(usedBytes);
  const left = usedBytes > tightShare * allowedBytes ? '. Little is left: free some space soon' : '';
  return `${bytesWords(usedBytes)} of ${bytesWords(allowedBytes)} that this browser allows${left}`;
}

export const promiseWords: Record<Storage['promise'], string> = {
  unknown: 'This browser does not say whether it keeps what is here.',
  kept: 'This browser keeps it until you clear it yourself.',
  mayClear:
    'This browser may clear it when this device runs short of space. What was sent comes back by itself.',
  saidNo:
    'This browser does not promise it yet. It tends to once LifeOS is installed as an app, or used often. What was sent comes back by itself in any case.',
};

function bytesWords(bytes: number): string {
  const [amount, unit] = bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${new Intl.NumberFormat(undefined, { maximumFractionDigits: 1 }).format(amount)} ${unit}`;
}
