// npm run pictures: the README's screenshots, from a made-up year in a LifeOS of their own. Run it after a change of looks.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { create } from '@bufbuild/protobuf';
import { kindId } from '#core/importers/importer.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { addDays, localDay } from '#core/projection/day.ts';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { DayFold, KindDefinedSchema, ValueType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { buildStale } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { root } from './run.ts';
import { launchBrowser } from './testing/chromium.ts';
import { entryIntent } from './testing/entries.ts';
import { claimGateway, type Person, password, startTestGateway } from './testing/gateway.ts';
import { log, row } from './testing/person.ts';

const habits = [
  ['Walk', Domain.HEALTH, 0.95],
  ['Stretch', Domain.HEALTH, 0.8],
  ['Tidy up', Domain.HOME, 0.7],
  ['Sketch', Domain.CREATOR, 0.5],
  ['Call Mum', Domain.FAMILY, 0.3],
] as const;

await runCommand(async () => {
  await buildStale(say);
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-pictures-'));
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (database.kind !== 'started') throw new PlainFailure('The database did not start.');
  const gateway = await startTestGateway({ databaseUrl: database.url, dataDir });
  const browser = await launchBrowser();
  try {
    const ada = await claimGateway(gateway);
    const year = aYear(ada);
    for (let at = 0; at < year.length; at += 500)
      await ada.use(IntentService).propose({ intents: year.slice(at, at + 500) });
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, deviceScaleFactor: 1 });
    await page.goto(gateway.url);
    await page.getByLabel('Name').fill('Ada');
    await page.getByLabel('Password').fill(password);
    await page.getByRole('button', { name: 'Sign in with a password' }).click();
    await log(page, 'ran 6.2 km in 34 min, felt great, had coffee at 15:30');
    await row(page, 'Run').waitFor();
    await page.getByLabel('What happened?').fill('slept 7h 10, mood 8 rested #weekend');
    mkdirSync(join(root, 'docs'), { recursive: true });
    await page.locator('#understood').waitFor();
    await page.screenshot({ path: join(root, 'docs', 'today.png') });
    await page.goto(`${gateway.url}/world`);
    await page.locator('canvas').waitFor();
    await page.getByText('entries today').waitFor();
    await page.waitForTimeout(8_000); // software drawing takes its time; nothing tells when the picture stands still
    await page.screenshot({ path: join(root, 'docs', 'world.png') });
  } finally {
    await browser.close();
    await gateway.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(0);
});

function aYear(ada: Person): Intent[] {
  const today = localDay(Date.now(), 'UTC');
  // Not random: the same year in every picture.
  const wave = (day: number, length: number, shift = 0) => Math.sin(((day + shift) / length) * 2 * Math.PI);
  const kinds = habits.map(([title, domain]) =>
    stampIntent(ada.stamping, {
      kind: 'kindDefined',
      value: create(KindDefinedSchema, {
        kind: kindId('habit.', title),
        title,
        domain,
        habit: { times: 1, periodDays: 1 },
        values: [{ name: 'done', title, type: ValueType.FLAG, fold: DayFold.SUM }],
      }),
    }),
  );
  const days = Array.from({ length: 365 }, (_, index) => {
    const day = addDays(today, index - 364);
    const at = (clock: string) => `${day}T${clock}:00Z`;
    const number = (amount: number, unit: string) => ({ amount: amount.toFixed(1), unit });
    const done = habits.filter(
      ([, , share], habit) => (wave(index, 9 + habit, habit * 3) + 1) / 2 < share && index > 120,
    );
    const entries = [
      entryIntent(ada.stamping, {
        kind: 'sleep',
        at: at('05:00'),
        values: { hours: number(7.2 + wave(index, 23) * 0.8, 'h') },
      }),
      entryIntent(ada.stamping, {
        kind: 'mood',
        at: at('05:10'),
        values: { score: number(6.5 + 2.4 * wave(index, 180, 40) + wave(index, 11), '1') },
      }),
      ...done.map(([title]) =>
        entryIntent(ada.stamping, {
          kind: kindId('habit.', title),
          at: at('06:00'),
          values: { done: { flag: true } },
        }),
      ),
    ];
    if (index % 3 === 0)
      entries.push(
        entryIntent(ada.stamping, {
          kind: 'weight',
          at: at('05:05'),
          values: { mass: number(81 - index / 120 + wave(index, 13) * 0.4, 'kg') },
        }),
      );
    if (index % 4 === 0)
      entries.push(
        entryIntent(ada.stamping, {
          kind: 'spent',
          at: at('08:00'),
          note: 'groceries',
          values: { amount: { amount: '24.30', currency: 'EUR' } },
        }),
      );
    if (index % 2 === 0)
      entries.push(
        entryIntent(ada.stamping, { kind: 'work', at: at('07:00'), values: { minutes: number(150, 'min') } }),
      );
    return entries;
  });
  return [...kinds, ...days.flat()];
}
