// `npm test`: builds what is stale, makes sure of a browser, runs the tests, and ends with one line that counts them.
// Arguments go to Vitest: `npm test -- --project unit`, `npm test -- core/log`.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStale } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { root, runWatched } from './run.ts';
import { ensureChromium } from './testing/chromium.ts';

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

const resultsFile = join(root, 'build', 'test-results.json');

await runCommand(async () => {
  await buildStale(say);
  const args = process.argv.slice(2);
  if (mayNeedBrowser(args)) ensureChromium(say);
  rmSync(resultsFile, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`];
  const ok = await runWatched('vitest', ['run', ...reporters, ...args]);
  const { passed, failed, skipped } = readTally(ok);
  if (failed > 0) process.exitCode = 1;
  console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
});

function mayNeedBrowser(args: string[]): boolean {
  return !args.includes('--project') || args.includes('e2e');
}

/** A file that does not load and an error outside every test count as one failure each: Vitest's own count leaves them out. */
function readTally(ok: boolean): Tally {
  let results: unknown;
  try {
    results = JSON.parse(readFileSync(resultsFile, 'utf8'));
  } catch {
    throw new PlainFailure(
      'Vitest ended without results; what it printed above says why.\n0 passed, 1 failed',
    );
  }
  const { numPassedTests, numFailedTests, numPendingTests, testResults } = results as VitestResults;
  const unloaded = testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length;
  const failed = numFailedTests + unloaded;
  return { passed: numPassedTests, failed: failed === 0 && !ok ? 1 : failed, skipped: numPendingTests };
}

interface VitestResults {
  numPassedTests: number;
  numFailedTests: number;
  numPendingTests: number;
  testResults: { status: string; assertionResults: unknown[] }[];
}
