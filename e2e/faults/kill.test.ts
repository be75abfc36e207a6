// kill −9 while entries are being pushed: nothing is lost, nothing is doubled, and the chain is whole.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { freshDatabase } from '../../scripts/testing/database.ts';
import { entryIntent } from '../../scripts/testing/entries.ts';
import { bearing, claimGateway, type TestGateway } from '../../scripts/testing/gateway.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-kill-'));
let child: ChildProcess | undefined;

afterAll(() => {
  child?.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

async function start(databaseUrl: string, port = 0): Promise<{ url: string; claimUrl?: string }> {
  child = spawn(process.execPath, ['e2e/faults/gateway.child.ts'], {
    env: { ...process.env, CHILD_DATABASE: databaseUrl, CHILD_DATA: dataDir, CHILD_PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream }))
    return JSON.parse(line);
  throw new Error('The gateway said nothing.');
}

async function killAndStart(databaseUrl: string, port: number): Promise<void> {
  const ended = new Promise((resolve) => child?.once('exit', resolve));
  child?.kill('SIGKILL');
  await ended;
  await start(databaseUrl, port);
}

test('a gateway that is killed in the middle of pushes loses nothing and doubles nothing', async () => {
  const databaseUrl = await freshDatabase();
  const first = await start(databaseUrl);
  const port = Number(new URL(first.url).port);
  const gateway = { ...first, databaseUrl, dataDir, stop: async () => undefined } as TestGateway;
  const ada = await claimGateway(gateway);
  const intents = bearing(gateway, ada.token, IntentService);

  const outbox: Intent[] = Array.from({ length: 600 }, (_, index) =>
    entryIntent(ada.stamping, { kind: 'note', note: `entry ${index}` }),
  );
  const pushed = outbox.map((intent) => intent.id);
  // By batch, the milliseconds after the call began: before, within and after the commit.
  const kills = new Map([
    [5, 0],
    [20, 4],
    [35, 12],
    [50, 40],
  ]);
  for (let batch = 0; outbox.length > 0; ) {
    const sent = outbox.slice(0, 10);
    const call = intents.propose({ intents: sent }, { timeoutMs: 10_000 }).catch(() => undefined);
    const delayMs = kills.get(batch);
    if (delayMs !== undefined) {
      kills.delete(batch);
      await delay(delayMs);
      await killAndStart(databaseUrl, port);
    }
    if (!(await call)) continue; // sent again, with the same ids
    outbox.splice(0, sent.length);
    batch++;
  }

  const log = bearing(gateway, ada.token, LogService);
  const stored: string[] = [];
  for (let afterSeq = 0n; ; ) {
    const { events } = await log.read({ afterSeq, limit: 5000 });
    if (events.length === 0) break;
    stored.push(...events.filter(({ id }) => pushed.includes(id)).map(({ id }) => id));
    afterSeq = events.at(-1)?.seq ?? 0n;
  }
  expect(kills.size).toBe(0);
  expect(stored).toEqual(pushed);
  expect(await log.verify({})).toMatchObject({ intact: true });
});
