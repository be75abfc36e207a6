// A network of our own between one client and the gateway. It can cut every connection, hold them open without a word, or be slow.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * `cut`: connections break, and new ones are refused. `mute`: connections stay open, and nothing comes through them any more, not even
 * that they have ended; new ones are accepted and never answered. `slow`: every piece comes late.
 */
export type Weather = 'fine' | 'cut' | 'mute' | 'slow';

export interface Wire {
  readonly port: number;
  become(weather: Weather): void;
  close(): Promise<void>;
}

/** The longest that a piece is late behind the one before it, in milliseconds: more than a person waits, less than sync's patience. */
const lateMsMax = 400;

export async function openWire(given: { to: number; chance: () => number }): Promise<Wire> {
  let weather: Weather = 'fine';
  const lines = new Set<Line>();
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (weather === 'cut') return void client.destroy();
    // Whoever is accepted while all is mute stays mute: a connection that was given up by the network does not come back.
    const line = openLine(client, weather === 'mute' ? undefined : given.to, () =>
      weather === 'slow' ? given.chance() * lateMsMax : 0,
    );
    lines.add(line);
    client.once('close', () => lines.delete(line));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    become(next) {
      weather = next;
      for (const line of lines) {
        if (next === 'cut') line.cut();
        if (next === 'mute') line.mute();
      }
    },
    async close() {
      for (const line of lines) line.cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

interface Line {
  cut(): void;
  mute(): void;
}

function openLine(client: Socket, to: number | undefined, lateMs: () => number): Line {
  let isMute = to === undefined;
  const gateway = to === undefined ? undefined : connect(to, '127.0.0.1');
  const cut = () => {
    client.destroy();
    gateway?.destroy();
  };
  if (gateway) {
    gateway.on('error', () => undefined);
    carry(client, gateway, { lateMs, isMute: () => isMute });
    carry(gateway, client, { lateMs, isMute: () => isMute });
  } else client.resume();
  return {
    cut,
    mute() {
      isMute = true;
    },
  };
}

// Pieces keep their order: while one waits, those behind it wait, too. An end is a piece as well.
function carry(from: Socket, to: Socket, line: { lateMs: () => number; isMute: () => boolean }): void {
  let waiting: Promise<void> | undefined;
  const later = (work: () => void) => {
    if (line.isMute()) return;
    const lateMs = line.lateMs();
    const go = () => {
      if (!line.isMute()) work();
    };
    if (!waiting && lateMs === 0) return go();
    const turn = (waiting ?? Promise.resolve()).then(() => delay(lateMs)).then(go);
    waiting = turn;
    void turn.then(() => {
      if (waiting === turn) waiting = undefined;
    });
  };
  from.on('data', (piece) => later(() => to.write(piece)));
  from.on('end', () => later(() => to.end()));
  from.on('close', () => later(() => to.destroy()));
}
