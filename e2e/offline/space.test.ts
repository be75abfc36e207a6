// A device that runs short of space, or whose browser clears what is here, or that is a copy of another: each is said in plain words, and
// nothing that was called safe is lost.
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { bodyOf, encodeBody } from '#core/log/body.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { launchProfile } from '../../scripts/testing/chromium.ts';
import { eventually } from '../../scripts/testing/entries.ts';
import { password, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { becomeOwner, log, row } from '../../scripts/testing/person.ts';
import { callWorker } from '../../scripts/testing/worker.ts';

const root = mkdtempSync(join(tmpdir(), 'lifeos-space-'));
const open = new Set<BrowserContext>();
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
  const { page, context } = await device('first');
  await becomeOwner(page, gateway, 'password');
  await context.close();
});
afterEach(async () => {
  for (const context of open) await context.close().catch(() => undefined);
  open.clear();
});
afterAll(async () => {
  await gateway?.stop();
  rmSync(root, { recursive: true, force: true });
});

async function device(name: string): Promise<{ context: BrowserContext; page: Page }> {
  const context = await launchProfile(join(root, name));
  open.add(context);
  return { context, page: context.pages()[0] ?? (await context.newPage()) };
}

async function signIn(page: Page): Promise<void> {
  await page.goto(gateway.url);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await page.getByLabel('What happened?').waitFor();
}

const synced = (page: Page, words: string) =>
  row(page, words).getByText('Synced').waitFor({ state: 'attached' });

/** Clears what this browser keeps of the origin, as it does to make room; its cookies stay. */
// A page that has just been left may still hold its files for a moment, and what is held is not cleared: so it is looked, from a picture
// of the same origin, whether they are gone.
async function clear(context: BrowserContext, page: Page, storageTypes: string): Promise<void> {
  await page.goto(`${gateway.url}/icon-512.png`);
  const cdp = await context.newCDPSession(page);
  await eventually(
    async () => {
      await cdp.send('Storage.clearDataForOrigin', { origin: gateway.url, storageTypes });
      return page.evaluate(async () => {
        const folder = (await navigator.storage.getDirectory()) as unknown as {
          keys(): AsyncIterable<string>;
        };
        return (await Array.fromAsync(folder.keys())).length;
      });
    },
    (files) => files === 0,
  );
}

/** Writes long notes until there is no room for another. A browser gives room by the megabyte, so the last ones are shorter. */
async function fillUp(page: Page): Promise<void> {
  for (const length of [16_000, 1_500]) {
    for (let failed = false; !failed; ) {
      const note = create(EntryRecordedSchema, {
        entryId: crypto.randomUUID(),
        kind: 'note',
        occurredAt: timestampFromDate(new Date('2026-01-01T00:00:00Z')),
        zone: 'UTC',
        note: 'x'.repeat(length),
      });
      const body = [...encodeBody(bodyOf('entryRecorded', note))];
      const drafts = `[{ body: new Uint8Array(${JSON.stringify(body)}), causeId: '' }]`;
      const answer = await callWorker(page, { name: 'propose', args: `{ drafts: ${drafts}, zone: 'UTC' }` });
      failed = answer.from === 'failure';
      if (failed) expect(answer).toMatchObject({ isFull: true });
    }
  }
}

test('a full device says so where one writes, keeps the words, and saves them when there is space again', async () => {
  const { context, page } = await device('full');
  await signIn(page);
  await log(page, 'before the disk was full.');
  await synced(page, 'before the disk');
  const cdp = await context.newCDPSession(page);
  await context.setOffline(true); // what is sent would come back and take room, too
  await cdp.send('Storage.overrideQuotaForOrigin', { origin: gateway.url, quotaSize: 1 });
  await fillUp(page);
  const line = page.getByLabel('What happened?');
  const words = `${'many words '.repeat(170)}end`;
  await line.fill(words);
  await line.press('Enter');
  await page.getByText('This device is full. Nothing was saved.').waitFor();
  expect(await line.inputValue()).toBe(words);
  expect(await row(page, 'many words').count()).toBe(0);

  await cdp.send('Storage.overrideQuotaForOrigin', { origin: gateway.url });
  await context.setOffline(false);
  await line.press('Enter');
  await synced(page, 'many words');
  expect(await page.getByText('This device is full').count()).toBe(0);

  await page.goto(`${gateway.url}/settings`);
  await page.getByText(/\d MB of \S+ .B that this browser allows/).waitFor();
  await page.getByText(/This browser (keeps it|may clear it|does not promise it)/).waitFor();
});

/** How many unsent changes are remembered outside of the database; it is written down every other second. */
function unsentNoted(page: Page): Promise<number> {
  return page.evaluate(async () => {
    const done = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const database = await done(indexedDB.open('lifeos-device'));
    const all = await done(database.transaction('kept').objectStore('kept').getAll());
    database.close();
    return all.reduce((most: number, kept: { unsent?: number }) => Math.max(most, kept?.unsent ?? 0), 0);
  });
}

test('a browser that cleared the files of a life says what is gone, once, and the rest comes back', async () => {
  const first = await device('cleared');
  await signIn(first.page);
  await log(first.page, 'sent in time.');
  await synced(first.page, 'sent in time');
  await first.context.setOffline(true);
  for (const which of ['one', 'two', 'three']) await log(first.page, `${which} on the train`);
  await row(first.page, 'three on the train').getByText('Saved here').waitFor();
  await eventually(
    () => unsentNoted(first.page),
    (unsent) => unsent === 3,
  );
  await clear(first.context, first.page, 'file_systems');
  await first.context.setOffline(false);
  await first.page.goto(gateway.url);
  await first.page.getByText('3 changes that were not sent yet are gone').waitFor();
  await row(first.page, 'sent in time').waitFor();
  expect(await row(first.page, 'on the train').count()).toBe(0);
  await first.page.getByRole('button', { name: 'Got it' }).click();
  await first.page.getByText('This browser cleared').waitFor({ state: 'detached' });
  await first.page.reload();
  await row(first.page, 'sent in time').waitFor();
  expect(await first.page.getByText('This browser cleared').count()).toBe(0);
});

test('a browser that cleared everything but its cookies is noticed, too', async () => {
  const { context, page } = await device('evicted');
  await signIn(page);
  await log(page, 'sent before it was cleared.');
  await synced(page, 'sent before it');
  await clear(context, page, 'file_systems,indexeddb,local_storage,cache_storage,service_workers');
  await page.goto(gateway.url);
  await page.getByText('What had not been sent yet is gone').waitFor();
  await row(page, 'sent before it').waitFor();
});

test('of a device and a copy of it, the one that turns out to be the copy says so once, and both go on', async () => {
  const first = await device('original');
  await signIn(first.page);
  await log(first.page, 'before it was copied.');
  await synced(first.page, 'before it was copied');
  await first.context.close();
  cpSync(join(root, 'original'), join(root, 'copy'), { recursive: true });
  const original = await device('original');
  await original.page.goto(gateway.url);
  await log(original.page, 'the original goes on.');
  await synced(original.page, 'the original goes on');
  const copy = await device('copy');
  await copy.context.clearCookies(); // a backup does not hold them, or holds old ones
  await signIn(copy.page);
  await log(copy.page, 'the copy goes on.');
  await copy.page.getByText('This device is a copy of another one.').waitFor();
  await synced(copy.page, 'the copy goes on');
  await row(copy.page, 'the original goes on').waitFor();
  await copy.page.getByRole('button', { name: 'Got it' }).click();
  await copy.page.getByText('This device is a copy').waitFor({ state: 'detached' });
  await row(original.page, 'the copy goes on').waitFor();
});
