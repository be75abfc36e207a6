// The worker that holds a life: database, rules and sync, off the page's thread. Many tabs may each have one; the browser's lock
// makes one of them the one that syncs, and another takes over when it is gone.

import { createRuleEngine } from '#core/rules/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.web.ts';
import { createTokens } from '../session/tokens.ts';
import { type LineState, startSync } from '../sync/engine.ts';
import { statusOf } from '../sync/status.ts';
import { createJudge } from './judge.ts';
import { proposeHere } from './keeper.ts';
import type { CallName, Calls, FromWorker, ToWorker } from './messages.ts';
import { dumpRows, readCursor } from './mirror.ts';
import { openDatabase } from './open.ts';
import { countOutbox, dropRefused } from './outbox.ts';
import { answers } from './queries.ts';

type Handlers = { [C in CallName]: (args: Calls[C]['args']) => Promise<Calls[C]['answer']> };

let opened: Promise<Handlers> | undefined;

self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.to === 'open') opened = openLife(data);
  else void answer(data);
});

async function answer(call: Extract<ToWorker, { to: 'call' }>): Promise<void> {
  try {
    const handlers = await opened;
    if (!handlers) throw new Error('Nothing is open yet.');
    say({ from: 'answer', id: call.id, value: await handlers[call.name](call.args as never) });
  } catch (error) {
    say({ from: 'failure', id: call.id, message: error instanceof Error ? error.message : String(error) });
  }
}

async function openLife(given: Extract<ToWorker, { to: 'open' }>): Promise<Handlers> {
  const database = await openDatabase(given.userId);
  const engine = createRuleEngine({ spawn: spawnRuleThread() });
  const tokens = createTokens(given.baseUrl, Date.now);
  const tabs = new BroadcastChannel(`lifeos-${given.userId}`);
  const stop = new AbortController();
  let line: LineState | undefined;
  let lastAnswerMs: number | null = null;
  let poke: () => void = () => undefined;

  const tellStatus = async () => {
    const facts = await database.read(async (sql) => ({
      ...(await countOutbox(sql)),
      ...(await readCursor(sql)),
    }));
    say({ from: 'status', status: statusOf({ ...facts, line, lastAnswerMs, storage: database.storage }) });
  };
  const changedHere = () => {
    say({ from: 'changed' });
    void tellStatus();
  };
  const changed = () => {
    changedHere();
    tabs.postMessage('changed');
  };
  const setLine = (next: LineState) => {
    line = next;
    if (next.kind === 'connected') lastAnswerMs = Date.now();
    tabs.postMessage({ line, lastAnswerMs });
    void tellStatus();
  };
  tabs.addEventListener(
    'message',
    ({ data }: MessageEvent<'changed' | 'poke' | { line: LineState; lastAnswerMs: number }>) => {
      if (data === 'poke') poke();
      else if (data === 'changed') changedHere();
      else {
        ({ line, lastAnswerMs } = data);
        void tellStatus();
      }
    },
  );
  const pokeAll = () => {
    poke();
    tabs.postMessage('poke');
  };
  self.addEventListener('online', pokeAll);

  void navigator.locks
    .request(`lifeos-sync-${given.userId}`, { signal: stop.signal }, async () => {
      const sync = startSync({
        database,
        tokens,
        baseUrl: given.baseUrl,
        changed,
        line: setLine,
        signal: stop.signal,
      });
      poke = sync.poke;
      await new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
    })
    .catch(() => undefined);
  void tellStatus();

  const judge = createJudge(database, engine);
  const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
  const keeper = { ...given, database, judge, now: Date.now, random };
  return {
    ask: ({ name, args }) => database.read((sql) => answers[name](sql, args as never) as Promise<unknown>),
    async propose({ drafts, zone }) {
      const drafted = await proposeHere(keeper, drafts, zone);
      changed();
      pokeAll();
      return drafted;
    },
    async drop({ intentId }) {
      await database.transact((sql) => dropRefused(sql, intentId));
      changed();
      return undefined;
    },
    async token() {
      const token = await tokens.get();
      return token.kind === 'token' ? token.token : undefined;
    },
    dump: () => database.read(dumpRows),
    async poke() {
      pokeAll();
      return undefined;
    },
    async close() {
      stop.abort();
      engine.close();
      tabs.close();
      await database.close();
      return undefined;
    },
  };
}

function say(message: FromWorker): void {
  self.postMessage(message);
}
