// The run's end of a client under Node: starts it, hears what it promises, kills it.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Client, Ledger, Standing } from './client.ts';

/** What a client is started with. The password only the first time: from then on it has its cookie. */
export interface DeviceSetting {
  readonly name: string;
  readonly folder: string;
  readonly baseUrl: string;
  readonly deviceId: string;
  readonly userId: string;
  readonly writesPerSecond: number;
  readonly password?: string;
}

export interface DeviceOrders {
  readonly order: 'rest' | 'standing' | 'lines';
  readonly ask: number;
}

export type ChildSays =
  | { readonly say: 'ready' }
  | { readonly say: 'safe'; readonly ids: readonly string[]; readonly isAnswer: boolean }
  | { readonly say: 'line'; readonly kind: string; readonly words: string }
  | ({
      readonly say: 'facts';
      readonly ask: number;
      readonly seq: number;
      readonly refused: number;
      readonly lines: readonly string[];
    } & Standing);

/** Milliseconds that an answer may take: a dump of some ten thousand rows, on a busy machine. */
const answerMs = 20_000;

export function nodeClient(setting: DeviceSetting, ledger: Ledger): Client {
  mkdirSync(setting.folder, { recursive: true });
  let child: ChildProcess | undefined;
  let isKnown = false;
  let asks = 0;
  const waiting = new Map<number, (answer: Extract<ChildSays, { say: 'facts' }>) => void>();

  const hear = (words: ChildSays, ready: () => void) => {
    if (words.say === 'ready') ready();
    if (words.say === 'facts') waiting.get(words.ask)?.(words);
    if (words.say === 'line' && words.kind === 'signedOut')
      ledger.broken.push(`${setting.name} was signed out`);
    if (words.say === 'line' && words.kind === 'trouble')
      ledger.broken.push(`${setting.name} had trouble: ${words.words}`);
    if (words.say !== 'safe') return;
    if (words.isAnswer) ledger.answers++;
    else for (const id of words.ids) ledger.ids.add(id);
  };
  const ask = (order: DeviceOrders['order']) =>
    new Promise<Extract<ChildSays, { say: 'facts' }>>((resolve, reject) => {
      const number = ++asks;
      const late = setTimeout(() => reject(new Error(`${setting.name} does not answer`)), answerMs);
      waiting.set(number, (answer) => {
        clearTimeout(late);
        waiting.delete(number);
        resolve(answer);
      });
      child?.stdin?.write(`${JSON.stringify({ order, ask: number } satisfies DeviceOrders)}\n`);
    });
  const kill = async () => {
    const dying = child;
    child = undefined;
    if (!dying || dying.exitCode !== null) return;
    const ended = new Promise((resolve) => dying.once('close', resolve));
    dying.kill('SIGKILL');
    await ended;
  };
  return {
    name: setting.name,
    async start() {
      const { password, ...known } = setting;
      const env = { ...process.env, DEVICE: JSON.stringify(isKnown ? known : setting) };
      const started = spawn(process.execPath, [join(import.meta.dirname, 'device.child.ts')], {
        env,
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      child = started;
      const out = createInterface({ input: started.stdout });
      await new Promise<void>((resolve, reject) => {
        out.on('line', (line) => hear(JSON.parse(line) as ChildSays, resolve));
        started.once('exit', (code, signal) => {
          if (signal === null && child === started)
            ledger.broken.push(`${setting.name} ended by itself (${code})`);
          reject(new Error(`${setting.name} ended`));
        });
      });
      isKnown = true;
    },
    kill,
    rest: async () => void (await ask('rest')),
    standing: () => ask('standing'),
    lines: async () => [...(await ask('lines')).lines],
    end: kill,
  };
}
