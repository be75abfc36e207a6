// Tabs come and go in the middle of everything. Each start refreshes the session, and many at once must not look like a thief.
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
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
