// Tabs come and go in the middle of everything. Each start refreshes the session, and many at once must not look like a thief.
import { afterAll, beforeAll, expect } from 'vitest';
import { password, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { test } from '../../scripts/testing/page.ts';
import { becomeOwner, log, row, waitForOfflineCopy } from '../../scripts/testing/person.ts';

const rounds = 8;
let gateway: TestGateway;

beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.stop());

test('who reloads and opens tabs in a hurry stays signed in, and what they write arrives', async ({
  context,
  page,
}) => {
  await becomeOwner(page, gateway, 'password');
  await waitForOfflineCopy(page);
  await log(page, 'round 0.');
  await row(page, 'round 0.').waitFor(); // what is on the screen is on the disk; a key that was pressed a moment ago is not
  for (let n = 1; n <= rounds; n++) {
    await page.reload({ waitUntil: 'commit' });
    const other = await context.newPage();
    await other.goto(gateway.url, { waitUntil: 'commit' });
    await page.reload({ waitUntil: 'commit' });
    await row(page, `round ${n - 1}.`).waitFor();
    await other.close();
    await log(page, `round ${n}.`);
    await row(page, `round ${n}.`).getByText('Synced').waitFor({ state: 'attached' });
  }
  expect(await row(page, 'round').count()).toBe(rounds + 1);
});

test('a browser that lost its newest cookie asks who is there at once, and loses nothing', async ({
  context,
  page,
}) => {
  await page.goto(gateway.url);
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await row(page, `round ${rounds}.`).waitFor();
  await waitForOfflineCopy(page);
  const kept = await context.cookies();
  // Each start trades the cookie. A browser writes cookies down now and then: one that is killed comes back with an older one.
  for (let n = 0; n < 2; n++) {
    await page.reload();
    await row(page, `round ${rounds}.`).waitFor();
    await page.getByRole('button', { name: /^All synced/ }).waitFor();
  }
  await context.setOffline(true);
  await log(page, 'written before the battery died.');
  await row(page, 'before the battery').getByText('Saved here').waitFor();
  await context.addCookies(kept);
  await context.setOffline(false);
  await page.reload();
  await page.getByLabel('Password').waitFor({ timeout: 10_000 });
  await page.getByLabel('Name').fill('Ada');
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in with a password' }).click();
  await row(page, 'before the battery').getByText('Synced').waitFor({ state: 'attached' });
});
