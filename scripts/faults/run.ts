// One run: a house, some clients that write, faults that strike, and then the reckoning.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { uuidv7 } from '#core/log/ids.ts';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { createChance } from '../sim/random.ts';
import { openWitness, waitUntilLevel } from './check.ts';
import { newLedger } from './client.ts';
import { type House, openHouse } from './house.ts';
import { nodeClient } from './node.ts';
import { pageClient } from './page.ts';
import { type Struck, strike } from './strikes.ts';
import { openWire, type Wire } from './wire.ts';

export interface RunSettings {
  readonly seed: number;
  readonly minutes: number;
  readonly nodes: number;
  readonly pages: number;
  /** Of all clients together. */
  readonly writesPerSecond: number;
  /** Mean milliseconds from one strike to the next. */
  readonly everyMs: number;
  readonly say: (words: string) => void;
}

export interface Reckoning {
  readonly strikes: ReadonlyMap<string, number>;
  readonly promised: number;
  readonly events: number;
  /** From when all rested to when all were level. */
  readonly levelMs: number;
  readonly slowestMs: number;
  /** What was promised and not kept; empty when all was. */
  readonly broken: readonly string[];
  /** All that happened, with the seconds since the beginning. */
  readonly story: readonly string[];
}

const password = 'correct horse battery';
/** A page takes about this many lines a second; the others write the rest. */
const pageWritesPerSecond = 3;

export async function runFaults(settings: RunSettings): Promise<Reckoning> {
  const folder = mkdtempSync(join(tmpdir(), 'lifeos-faults-'));
  const chance = createChance(settings.seed);
  const ledger = newLedger();
  const story: string[] = [];
  const began = Date.now();
  const tell = (words: string) => {
    const line = `${((Date.now() - began) / 1000).toFixed(1).padStart(6)} s  ${words}`;
    story.push(line);
    settings.say(line);
  };
  const wires: Wire[] = [];
  const struck: Struck[] = [];
  let house: House | undefined;
  try {
    house = await openHouse(folder);
    const userId = await claim(house.url, house.claimUrl ?? '');
    const nodeWrites = (settings.writesPerSecond - settings.pages * pageWritesPerSecond) / settings.nodes;
    for (let n = 0; n < settings.nodes + settings.pages; n++) {
      const wire = await openWire({ to: house.port, chance: Math.random });
      wires.push(wire);
      const baseUrl = `http://localhost:${wire.port}`;
      const isNode = n < settings.nodes;
      const name = isNode ? `client ${n}` : `browser ${n}`;
      const own = { name, baseUrl, password, folder: join(folder, name.replace(' ', '-')) };
      const deviceId = uuidv7(Date.now(), (bytes) => crypto.getRandomValues(bytes));
      const client = isNode
        ? nodeClient({ ...own, deviceId, userId, writesPerSecond: nodeWrites }, ledger)
        : pageClient({ ...own, paceMs: 1_000 / pageWritesPerSecond / 2 }, ledger);
      struck.push({ client, wire, killName: isNode ? 'client killed' : 'browser killed' });
      await client.start();
    }
    tell(`${settings.nodes} clients and ${settings.pages} browsers write`);
    const strikes = await strike(
      { house, clients: struck, chance, tell },
      { untilMs: Date.now() + settings.minutes * 60_000, everyMs: settings.everyMs },
    );
    const over = Date.now();
    tell('all strikes are over; everybody rests');
    const clients = struck.map(({ client }) => client);
    await Promise.all(clients.map((client) => client.rest()));
    tell('all at rest');
    const witness = openWitness(house, userId);
    const level = await waitUntilLevel(witness, clients);
    const log = await witness.checkLog(ledger);
    await witness.close();
    tell(`level ${((Date.now() - over) / 1000).toFixed(1)} s after the last strike`);
    return {
      strikes,
      promised: ledger.ids.size + ledger.notes.size,
      events: log.events,
      levelMs: level.ms,
      slowestMs: ledger.slowestMs,
      broken: [...ledger.broken, ...level.broken, ...log.broken],
      story,
    };
  } finally {
    for (const { client } of struck) await client.end().catch(() => undefined);
    for (const wire of wires) await wire.close();
    await house?.close();
    if (process.env.LIFEOS_FAULTS_KEEP === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

/** Makes the owner's account. Gives their id. */
async function claim(baseUrl: string, claimUrl: string): Promise<string> {
  const auth = createClient(AuthService, createConnectTransport({ baseUrl, httpVersion: '1.1' }));
  const { signedIn } = await auth.claim({
    claim: new URL(claimUrl).hash.replace('#claim=', ''),
    name: 'Ada',
    password,
    device: { deviceId: crypto.randomUUID(), name: 'The first' },
  });
  return signedIn?.userId ?? '';
}
