// npm run bench: ratios against named peers and against the floor, in one run. Absolute rates say little on a shared machine.
// `npm run bench -- year` runs one part, `--entries N` sets how long its life is, `--keep` stores the ratios of this kind of machine.

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { compareWithKept, keep } from './bench/kept.ts';
import { benchLatency } from './bench/latency.ts';
import { type Comparison, printTable } from './bench/measure.ts';
import { benchPush } from './bench/push.ts';
import { benchRpc } from './bench/rpc.ts';
import { benchRules } from './bench/rules.ts';
import { benchCapture, benchSync } from './bench/sync.ts';
import { benchTap } from './bench/tap.ts';
import { benchTools } from './bench/tools.ts';
import { benchYear } from './bench/year.ts';
import { buildStale } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { startTestGateway } from './testing/gateway.ts';

await runCommand(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { entries: { type: 'string', default: '1000000' }, keep: { type: 'boolean', default: false } },
  });
  const entries = Number(values.entries);
  const parts: Record<string, () => Promise<Comparison[]>> = {
    push: benchPush,
    latency: benchLatency,
    rules: benchRules,
    tools: async () => [await benchTools()],
    rpc: benchRpcOnGateway,
    tap: benchTap,
    sync: benchSync,
    capture: benchCapture,
    year: () => benchYear(entries),
  };
  const unknown = positionals.filter((name) => !(name in parts));
  if (unknown.length > 0 || !(entries >= 1000))
    throw new PlainFailure(
      `npm run bench -- [${Object.keys(parts).join(' | ')}] [--entries 1000000] [--keep]`,
    );
  await buildStale(say);
  console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}\n`);
  const measured: Comparison[] = [];
  for (const [name, measure] of Object.entries(parts)) {
    if (positionals.length > 0 && !positionals.includes(name)) continue;
    const figures = await measure();
    printTable(figures);
    measured.push(...figures);
  }
  if (values.keep) keep(measured);
  process.exit(compareWithKept(measured) ? 0 : 1);
});

async function benchRpcOnGateway(): Promise<Comparison[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-bench-'));
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (database.kind !== 'started') throw new PlainFailure('The bench could not start its database.');
  const gateway = await startTestGateway({ databaseUrl: database.url, dataDir });
  try {
    return await benchRpc(gateway);
  } finally {
    await gateway.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
