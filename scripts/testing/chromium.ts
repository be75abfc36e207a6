// The browser of the tests. It never talks to anyone but this machine, and a test that makes it try fails.
import { execFileSync, spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';
import { PlainFailure } from '../command.ts';

const isRoot = process.getuid?.() === 0;

const flags = [
  ...(isRoot ? ['--no-sandbox'] : []), // Chromium's sandbox refuses to be set up by root
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
  '--use-angle=swiftshader', // draws WebGL without a graphics card
  '--enable-unsafe-swiftshader',
  // Even a request that nobody watches finds no address outside.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
];

/** The path of a Chromium; brings Debian's when it is missing and we may. */
export function ensureChromium(say: (words: string) => void): string {
  const present = findChromium();
  if (present !== undefined) return present;
  if (isRoot && isRunnable('/usr/bin/apt-get')) {
    say("installing Debian's Chromium for the browser tests");
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args: string[]) =>
      spawnSync('apt-get', ['-qq', ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  }
  const installed = findChromium();
  if (installed !== undefined) return installed;
  throw new PlainFailure(
    'The browser tests need Chromium. Install it (Debian: apt install chromium; elsewhere: npx playwright install chromium),\n' +
      'or set CHROMIUM_PATH to one. Without it: npm test -- --project unit --project gateway',
  );
}

/** A Chromium that has no files of its own (OPFS), as other browsers in some private windows. */
export const withoutFiles = '--disable-blink-features=FileSystemAccessOriginPrivate';

/** Launch options that a test passes to Playwright itself, when it wants a profile that outlives the browser. */
export function launchOptions(...more: string[]): { executablePath: string; args: string[] } {
  return { executablePath: ensureChromium(() => undefined), args: [...flags, ...more] };
}

export function launchBrowser(): Promise<Browser> {
  return chromium.launch(launchOptions());
}

/** A browser with a profile folder: closed or killed, and launched again on the same folder, it remembers. */
export function launchProfile(folder: string, ...more: string[]): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, launchOptions(...more));
}

/** Watches all that the context asks for, by page, worker, service worker and socket. Returns what went elsewhere. */
export function watchOrigins(context: BrowserContext): () => string[] {
  const strangers = new Set<string>();
  const note = (address: string) => {
    if (!isLoopback(address)) strangers.add(address);
  };
  context.on('request', (request) => note(request.url()));
  context.on('page', (page) => page.on('websocket', (socket) => note(socket.url())));
  for (const page of context.pages()) page.on('websocket', (socket) => note(socket.url()));
  return () => [...strangers];
}

function isLoopback(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  if (!/^(https?|wss?):$/.test(protocol)) return true; // data:, blob:, about: reach nobody
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    hostname.startsWith('127.') ||
    hostname.endsWith('.localhost')
  );
}

function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named !== undefined && !isRunnable(named))
    throw new PlainFailure(`CHROMIUM_PATH is ${named}, which cannot be run.`);
  const candidates = [
    named,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    fromPath('google-chrome'),
    playwrightsOwn(),
  ];
  return candidates.find((path) => path !== undefined && isRunnable(path));
}

function playwrightsOwn(): string | undefined {
  const path = chromium.executablePath();
  return existsSync(path) ? path : undefined;
}

function fromPath(program: string): string | undefined {
  try {
    return execFileSync('which', [program], { encoding: 'utf8', stdio: 'pipe' }).trim();
  } catch {
    return undefined;
  }
}

function isRunnable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
