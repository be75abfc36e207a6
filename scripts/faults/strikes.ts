// What strikes, whom, and for how long. Strikes on different victims overlap; each victim has one at a time.

import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from '../sim/random.ts';
import type { Client } from './client.ts';
import type { House } from './house.ts';
import type { Weather, Wire } from './wire.ts';

export interface Struck {
  readonly client: Client;
  readonly wire: Wire;
  /** What kill −9 of it is called. */
  readonly killName: string;
}

export interface Scene {
  readonly house: House;
  readonly clients: readonly Struck[];
  readonly chance: Chance;
  readonly tell: (words: string) => void;
}

/** Milliseconds that each lasts, from and to. A freeze of 20 s outlasts every patience of a client; so does a mute line. */
const durations = {
  'gateway killed': [0, 3_000],
  'gateway frozen': [5_000, 20_000],
  'database killed': [0, 2_000],
  'client killed': [0, 4_000],
  'network cut': [1_000, 10_000],
  'network mute': [3_000, 15_000],
  'network slow': [5_000, 20_000],
} as const;
type StrikeName = keyof typeof durations;

/** Dealt in random order, again and again: each kind has its turn even in a short run. */
const deck: readonly StrikeName[] = [
  'gateway killed',
  'gateway killed',
  'gateway frozen',
  'database killed',
  'client killed',
  'client killed',
  'network cut',
  'network mute',
  'network slow',
];

/** Strikes until `untilMs`, then ends what it began. Gives how often each kind struck. */
export async function strike(
  scene: Scene,
  given: { untilMs: number; everyMs: number },
): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const busy = new Set<unknown>();
  const underWay: Promise<void>[] = [];
  let cards: StrikeName[] = [];
  let deals = 0;
  while (Date.now() < given.untilMs) {
    if (cards.length === 0) cards = shuffled(deck, scene.chance);
    const name = cards.pop() as StrikeName;
    const target = targetOf(name, scene, deals++);
    const victim = isStruck(target) ? target : name.split(' ')[0];
    if (busy.has(victim)) cards.unshift(name);
    else {
      busy.add(victim);
      const called = name === 'client killed' ? (target as Struck).killName : name;
      counts.set(called, (counts.get(called) ?? 0) + 1);
      const lastsMs = Math.min(
        between(durations[name], scene.chance),
        Math.max(500, given.untilMs - Date.now()),
      );
      scene.tell(
        `${called}${isStruck(target) ? ` (${target.client.name})` : ''} for ${Math.round(lastsMs)} ms`,
      );
      const work = carryOut(name, target, lastsMs, scene).finally(() => busy.delete(victim));
      underWay.push(work);
      work.catch(() => undefined);
    }
    await delay(between([given.everyMs / 2, given.everyMs * 1.5], scene.chance));
  }
  await Promise.all(underWay);
  return counts;
}

async function carryOut(
  name: StrikeName,
  target: House | Struck,
  lastsMs: number,
  scene: Scene,
): Promise<void> {
  const { house } = scene;
  if (name === 'gateway killed') {
    await house.killGateway();
    await delay(lastsMs);
    return house.startGateway();
  }
  if (name === 'gateway frozen') {
    house.freeze();
    await delay(lastsMs);
    return house.thaw();
  }
  if (name === 'database killed') {
    await house.killDatabase();
    await delay(lastsMs);
    return house.startDatabase();
  }
  if (!isStruck(target)) return;
  if (name === 'client killed') {
    await target.client.kill();
    await delay(lastsMs);
    return target.client.start();
  }
  target.wire.become(name.replace('network ', '') as Weather);
  await delay(lastsMs);
  target.wire.become('fine');
}

// Clients are killed in turn, so that each kind of client has its share.
function targetOf(name: StrikeName, { house, clients, chance }: Scene, deals: number): House | Struck {
  if (name.startsWith('gateway') || name.startsWith('database')) return house;
  return name === 'client killed' ? (clients[deals % clients.length] as Struck) : chance.pick(clients);
}

function isStruck(target: House | Struck): target is Struck {
  return 'client' in target;
}

function between([from, to]: readonly [number, number], chance: Chance): number {
  return from + chance.next() * (to - from);
}

function shuffled<T>(from: readonly T[], chance: Chance): T[] {
  return from
    .map((value) => ({ value, at: chance.next() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value);
}
