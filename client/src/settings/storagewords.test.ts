import { expect, test } from 'vitest';
import { lostWords } from '../today/DeviceNotices.tsx';
import { spaceWords } from './storagewords.ts';

test('space is said with what is allowed, and that little is left when it is so', () => {
  expect(spaceWords({ usedBytes: 3_240_000, allowedBytes: 2_100_000_000 })).toBe(
    '3.2 MB of 2.1 GB that this browser allows',
  );
  expect(spaceWords({ usedBytes: 95e6, allowedBytes: 100e6 })).toMatch(/Little is left/);
  expect(spaceWords({ usedBytes: undefined, allowedBytes: undefined })).toBe('This browser does not say');
});

test('after a loss it is said what comes back and what does not', () => {
  expect(lostWords({ unsent: 3 })).toMatch(/by itself\. 3 changes that were not sent yet are gone\.$/);
  expect(lostWords({ unsent: 1 })).toMatch(/1 change that was not sent yet is gone\.$/);
  expect(lostWords({ unsent: 0 })).toMatch(/Nothing was waiting to be sent\.$/);
  expect(lostWords({ unsent: null })).toMatch(/What had not been sent yet is gone\.$/);
});
