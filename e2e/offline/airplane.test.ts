// Airplane mode: fifty entries, the browser killed, started again with the network gone, then online: fifty on the server, once
// each and in order, and on a second device, row by row.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { launchProfile, watchOrigins } from '../../scripts/testing/chromium.ts';
import { eventually } from '../../scripts/testing/entries.ts';
import { bearing, password, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { becomeOwner, log, row, waitForOfflineCopy } from '../../scripts/testing/person.ts';

const entries = 50;
const folders = [0, 1].map((n) => mkdtempSync(join(tmpdir(), `lifeos-device-${n}-`)));
const open = new Set<BrowserContext>();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  for (const context of open) await context.close().catch(() => undefined);
  await gateway?.stop();
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function device(
  n: number,
): Promise<{ context: BrowserContext; page: Page; strangers: () => string[] }> {
  const context = await launchProfile(folders[n] ?? '');
  open.add(context);
  return { context, page: context.pages()[0] ?? (await context.newPage()), strangers: watchOrigins(context) };
}

/** Kills every process of the browser on a profile folder, as a crash or an empty battery would. */
function killBrowser(n: number): void {
  const processes = execFileSync('ps', ['-eo', 'pid,args'], { encoding: 'utf8', maxBuffer: 1 << 26 }).split(
    '\n',
  );
  for (const line of processes.filter((candidate) => candidate.includes(`--user-data-dir=${folders[n]}`))) {
    try {
      process.kill(Number.parseInt(line, 10), 'SIGKILL');
    } catch {
      // It ended with its parent.
    }
  }
}

async function signInIfAsked(page: Page): Promise<void> {
  const door = page.getByLabel('Password');
  await door.or(page.getByLabel('What happened?')).first().waitFor();
  // Who was here last is shown their life at once, and asked only when the gateway has said no.
  await door.waitFor({ timeout: 5_000 }).catch(() => undefined);
  if (!(await door.isVisible())) return;
  await page.getByLabel('Name').fill('Ada');
  await door.fill(password);
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
}

test('nothing that was logged in airplane mode is lost or doubled, also when the browser is killed', async () => {
  const first = await device(0);
  await becomeOwner(first.page, gateway, 'password');
  await waitForOfflineCopy(first.page);
  await log(first.page, 'before take-off');
  await row(first.page, 'before take-off').getByText('Synced').waitFor({ state: 'attached' });

  await first.context.setOffline(true);
  for (let n = 0; n < entries; n++) await log(first.page, `seat ${n} is free`);
  await row(first.page, `seat ${entries - 1} is free`).waitFor();
  killBrowser(0);
  await first.context.close().catch(() => undefined);
  open.delete(first.context);

  const again = await device(0);
  await again.context.setOffline(true);
  await again.page.goto(gateway.url);
  await row(again.page, 'seat 0 is free').waitFor();
  expect(await row(again.page, 'is free').count()).toBe(entries);
  await row(again.page, 'seat 49 is free').getByText('Saved here').waitFor();
  await again.context.setOffline(false);
  // A browser writes its cookies down now and then; one that was killed may have to ask who is there. Nothing is lost by that.
  await again.page.reload();
  await signInIfAsked(again.page);

  const token = readFileSync(join(gateway.dataDir, 'cli-token'), 'utf8').trim();
  const server = bearing(gateway, token, EntryService);
  const list = async () => (await server.search({ query: 'is free', page: { size: 1000 } })).entries;
  await eventually(list, (found) => found.length >= entries);
  const { events } = await bearing(gateway, token, LogService).read({ limit: 5000 });
  const notes = events.flatMap(({ body }) =>
    body?.kind.case === 'entryRecorded' ? [body.kind.value.note] : [],
  );
  expect(notes.filter((note) => note.startsWith('seat'))).toEqual(
    Array.from({ length: entries }, (_, n) => `seat ${n} is free`),
  );

  const second = await device(1);
  await second.page.goto(gateway.url);
  await signInIfAsked(second.page);
  await row(second.page, 'seat 49 is free').waitFor();
  expect(await row(second.page, 'is free').count()).toBe(entries);
  expect([...first.strangers(), ...again.strangers(), ...second.strangers()]).toEqual([]);
});
