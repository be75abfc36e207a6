// A bench in a real browser: its page is bundled as the product's own is, served to a Chromium with a profile on the disk, and called.
// A private window would keep its files in memory, and its commits would prove nothing.

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import { launchProfile } from '../testing/chromium.ts';

/** Bundles `<name>.page.ts`, opens it and gives what `measure` gives. Nothing is left behind. */
export async function inBrowser<T>(name: string, measure: (page: Page) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), `lifeos-bench-${name}-`));
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    // A page that is isolated from other origins is told the time to five microseconds, others to a hundred.
    response.setHeader('cross-origin-opener-policy', 'same-origin');
    response.setHeader('cross-origin-embedder-policy', 'require-corp');
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end('<!doctype html><script type="module" src="/page.js"></script>');
    }
    try {
      const body = readFileSync(join(folder, 'page', normalize(path)));
      response.writeHead(200, {
        'content-type': types[extname(path)] ?? 'application/octet-stream',
      });
      return response.end(body);
    } catch {
      response.writeHead(404);
      return response.end();
    }
  });
  try {
    await bundle(name, join(folder, 'page'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const profile = join(folder, 'profile');
    const browser = await launchProfile(profile);
    try {
      const page = await browser.newPage();
      // Filling a million entries is one call that takes minutes.
      page.setDefaultTimeout(0);
      await page.exposeFunction('benchMemory', () => memoryBytes(profile));
      page.on('console', (message) => {
        if (message.type() === 'info') process.stderr.write(`\r${message.text()}\x1b[K`);
      });
      await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
      await page.waitForFunction(() => document.title === 'ready');
      return await measure(page);
    } finally {
      await browser.close();
      server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Memory that the largest page of a browser holds, with its workers, as Linux counts it; 0 elsewhere. What a page can measure itself
 * leaves the memory of SQLite out.
 */
function memoryBytes(profile: string): number {
  if (process.platform !== 'linux') return 0;
  const processes = readdirSync('/proc').flatMap((pid) => (/^\d+$/.test(pid) ? readProcess(pid) : []));
  const isOurs = ({ pid, parent, words }: Process): boolean =>
    words.includes(profile) || processes.some((one) => one.pid === parent && one.pid !== pid && isOurs(one));
  return Math.max(
    0,
    ...processes
      .filter((one) => one.words.includes('--type=renderer') && isOurs(one))
      .map((one) => one.bytes),
  );
}

interface Process {
  readonly pid: string;
  readonly parent: string;
  readonly words: string;
  readonly bytes: number;
}

function readProcess(pid: string): Process[] {
  try {
    const words = readFileSync(join('/proc', pid, 'cmdline'), 'utf8');
    const status = readFileSync(join('/proc', pid, 'status'), 'utf8');
    const field = (name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? '0';
    return [{ pid, parent: field('PPid'), words, bytes: Number(field('VmRSS')) * 1024 }];
  } catch {
    return []; // it has ended meanwhile
  }
}

const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };

async function bundle(name: string, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: join(import.meta.dirname, `${name}.page.ts`),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
}
