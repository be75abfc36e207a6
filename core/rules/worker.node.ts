// The worker's entry in Node: a message in, a message out.

import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import type { RuleLimits } from './limits.ts';
import { createSandbox, type RuleQuestion } from './sandbox.ts';

const port = parentPort;
if (port === null) throw new Error('worker.node.ts is started by spawn.node.ts, not by itself.');

const wasmUrl = new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
const wasm = await WebAssembly.compile(new Uint8Array(await readFile(wasmUrl)));
const sandbox = createSandbox({ wasm, limits: workerData as RuleLimits, nowMs: () => performance.now() });

port.on('message', async (question: RuleQuestion) => port.postMessage(await sandbox.answer(question)));
port.postMessage('ready');
