// The worker's entry in the browser: a message in, a message out.

import { createInstanceHost, type InstanceQuestion } from './instance.ts';

const host = createInstanceHost();
addEventListener('message', async (event: MessageEvent<InstanceQuestion>) => {
  postMessage(await host.answer(event.data));
});
postMessage('ready');
