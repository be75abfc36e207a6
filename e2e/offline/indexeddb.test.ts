// A browser without files of its own keeps a life in its database instead. Nothing that is promised may depend on which it is.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { launchProfile, watchOrigins, withoutFiles } from '../../scripts/testing/chromium.ts';
import { eventually } from '../../scripts/testing/entries.ts';
import { bearing, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { becomeOwner, log, row, waitForOfflineCopy } from '../../scripts/testing/person.ts';

const folder = mkdtempSync(join(tmpdir(), 'lifeos-device-'));
let gateway: TestGateway;
let context: BrowserContext;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(async () => {
  await context?.close().catch(() => undefined);
  await gateway?.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The notes of all entries in the log, in its order. */
async function notes(): Promise<string[]> {
  const token = readFileSync(join(gateway.dataDir, 'cli-token'), 'utf8').trim();
  const { events } = await bearing(gateway, token, LogService).read({ limit: 5000 });
  return events.flatMap(({ body }) => (body?.kind.case === 'entryRecorded' ? [body.kind.value.note] : []));
}

const arrived = (count: number) => eventually(notes, (found) => found.length >= count);

/** Writes lines as fast as one tab can. */
async function logMany(page: Page, lines: readonly string[]): Promise<void> {
  for (const line of lines) await log(page, line);
}

test('a life in a browser without files', async () => {
  context = await launchProfile(folder, withoutFiles);
  const strangers = watchOrigins(context);
  const page = context.pages()[0] ?? (await context.newPage());
  await becomeOwner(page, gateway, 'password');
  await waitForOfflineCopy(page);
  await log(page, 'before take-off');
  await row(page, 'before take-off').getByText('Synced').waitFor({ state: 'attached' });
  expect(await page.evaluate(() => typeof navigator.storage.getDirectory)).toBe('undefined');

  // Offline: written, there after a cold start, sent once when the line is back.
  await context.setOffline(true);
  await logMany(page, ['over the alps', 'over the sea', 'before landing']);
  await row(page, 'before landing').getByText('Saved here').waitFor();
  await page.reload();
  await row(page, 'over the alps').getByText('Saved here').waitFor();
  expect(await row(page, 'over').count()).toBe(2);
  await context.setOffline(false);
  await row(page, 'before landing').getByText('Synced').waitFor({ state: 'attached' });
  expect(await arrived(4)).toEqual(['before take-off', 'over the alps', 'over the sea', 'before landing']);

  // Two tabs write at once: nothing is lost, nothing comes twice, and each shows what the other wrote.
  const other = await context.newPage();
  await other.goto(gateway.url);
  await row(other, 'before landing').waitFor();
  const lines = (name: string) => Array.from({ length: 10 }, (_, n) => `${name} tab ${n}.`);
  await Promise.all([logMany(page, lines('left')), logMany(other, lines('right'))]);
  const all = await arrived(24);
  expect(all.slice(4).sort()).toEqual([...lines('left'), ...lines('right')].sort());
  for (const tab of [page, other]) {
    await row(tab, 'left tab 9.').waitFor();
    await row(tab, 'right tab 9.').waitFor();
    expect(await row(tab, 'tab').count()).toBe(20);
  }

  // The journal is searched in this browser, too.
  await other.goto(`${gateway.url}/journal`);
  await other.getByLabel('Search your journal').fill('alp');
  await row(other, 'over the alps').waitFor();
  expect(await row(other, '').count()).toBe(1);
  expect(strangers()).toEqual([]);
});

test('a life that was begun in files is not begun anew in the database', async () => {
  const profile = mkdtempSync(join(tmpdir(), 'lifeos-device-'));
  try {
    const before = await launchProfile(profile);
    const first = before.pages()[0] ?? (await before.newPage());
    await first.goto(gateway.url);
    await first.getByLabel('Name').fill('Ada');
    await first.getByLabel('Password').fill('correct horse battery');
    await first.getByRole('button', { name: 'Sign in with a password' }).click();
    await row(first, 'before landing').waitFor();
    await before.close();

    const after = await launchProfile(profile, withoutFiles);
    const page = after.pages()[0] ?? (await after.newPage());
    await page.goto(gateway.url);
    await page.getByText('Your life did not open here').waitFor();
    await page.getByText('Open it in an ordinary window').waitFor();
    expect(await page.evaluate(async () => (await indexedDB.databases()).map(({ name }) => name))).toEqual([
      'lifeos-device',
    ]);
    await after.close();

    const again = await launchProfile(profile);
    const third = again.pages()[0] ?? (await again.newPage());
    await third.goto(gateway.url);
    await row(third, 'before landing').waitFor();
    await again.close();
  } finally {
    rmSync(profile, { recursive: true, force: true });
  }
});
