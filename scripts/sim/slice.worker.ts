// A share of the histories, on a core of its own. Says what it did, or the first violation.

import { parentPort, workerData } from 'node:worker_threads';
import { runSlice, type Slice } from './slice.ts';

parentPort?.postMessage(await runSlice(workerData as Slice));
