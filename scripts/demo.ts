// npm run demo: fills a LifeOS with a life that never was, to see what years of entries look like and how fast they are.

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { toJsonString } from '@bufbuild/protobuf';
import { addDays } from '#core/projection/day.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { type Connection, connect } from './cli/connection.ts';
import { PlainFailure, runCommand } from './command.ts';
import { demoIntents } from './demo/intents.ts';
import { firstDayOf, type Plan } from './demo/life.ts';
import { type Account, sendAll } from './demo/send.ts';

const help = `npm run demo -- [--years 10] [--entries 1000000] [--seed 1] [--until 2026-11-20]
                [--url http://localhost:4680 --token …] [--yes] [--file life.jsonl]

Fills a LifeOS with a made-up life: sleep, moods, habits, runs, money, notes, and what trackers add. The same numbers give the same
life, and sending it twice adds nothing. Without --url it goes to the LifeOS that runs on this machine; use one of its own
for it: LIFEOS_DATA=/tmp/demo npm start. With --file the intents are written there, a line each, and nothing is sent.

  --yes     do not ask before adding to a life that has entries already`;

await runCommand(async () => {
  const { values } = parseArgs({
    options: {
      years: { type: 'string', default: '10' },
      entries: { type: 'string', default: '1000000' },
      seed: { type: 'string', default: '1' },
      until: { type: 'string', default: addDays(new Date().toISOString().slice(0, 10), -1) },
      url: { type: 'string' },
      token: { type: 'string' },
      file: { type: 'string' },
      yes: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(help);
  const plan = planOf(values);
  if (values.file !== undefined) return writeFile(plan, values.file);
  const connection = connect({
    ...process.env,
    ...(values.url === undefined ? {} : { LIFEOS_URL: values.url }),
    ...(values.token === undefined ? {} : { LIFEOS_TOKEN: values.token }),
  });
  if (!values.yes && !(await mayAdd(connection, plan))) return console.log('Nothing was added.');
  const intents = connection.use(IntentService);
  const began = performance.now();
  const account = await sendAll(
    demoIntents(plan),
    async (batch) => (await intents.propose({ intents: batch })).outcomes,
    (now) => showProgress(now, plan.entries, began),
  );
  if (process.stderr.isTTY) process.stderr.write('\r\x1b[K');
  console.log(wordsOf(account, plan, performance.now() - began));
});

function planOf(said: { years: string; entries: string; seed: string; until: string }): Plan {
  const number = (name: string, text: string, most: number) => {
    const value = Number(text);
    if (!(value > 0 && value <= most))
      throw new PlainFailure(`--${name} takes a number up to ${most}.\n\n${help}`);
    return value;
  };
  if (!/^\d{4}-\d\d-\d\d$/.test(said.until)) throw new PlainFailure('--until takes a day: 2026-11-20.');
  return {
    years: number('years', said.years, 80),
    entries: Math.floor(number('entries', said.entries, 100_000_000)),
    seed: Number(said.seed) || 1,
    lastDay: said.until,
  };
}

async function mayAdd({ use, url }: Connection, plan: Plan): Promise<boolean> {
  const { entries } = await use(EntryService).list({ page: { size: 1 } });
  if (entries.length === 0) return true;
  if (!process.stdin.isTTY)
    throw new PlainFailure(`The life at ${url} has entries already. Say --yes to add to them all the same.`);
  const ask = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await ask.question(
    `The life at ${url} has entries already. Entries of the demo stay among them for good.\nAdd ${plan.entries.toLocaleString('en')}? [y/N] `,
  );
  ask.close();
  return /^y(es)?$/i.test(answer.trim());
}

async function writeFile(plan: Plan, file: string): Promise<void> {
  const out = createWriteStream(file);
  let count = 0;
  for (const intent of demoIntents(plan)) {
    count++;
    if (!out.write(`${toJsonString(IntentSchema, intent)}\n`)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'close');
  console.log(`${count.toLocaleString('en')} intents are in ${file}.`);
}

function showProgress({ sent }: Account, of: number, began: number): void {
  if (!process.stderr.isTTY) return;
  const rate = Math.round(sent / ((performance.now() - began) / 1000));
  const share = Math.min(100, Math.round((sent / of) * 100));
  process.stderr.write(
    `\r${sent.toLocaleString('en')} sent (${share} %), ${rate.toLocaleString('en')} a second `,
  );
}

function wordsOf(account: Account, plan: Plan, ms: number): string {
  const say = (count: number) => count.toLocaleString('en');
  const { sent, taken, known, waiting, refused, firstRefusal } = account;
  const rate = Math.round(sent / (ms / 1000));
  return [
    `${say(sent)} sent in ${Math.round(ms / 1000)} s (${say(rate)} a second), from ${firstDayOf(plan)} to ${plan.lastDay}.`,
    `${say(taken)} are new, ${say(known)} were there already, ${say(waiting)} wait for you, ${say(refused)} were refused.`,
    ...(refused > 0 ? [`The first refusal: ${firstRefusal}`] : []),
  ].join('\n');
}
