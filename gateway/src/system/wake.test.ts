import { getEventListeners } from 'node:events';
import { expect, test } from 'vitest';
import { openWakeUps } from './wake.ts';

test('a stream that waits many times leaves nothing behind, and is woken by its own log or by its end', async () => {
  let heard: (userId: string) => void = () => undefined;
  const wakeUps = await openWakeUps({
    listen: async (_channel, hear) => {
      heard = hear;
      return async () => undefined;
    },
  });
  const stream = new AbortController();
  for (let turn = 0; turn < 20; turn++) {
    const waits = wakeUps.wait('ada', 60_000, stream.signal);
    heard('ben');
    expect(getEventListeners(stream.signal, 'abort')).toHaveLength(1);
    heard('ada');
    await waits;
  }
  expect(getEventListeners(stream.signal, 'abort')).toHaveLength(0);
  const last = wakeUps.wait('ada', 60_000, stream.signal);
  stream.abort();
  await last;
});
