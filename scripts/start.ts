// `npm start`: one command from a clone to a link. Builds what is stale, starts a private PostgreSQL unless DATABASE_URL
// names one, starts the gateway, and takes all of it down again in the reverse order.
import { homedir } from 'node:os';
import { buildStale, clientDir, pluginDir } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { launch } from './start/launch.ts';
import { readSettings, startHelp } from './start/settings.ts';
import { untilAskedToStop } from './start/stop.ts';

await runCommand(async () => {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    console.log(startHelp);
    return;
  }
  const settings = readSettings(process.env, homedir());
  await buildStale(say);
  const launched = await launch({
    settings,
    clientDir,
    pluginDir,
    say,
    loadGateway: () => import('#gateway/main.ts'),
  });
  if (launched.kind === 'refused') throw new PlainFailure(launched.reason);
  console.log(
    launched.claimUrl ? `LifeOS is new here. Make it yours: ${launched.claimUrl}` : `LifeOS: ${launched.url}`,
  );
  await untilAskedToStop({ process, stop: launched.stop, say });
  process.exit(0);
});
