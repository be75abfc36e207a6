// The gateway's own diary, for whoever hosts it. Never holds what people wrote.

import { join } from 'node:path';
import pino, { type Logger } from 'pino';

/** Writes to `lifeos.log` in the data folder; warnings and worse also to the terminal. */
export function openLog(dataDir: string): Logger {
  const file = pino.destination({ dest: join(dataDir, 'lifeos.log'), mkdir: true, sync: true });
  return pino(
    { base: null, redact: ['*.password', '*.claim', '*.token'] },
    pino.multistream([
      { level: 'info', stream: file },
      { level: 'error', stream: process.stderr },
    ]),
  );
}
