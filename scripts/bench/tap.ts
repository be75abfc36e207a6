// From a tap to the disk, in a real browser: what a person waits for before a line counts as saved (rules, stamp, outbox, rows,
// search, metrics, commit), against one bare INSERT of the same bytes into a database of the same kind on the same disk.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { build } from 'vite';
import { launchProfile } from '../testing/chromium.ts';
import type { Comparison, Timing } from './measure.ts';

/** Milliseconds for one entry, round by round. */
export interface TapTimes {
  readonly one: { ours: number[]; raw: number[] };
  readonly many: { ours: number[]; raw: number[] };
  /** The settings that make a commit durable. */
  readonly settings: string;
}

const rounds = 200;
const batch = 100;

export async function benchTap(): Promise<Comparison[]> {
  const folder = mkdtempSync(join(tmpdir(), 'lifeos-bench-tap-'));
  try {
    await buildPage(folder);
    const { one, many, settings } = await inBrowser(folder);
    const compare = (what: string, times: TapTimes['one'], share: number) => ({
      what: `tap to disk, ${what} (Chromium, OPFS, ${settings})`,
      ours: timing('LifeOS: rules, stamp, outbox, rows, search, metrics', times.ours, share),
      peer: timing('wa-sqlite: one bare INSERT of the same bytes', times.raw, share),
    });
    const goal = { goal: 'at least 0.5', isMet: (ratio: number) => ratio >= 0.5 };
    const noGoal = (goal: string) => ({ goal: `none: ${goal}`, isMet: () => true });
    return [
      { ...compare('one entry, p50', one, 0.5), ...goal },
      { ...compare('one entry, p95', one, 0.95), ...noGoal('the tail is the disk’s') },
      // A commit is paid once for all of them here, so what is left is the work for each.
      {
        ...compare(`${batch} entries at once, p50`, many, 0.5),
        ...noGoal('judged, folded and indexed one by one'),
      },
      { ...compare(`${batch} entries at once, p95`, many, 0.95), ...noGoal('the same, on a bad day') },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function timing(name: string, timesMs: readonly number[], share: number): Timing {
  const sorted = [...timesMs].sort((a, b) => a - b);
  const at = sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { name, secondsPerUnit: at / 1000 };
}

async function buildPage(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    worker: { format: 'es' },
    build: {
      outDir: folder,
      emptyOutDir: true,
      target: 'es2023',
      rolldownOptions: {
        input: join(import.meta.dirname, 'tap.page.ts'),
        output: { entryFileNames: 'page.js' },
      },
    },
  });
}

async function inBrowser(folder: string): Promise<TapTimes> {
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (path === '/') {
      response.writeHead(200, { 'content-type': 'text/html' });
      return response.end('<!doctype html><script type="module" src="/page.js"></script>');
    }
    try {
      const body = readFileSync(join(folder, normalize(path)));
      response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
      return response.end(body);
    } catch {
      response.writeHead(404);
      return response.end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  // A profile on the disk: a private window keeps its files in memory, and its commits prove nothing.
  const browser = await launchProfile(join(folder, 'profile'));
  try {
    const page = await browser.newPage();
    await page.goto(`http://localhost:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'benchTap' in window);
    return await page.evaluate((asked) => window.benchTap(asked), { rounds, batch });
  } finally {
    await browser.close();
    server.close();
  }
}

const types: Record<string, string> = { '.js': 'text/javascript', '.wasm': 'application/wasm' };
