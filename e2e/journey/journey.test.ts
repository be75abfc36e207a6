// The way of one entry through the whole house, as a person goes it: eight stations, in a browser, offline part included.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { addDays } from '#core/projection/day.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { eventually } from '../../scripts/testing/entries.ts';
import { bearing, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { test } from '../../scripts/testing/page.ts';
import {
  becomeOwner,
  givePasskeyDevice,
  log,
  row,
  waitForOfflineCopy,
} from '../../scripts/testing/person.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.stop());

/** Eighty nights, of which the last thirty are shorter. */
function nights(): string {
  const today = new Date().toISOString().slice(0, 10);
  const rows = Array.from({ length: 80 }, (_, index) => {
    const wave = [0.2, -0.1, 0.3, -0.3, 0, 0.1, -0.2][index % 7] ?? 0;
    return `${addDays(today, index - 80)},sleep,${((index < 50 ? 7.6 : 6.4) + wave).toFixed(2)}`;
  });
  return ['date,kind,hours', ...rows].join('\n');
}

test('an entry travels the whole house', async ({ context, page }) => {
  await givePasskeyDevice(context, page);
  await becomeOwner(page, gateway, 'passkey');
  const script = bearing(
    gateway,
    readFileSync(join(gateway.dataDir, 'cli-token'), 'utf8').trim(),
    EntryService,
  );
  const onServer = async (kind: string) => (await script.list({ kind })).entries;

  // ① capture, ② cache, ③ sync: on screen at once, then on the server.
  await log(page, 'ran 5 km in 27:10, mood 6 tired');
  await row(page, 'Run').waitFor();
  await row(page, 'Mood').waitFor();
  await row(page, 'Run').getByText('Synced').waitFor({ state: 'attached' });
  const [run] = await eventually(
    () => onServer('run'),
    (entries) => entries.length === 1,
  );
  expect(run?.values.map(({ name }) => name)).toEqual(['distance', 'minutes']);

  // ⑥ execute: a weight makes the sandboxed tool run, and its result comes back by itself.
  await log(page, 'weight 81.2 kg');
  await row(page, 'Weight trend').waitFor();

  // ④ decide, offline: the rule asks on the device, and the answer is kept for the gateway.
  await waitForOfflineCopy(page);
  await context.setOffline(true);
  await log(page, 'had coffee at 15:30');
  await page.getByText('Coffee after 14:00. What is it for?').first().waitFor();
  await row(page, 'Coffee').getByText('Waiting for you').waitFor();
  // A cold start with the network gone shows everything and takes entries.
  await page.reload();
  await row(page, 'Run').waitFor();
  await row(page, 'Coffee').getByText('Waiting for you').waitFor();
  await log(page, 'written in a tunnel');
  await row(page, 'written in a tunnel').getByText('Saved here').waitFor();
  await page.getByRole('button', { name: 'With company' }).first().click();
  expect(await onServer('coffee')).toEqual([]);

  // ⑤ log: back online, all of it arrives once, in order, with the reason.
  await context.setOffline(false);
  await row(page, 'written in a tunnel').getByText('Synced').waitFor({ state: 'attached' });
  const [coffee] = await eventually(
    () => onServer('coffee'),
    (entries) => entries.length > 0,
  );
  expect(await onServer('coffee')).toHaveLength(1);
  const token = readFileSync(join(gateway.dataDir, 'cli-token'), 'utf8').trim();
  const { chain } = await bearing(gateway, token, LogService).explain({ eventId: coffee?.eventId ?? '' });
  expect(chain.at(-1)?.decision?.reasons.map(({ text }) => text)).toContain('You said: With company');
  expect(await bearing(gateway, token, LogService).verify({})).toMatchObject({ intact: true });

  // ⑦ evolve: a history arrives as a file; a shift in it becomes a suggestion with its evidence.
  await page.goto(`${gateway.url}/settings`);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'sleep.csv', mimeType: 'text/csv', buffer: Buffer.from(nights()) });
  await page.getByText('sleep.csv is in.').waitFor();
  await page.goto(`${gateway.url}/approvals`);
  await page.getByText('Change "Wind-down" for two weeks').first().click();
  await page
    .getByText(/sleep \(hours\) is about 1\.\d+ lower/)
    .first()
    .waitFor();
  await page.getByText('Begin 30 minutes earlier').first().waitFor();

  // ⑧ approve: a new version, which can be rolled back.
  const change = page.getByRole('button', { name: 'Change Wind-down' });
  await change.click();
  await change.waitFor({ state: 'detached' });
  await page.goto(`${gateway.url}/rules`);
  await page.getByText('Wind-down').first().click();
  await page.getByText('Version 2 is on.').waitFor();
  await page.getByText('Begin 30 minutes earlier').first().waitFor();
  await page.getByRole('button', { name: 'Bring back' }).first().click();
  await page.getByText('Version 3 is on.').waitFor();

  // The world shows the same life: its twin in words names what happened today.
  await page.goto(`${gateway.url}/world`);
  const twin = page.getByRole('navigation', { name: 'Your world as a list' });
  await twin
    .getByText(/written in a tunnel/)
    .first()
    .waitFor({ state: 'attached' });
  await page.locator('canvas').first().waitFor();
});
