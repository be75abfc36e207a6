// axe finds nothing on any screen, in light and in dark, at a desk and on a phone.
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, expect } from 'vitest';
import { startTestGateway, type TestGateway } from '../../scripts/testing/gateway.ts';
import { test } from '../../scripts/testing/page.ts';
import { becomeOwner, log, row } from '../../scripts/testing/person.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway?.stop());

const screens = ['/', '/journal', '/habits', '/insights', '/approvals', '/rules', '/settings', '/world'];
const looks = [
  { colorScheme: 'light', width: 1280, height: 800 },
  { colorScheme: 'dark', width: 390, height: 844 },
] as const;

test('every screen can be used by everybody', async ({ context, page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.goto(gateway.claimUrl ?? '');
  await page.getByLabel('What should it call you?').waitFor();
  const found: string[] = [];
  const look = async (where: string) => {
    const { violations } = await new AxeBuilder({ page }).analyze();
    for (const { id, nodes } of violations) found.push(`${where}: ${id} at ${nodes[0]?.target.join(' ')}`);
  };
  await look('welcome');
  await becomeOwner(page, gateway, 'password');
  await log(page, 'slept 7.5h, mood 6 tired, had coffee at 15:30');
  await row(page, 'Mood').waitFor();
  for (const { colorScheme, width, height } of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.setViewportSize({ width, height });
    for (const path of screens) {
      await page.goto(`${gateway.url}${path}`);
      await page.getByRole('heading', { level: 1 }).first().waitFor();
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'detached' });
      await look(`${path} ${colorScheme} ${width}`);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      if (overflow > 0) found.push(`${path} ${width}: scrolls sideways by ${overflow}px`);
    }
  }
  expect(found).toEqual([]);
  expect(context.pages()).toHaveLength(1);
});
