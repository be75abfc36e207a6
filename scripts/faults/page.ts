// A real browser as a client: a person who types lines into Today as fast as they are taken, in a profile that outlives its browser.

import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import type { BrowserContext, Page } from 'playwright-core';
import { launchProfile } from '../testing/chromium.ts';
import { log, row, waitForOfflineCopy } from '../testing/person.ts';
import { callWorker } from '../testing/worker.ts';
import type { Client, Ledger } from './client.ts';
import { digestOf, rowLines } from './rows.ts';

export interface PageSetting {
  readonly name: string;
  readonly folder: string;
  readonly baseUrl: string;
  readonly password: string;
  /** Milliseconds between two lines. */
  readonly paceMs: number;
}

/** Milliseconds that a line may take to be taken: none of it waits for the network. */
const lineMs = 20_000;

export function pageClient(setting: PageSetting, ledger: Ledger): Client {
  let context: BrowserContext | undefined;
  let page: Page | undefined;
  let isWriting = false;
  let isKilled = false;
  let writing: Promise<void> = Promise.resolve();
  let starts = 0;
  let count = 0;

  const signInIfAsked = async (here: Page) => {
    const door = here.getByLabel('Password');
    const pill = here.getByRole('button', { name: /^You are signed out/ });
    if (await pill.isVisible().catch(() => false)) {
      await pill.click({ timeout: 5_000 });
      await here.getByRole('button', { name: 'Sign in', exact: true }).click({ timeout: 5_000 });
      await door.waitFor({ timeout: 5_000 });
    }
    if (!(await door.isVisible().catch(() => false))) return;
    // A killed browser may have lost its newest cookie: Chromium writes cookies down now and then.
    if (starts === 1 && count > 0) ledger.broken.push(`${setting.name} was signed out`);
    await here.getByLabel('Name').fill('Ada');
    await door.fill(setting.password);
    await here.getByRole('button', { name: 'Sign in with a password' }).click({ timeout: 5_000 });
    await here.getByLabel('What happened?').waitFor({ timeout: 10_000 });
  };
  const write = async (here: Page) => {
    while (isWriting) {
      await signInIfAsked(here).catch(() => undefined);
      const note = `${setting.name} seat ${count++} is free`;
      try {
        await log(here, note);
        const began = Date.now();
        await row(here, note).first().waitFor({ timeout: lineMs });
        ledger.notes.add(note);
        ledger.slowestMs = Math.max(ledger.slowestMs, Date.now() - began);
      } catch (error) {
        if (isKilled) return;
        await signInIfAsked(here).catch(() => undefined);
        await delay(500);
        if (error instanceof Error && !/Timeout|closed/.test(error.message)) throw error;
      }
      await delay(setting.paceMs);
    }
  };
  const lines = () =>
    callWorker<string[]>(page as Page, {
      name: 'dump',
      read: `(answer) => (${rowLines.toString()})(answer.value)`,
    });
  return {
    name: setting.name,
    async start() {
      starts++;
      isKilled = false;
      context = await launchProfile(setting.folder);
      context.setDefaultTimeout(lineMs);
      page = context.pages()[0] ?? (await context.newPage());
      const here = page;
      for (let tries = 0; tries < 20; tries++) {
        await here.goto(setting.baseUrl, { timeout: 10_000 }).catch(() => undefined);
        const first = here.getByLabel('What happened?').or(here.getByLabel('Password')).first();
        if (
          await first.waitFor({ timeout: 10_000 }).then(
            () => true,
            () => false,
          )
        )
          break;
      }
      await signInIfAsked(here).catch(() => undefined);
      if (starts === 1) await waitForOfflineCopy(here);
      isWriting = true;
      writing = write(here);
      writing.catch((error: unknown) => ledger.broken.push(`${setting.name}: ${String(error)}`));
    },
    async kill() {
      isKilled = true;
      isWriting = false;
      killBrowser(setting.folder);
      await context?.close().catch(() => undefined);
      await writing.catch(() => undefined);
    },
    async rest() {
      isWriting = false;
      await writing;
      if (page) await signInIfAsked(page).catch(() => undefined);
    },
    async standing() {
      if (page) await signInIfAsked(page).catch(() => undefined);
      return { digest: digestOf(await lines()), waiting: 0 };
    },
    lines,
    async end() {
      isWriting = false;
      isKilled = true;
      await context?.close().catch(() => undefined);
    },
  };
}

/** Kills every process of the browser on a profile folder, as a crash or an empty battery would. */
export function killBrowser(folder: string): void {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split(
    '\n',
  );
  for (const line of processes.filter((candidate) => candidate.includes(`--user-data-dir=${folder}`))) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It ended with its parent.
    }
  }
}
