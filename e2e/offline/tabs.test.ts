// Two tabs of one device: both live, one of them syncs, and when it dies in the middle of writing the other takes over.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { eventually } from '../../scripts/testing/entries.ts';
import { bearing, startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { test } from '../../scripts/testing/page.ts';
import { becomeOwner, log, row, waitForOfflineCopy } from '../../scripts/testing/person.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.stop());

async function notes(): Promise<string[]> {
  const token = readFileSync(join(gateway.dataDir, 'cli-token'), 'utf8').trim();
  const { events } = await bearing(gateway, token, LogService).read({ limit: 5000 });
  return events.flatMap(({ body }) => (body?.kind.case === 'entryRecorded' ? [body.kind.value.note] : []));
}

test('a tab that dies while it writes is taken over, and nothing is lost or doubled', async ({
  context,
  page: first,
}) => {
  await becomeOwner(first, gateway, 'password');
  await waitForOfflineCopy(first);
  const second = await context.newPage();
  await second.goto(gateway.url);
  await second.getByLabel('What happened?').waitFor();

  // Live in both: what one writes, the other shows.
  await log(first, 'written in the first');
  await row(second, 'written in the first').waitFor();
  await log(second, 'written in the second');
  await row(first, 'written in the second').waitFor();

  // The first one, which syncs, dies between two keystrokes of a busy person. What it had shown as saved is there.
  await context.setOffline(true);
  for (const n of [1, 2, 3]) await log(first, `last words ${n}`);
  await row(first, 'last words 3').getByText('Saved here').waitFor();
  const cdp = await context.newCDPSession(first);
  const crashed = first.waitForEvent('crash');
  void cdp.send('Page.crash').catch(() => undefined);
  await crashed;
  await first.close(); // Playwright does not speak to a context with a crashed page
  await row(second, 'last words 3').waitFor();
  await log(second, 'and life goes on');
  await context.setOffline(false);
  await row(second, 'and life goes on').getByText('Synced').waitFor({ state: 'attached' });
  const all = await eventually(notes, (found) => found.length >= 6);
  expect([...all].sort()).toEqual([
    'and life goes on',
    'last words 1',
    'last words 2',
    'last words 3',
    'written in the first',
    'written in the second',
  ]);
});
