// The worker's entry in Node: a message in, a message out.

import { parentPort } from 'node:worker_threads';
import { createInstanceHost, type InstanceQuestion } from './instance.ts';

const port = parentPort;
if (port === null) throw new Error('worker.node.ts is started by spawn.node.ts, not by itself.');

const host = createInstanceHost();
port.on('message', async (question: InstanceQuestion) => port.postMessage(await host.answer(question)));
port.postMessage('ready');
