// npm run bench: ratios against named peers and against the floor, in one run. Absolute rates say little on a shared machine.

import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#gateway/db/embedded.ts';
import { printTable } from './bench/measure.ts';
import { benchPush } from './bench/push.ts';
import { benchRpc } from './bench/rpc.ts';
import { benchRules } from './bench/rules.ts';
import { benchTap } from './bench/tap.ts';
import { benchTools } from './bench/tools.ts';
import { buildStale } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { claimGateway, startTestGateway } from './testing/gateway.ts';

await runCommand(async () => {
  await buildStale(say);
  const dataDir = mkdtempSync(join(tmpdir(), 'lifeos-bench-'));
  // A real server with its real settings: fsync is on.
  const database = await startEmbeddedPostgres({ dataDir, log: () => undefined });
  if (database.kind !== 'started') throw new PlainFailure('The bench could not start its database.');
  const gateway = await startTestGateway({ databaseUrl: database.url, dataDir });
  try {
    const ada = await claimGateway(gateway);
    console.log(`Node ${process.versions.node}, ${cpus().length} cores, ${cpus()[0]?.model ?? 'unknown'}\n`);
    printTable([
      await benchPush(gateway, ada),
      ...(await benchRules()),
      await benchTools(),
      ...(await benchRpc(gateway)),
      ...(await benchTap()),
    ]);
  } finally {
    await gateway.stop();
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  process.exit(0);
});
