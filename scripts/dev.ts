// npm run dev: the gateway as in `npm start`, and the client from Vite, which shows changes at once. What Vite does not know goes to
// the gateway, so both are one origin, as in production.
import { homedir } from 'node:os';
import { createServer } from 'vite';
import { buildStale, clientDir, pluginDir } from './build.ts';
import { PlainFailure, runCommand, say } from './command.ts';
import { launch } from './start/launch.ts';
import { readSettings } from './start/settings.ts';
import { untilAskedToStop } from './start/stop.ts';

await runCommand(async () => {
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
  const toGateway = { target: launched.url, changeOrigin: false };
  const vite = await createServer({
    configFile: 'client/vite.config.ts',
    server: { port: settings.port + 1, proxy: { '^/(lifeos|grpc)\\.': toGateway, '/healthz': toGateway } },
  });
  await vite.listen();
  const here = `http://localhost:${vite.config.server.port}`;
  const link = launched.claimUrl?.replace(launched.url, here) ?? here;
  console.log(`LifeOS, with changes shown at once: ${link}`);
  const stop = async () => {
    await vite.close();
    await launched.stop();
  };
  await untilAskedToStop({ process, stop, say });
  process.exit(0);
});
