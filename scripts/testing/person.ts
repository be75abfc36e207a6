// A person at a browser: what they do, in their words.
import type { BrowserContext, Page } from 'playwright-core';
import { password, type TestGateway } from './gateway.ts';

/** Gives the page a passkey device that always agrees (CDP WebAuthn). */
export async function givePasskeyDevice(context: BrowserContext, page: Page): Promise<void> {
  const cdp = await context.newCDPSession(page);
  await cdp.send('WebAuthn.enable');
  await cdp.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** Opens the claim link and becomes the owner, with a passkey or with a password. */
export async function becomeOwner(
  page: Page,
  gateway: TestGateway,
  by: 'passkey' | 'password',
): Promise<void> {
  await page.goto(gateway.claimUrl ?? '');
  await page.getByLabel('What should it call you?').fill('Ada');
  if (by === 'password') {
    const other = page.getByRole('button', { name: 'Use a password instead' });
    if (await other.isVisible()) await other.click();
    await page.getByLabel('Password').fill(password);
  }
  await page
    .getByRole('button', { name: by === 'passkey' ? 'Begin with a passkey' : 'Begin with a password' })
    .click();
  await page.getByLabel('What happened?').waitFor();
}

/** Writes a line and saves it. */
export async function log(page: Page, line: string): Promise<void> {
  const box = page.getByLabel('What happened?');
  await box.fill(line);
  await page.locator('#understood').waitFor();
  await box.press('Enter');
}

/** Waits until the service worker has everything that a cold start without a network needs. */
export async function waitForOfflineCopy(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller) return;
    await new Promise<void>((resolve) =>
      navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true }),
    );
  });
}

/** The line of the day with this text. */
export function row(page: Page, text: string) {
  return page.locator('li.entry', { hasText: text });
}
