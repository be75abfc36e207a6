// The same entry changed on two devices that are both offline: both versions are kept, shown side by side, and one click chooses.
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import { password, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { test } from '../../scripts/testing/page.ts';
import { becomeOwner, log, row, waitForOfflineCopy } from '../../scripts/testing/person.ts';

const androidPhone =
  'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 Chrome/156.0 Mobile Safari/537.36';
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.stop());

async function openPhone(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    userAgent: androidPhone,
    viewport: { width: 390, height: 844 },
  });
  const page = await context.newPage();
  await page.goto(gateway.url);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await page.getByLabel('What happened?').waitFor();
  await waitForOfflineCopy(page);
  return page;
}

async function openEntry(page: Page, words: string): Promise<void> {
  await row(page, words).getByRole('button').first().click();
  await page.getByRole('button', { name: 'Change' }).waitFor();
}

async function change(page: Page, note: string): Promise<void> {
  await page.getByRole('button', { name: 'Change' }).click();
  await page.getByLabel('Note').fill(note);
  await page.getByRole('button', { name: 'Save change' }).click();
  await page.getByText(note).first().waitFor();
}

test('an entry that two devices changed offline has two versions, until one is chosen on either', async ({
  browser,
  context,
  page: laptop,
}) => {
  await becomeOwner(laptop, gateway, 'password');
  await waitForOfflineCopy(laptop);
  await log(laptop, 'Leek pie at home');
  await row(laptop, 'Leek pie').getByText('Synced').waitFor({ state: 'attached' });
  const phone = await openPhone(browser);
  await openEntry(laptop, 'Leek pie');
  await openEntry(phone, 'Leek pie');

  for (const each of [context, phone.context()]) await each.setOffline(true);
  await change(laptop, 'Leek pie at home with Ida');
  await change(phone, 'Leek pie at home again');
  await context.setOffline(false);
  await phone.context().setOffline(false);

  for (const page of [laptop, phone]) await page.getByText('Both are kept').waitFor();
  const sides = laptop.getByRole('article');
  expect(await sides.count()).toBe(2);
  expect(await sides.nth(0).textContent()).toMatch(/^This device, \d\d:\d\d/);
  expect(await sides.nth(1).textContent()).toMatch(/^Chrome on Android, \d\d:\d\d · shown/);
  expect(await sides.nth(0).locator('mark').allTextContents()).toEqual(['with Ida']);
  await row(laptop, 'Leek pie').getByText('Two versions').waitFor();

  // The phone chooses what the laptop wrote; the laptop hears of it.
  await phone.getByRole('button', { name: /Keep this one: Chrome on Linux/ }).click();
  for (const page of [laptop, phone]) await page.getByText('Both are kept').waitFor({ state: 'detached' });
  await row(laptop, 'Leek pie at home with Ida').getByText('Synced').waitFor({ state: 'attached' });

  // What was not chosen is not gone.
  await laptop.getByText('Earlier versions').waitFor();
  if (!(await laptop.locator('.history li').first().isVisible()))
    await laptop.getByText('Earlier versions').click();
  const unchosen = laptop.locator('.history li', { hasText: 'Leek pie at home again' });
  await unchosen.getByRole('button', { name: 'Bring this back' }).click();
  await row(laptop, 'Leek pie at home again').waitFor();
  await phone.getByRole('heading', { name: 'Leek pie at home again' }).waitFor();
  expect(await laptop.getByText('Two versions').count()).toBe(0);
  await phone.context().close();
});
