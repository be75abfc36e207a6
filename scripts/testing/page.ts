// `test` with a `page`: a fresh browser context for each test, one browser for each file. A test that makes the browser
// ask anyone but this machine fails, whatever else it says.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { test as base, expect } from 'vitest';
import { launchBrowser, watchOrigins } from './chromium.ts';

interface Fixtures {
  browser: Browser;
  context: BrowserContext;
  page: Page;
}

export const test = base.extend<Fixtures>({
  browser: [
    // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'file' },
  ],
  context: async ({ browser }, use) => {
    const context = await browser.newContext();
    const strangers = watchOrigins(context);
    await use(context);
    await context.close();
    expect(strangers(), 'the browser asked someone other than this machine').toEqual([]);
  },
  page: async ({ context }, use) => use(await context.newPage()),
});
