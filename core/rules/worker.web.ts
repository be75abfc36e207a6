// The worker's entry in the browser: a message in, a message out.

import wasmUrl from '@jitl/quickjs-wasmfile-release-sync/wasm?url';
import { ruleLimits } from './limits.ts';
import { createSandbox, type RuleQuestion } from './sandbox.ts';

const wasm = await WebAssembly.compileStreaming(fetch(wasmUrl));
const sandbox = createSandbox({ wasm, limits: ruleLimits, nowMs: () => performance.now() });

addEventListener('message', async (event: MessageEvent<RuleQuestion>) => {
  postMessage(await sandbox.answer(event.data));
});
postMessage('ready');
