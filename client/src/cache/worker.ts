// The worker that holds a life: database, rules and sync, off the page's thread. Many tabs may each have one; the browser's lock
// makes one of them the one that syncs, and another takes over when it is gone.

import { createRuleEngine } from '#core/rules/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.web.ts';
import { createRemembered } from '../session/remembered.ts';
import { createTokens } from '../session/tokens.ts';
import { type LineState, startSync } from '../sync/engine.ts';
import { connectLine } from '../sync/line.connect.ts';
import { browserPace } from '../sync/pace.ts';
import { closedStatus, statusOf } from '../sync/status.ts';
import type { Database } from './database.ts';
import { DeviceFull } from './full.ts';
import { createJudge } from './judge.ts';
import { proposeHere } from './keeper.ts';
import { createUnsentNote, dropNotice, noticeLoss } from './loss.ts';
import { noteGiven } from './marks.ts';
import type { CallName, Calls, FromWorker, ToWorker } from './messages.ts';
import { readCursor } from './meta.ts';
import { dumpRows } from './mirror.ts';
import { openDatabase } from './open.ts';
import { countOutbox, dropRefused } from './outbox.ts';
import { answers } from './queries.ts';
import { refoldPage } from './refold.ts';

type Handlers = { [C in CallName]: (args: Calls[C]['args']) => Promise<Calls[C]['answer']> };

/** Milliseconds between looks at how things stand when nothing happens. */
const statusMs = 5_000;

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
    const message = error instanceof Error ? error.message : String(error);
    say({ from: 'failure', id: call.id, message, isFull: error instanceof DeviceFull });
  }
}

async function openLife(given: Extract<ToWorker, { to: 'open' }>): Promise<Handlers> {
  const opening = await openDatabase(given.userId);
  if (opening.kind === 'closed') {
    say({ from: 'status', status: closedStatus(opening.words) });
    throw opening.error;
  }
  const { database } = opening;
  const remembered = createRemembered();
  // A device that is full can not note these; what is here opens all the same.
  await noteGiven(database, given.deviceId).catch(() => undefined);
  const loss = { database, remembered, userId: given.userId, newId: () => crypto.randomUUID() };
  await noticeLoss(loss).catch(() => undefined);
  const noteUnsent = createUnsentNote({ remembered, userId: given.userId, after: browserPace.after });
  const engine = createRuleEngine({ spawn: spawnRuleThread() });
  const tabs = new BroadcastChannel(`lifeos-${given.userId}`);
  const stop = new AbortController();
  let line: LineState | undefined;
  let lastAnswerMs: number | null = null;
  let poke: () => void = () => undefined;
  const tokens = createTokens({
    baseUrl: given.baseUrl,
    now: Date.now,
    isMine: (userId) => userId === given.userId,
    heard: () => poke(),
  });

  const tellStatus = async () => {
    const facts = await database.read(async (sql) => ({
      ...(await countOutbox(sql)),
      ...(await readCursor(sql)),
    }));
    const storage = database.storage;
    noteUnsent(facts.unanswered);
    say({ from: 'status', status: statusOf({ ...facts, line, lastAnswerMs, nowMs: Date.now(), storage }) });
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

  const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);
  void navigator.locks
    .request(`lifeos-sync-${given.userId}`, { signal: stop.signal }, async () => {
      const sync = startSync({
        database,
        line: connectLine({ baseUrl: given.baseUrl, tokens }),
        pace: browserPace,
        random,
        deviceId: given.deviceId,
        changed,
        tell: setLine,
        signal: stop.signal,
      });
      poke = sync.poke;
      await sync.ended;
    })
    .catch(() => undefined);
  // Silence is a fact too: a status that nobody renews grows old by itself.
  const renewal = setInterval(() => void tellStatus(), statusMs);
  void tellStatus();
  void refoldAll(database, stop.signal, changedHere);

  const judge = createJudge(database, engine);
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
    async dismiss({ name }) {
      await database.transact((sql) => dropNotice(sql, name));
      changed();
      return undefined;
    },
    async poke() {
      pokeAll();
      return undefined;
    },
    async close() {
      stop.abort();
      clearInterval(renewal);
      engine.close();
      tabs.close();
      tokens.close();
      await database.close();
      return undefined;
    },
  };
}

// A newer program folds the mirror again, a page at a time, while the life is in use already. Of many tabs one does it.
async function refoldAll(database: Database, signal: AbortSignal, changed: () => void): Promise<void> {
  while (!signal.aborted && (await refoldPage(database).catch(() => false))) changed();
}

function say(message: FromWorker): void {
  self.postMessage(message);
}
