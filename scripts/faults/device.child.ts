// A client in a process of its own, so that it can be killed: the real keeper, outbox, mirror, rules and sync, over a database on disk.
// It says in lines of JSON what it would tell a person is safe, and answers what it is asked.

import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { createJudge } from '#client/cache/judge.ts';
import { proposeHere } from '#client/cache/keeper.ts';
import { readCursor } from '#client/cache/meta.ts';
import { dumpRows } from '#client/cache/mirror.ts';
import { countOutbox } from '#client/cache/outbox.ts';
import { prepareTables } from '#client/cache/prepare.ts';
import { refoldPage } from '#client/cache/refold.ts';
import { startSync } from '#client/sync/engine.ts';
import { connectLine } from '#client/sync/line.connect.ts';
import { browserPace } from '#client/sync/pace.ts';
import { decodeBody } from '#core/log/body.ts';
import { createRuleEngine } from '#core/rules/index.ts';
import { spawnRuleThread } from '#core/rules/spawn.node.ts';
import { diskDatabase } from './disk.ts';
import type { ChildSays, DeviceOrders, DeviceSetting } from './node.ts';
import { digestOf, rowLines } from './rows.ts';
import { cookieTokens } from './tokens.ts';
import { nextDrafts } from './writing.ts';

const setting = JSON.parse(process.env.DEVICE ?? '{}') as DeviceSetting;
const { folder, baseUrl, deviceId, userId } = setting;
const say = (words: ChildSays) => process.stdout.write(`${JSON.stringify(words)}\n`);
const random = (bytes: Uint8Array<ArrayBuffer>) => crypto.getRandomValues(bytes);

const database = diskDatabase(join(folder, 'life.db'));
await prepareTables(database);
while (await refoldPage(database));
const tokens = cookieTokens({ baseUrl, deviceId, file: join(folder, 'cookie') });
if (setting.password !== undefined) {
  const answer = await tokens.signIn('Ada', setting.password);
  if (answer.kind !== 'token') throw new Error(`This client could not sign in: ${answer.kind}.`);
}
const judge = createJudge(database, createRuleEngine({ spawn: spawnRuleThread() }));
const sync = startSync({
  database,
  line: connectLine({ baseUrl, tokens }),
  pace: browserPace,
  random,
  deviceId,
  changed: () => undefined,
  tell(state) {
    if (state.kind === 'connected') return;
    say({ say: 'line', kind: state.kind, words: state.words });
  },
  signal: new AbortController().signal,
});
say({ say: 'ready' });

/** Milliseconds of writing that are made good at most. */
const behindMsMax = 2_000;

let isWriting = true;
const writing = write();
for await (const line of createInterface({ input: process.stdin })) {
  const { order, ask } = JSON.parse(line) as DeviceOrders;
  if (order === 'rest') {
    isWriting = false;
    await writing;
  }
  const facts = await database.read(async (sql) => ({
    ...(await countOutbox(sql)),
    ...(await readCursor(sql)),
    lines: order === 'rest' ? [] : rowLines(await dumpRows(sql)),
  }));
  say({
    say: 'facts',
    ask,
    seq: facts.seq,
    waiting: facts.unanswered + facts.underWay,
    refused: facts.refused,
    digest: digestOf(facts.lines),
    lines: order === 'lines' ? facts.lines : [],
  });
}

// Writes at its pace, whatever the network does, and makes good what it missed while it was judging or waiting for its disk.
async function write(): Promise<void> {
  const parts = { database, judge, userId, deviceId, now: Date.now, random };
  const everyMs = 1_000 / setting.writesPerSecond;
  let dueMs = Date.now();
  while (isWriting) {
    const drafts = await nextDrafts(database, setting.name);
    const drafted = await proposeHere(parts, drafts, 'UTC');
    const isAnswer = drafts.some(({ body }) => decodeBody(body).kind.case === 'approvalDecided');
    say({ say: 'safe', ids: drafted.map(({ intentId }) => intentId), isAnswer });
    sync.poke();
    // Twice the mean at most: writes come in no step with anything.
    dueMs = Math.max(dueMs + 2 * everyMs * drafts.length * Math.random(), Date.now() - behindMsMax);
    await delay(Math.max(0, dueMs - Date.now()));
  }
}
