// A gateway in a process of its own, so that it can be killed. Says its address in one line; its log goes to a file when one is named.
import pino from 'pino';
import { startGateway } from '#gateway/main.ts';
import { clientDir, pluginDir } from '../../scripts/build.ts';

const { CHILD_DATABASE: databaseUrl = '', CHILD_DATA: dataDir = '', CHILD_PORT: port = '0' } = process.env;
const logFile = process.env.CHILD_LOG;
const { url, claimUrl } = await startGateway({
  databaseUrl,
  dataDir,
  clientDir,
  pluginDir,
  host: '127.0.0.1',
  port: Number(port),
  log:
    logFile === undefined ? pino({ level: 'silent' }) : pino(pino.destination({ dest: logFile, sync: true })),
});
console.log(JSON.stringify({ url, claimUrl }));
