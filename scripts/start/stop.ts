// Ctrl-C asks, a second Ctrl-C insists.
import type { EventEmitter } from 'node:events';

interface StopOptions {
  process: EventEmitter & { exit: (code: number) => void };
  stop: () => Promise<void>;
  say: (words: string) => void;
  now?: () => number;
}

const sameSignalMsMax = 500; // a terminal, npm and the bootstrap may each deliver the same Ctrl-C

export function untilAskedToStop({ process, stop, say, now = Date.now }: StopOptions): Promise<void> {
  let askedAt: number | undefined;
  return new Promise((resolve, reject) => {
    const onSignal = () => {
      if (askedAt === undefined) {
        askedAt = now();
        say('stopping (Ctrl-C again to force)');
        stop().then(resolve, reject);
      } else if (now() - askedAt > sameSignalMsMax) {
        say('forced; the next start will tidy up');
        process.exit(130);
      }
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
  });
}
