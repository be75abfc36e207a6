// lifeos doctor: what is well and what is not, and what to do about it.
import { existsSync, statfsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { AuthService } from '#gen/lifeos/identity/v1/auth_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { PlainFailure } from '../command.ts';
import { dataFolder } from './connection.ts';
import type { Subcommand } from './subcommand.ts';

/** Free space below which a database may stop, in bytes. */
const freeBytesMin = 1024 ** 3;
/** How far the two clocks may be apart before stamps suffer, in milliseconds. */
const clockMsMax = 60_000;

interface Finding {
  readonly what: string;
  readonly isWell: boolean;
  readonly advice: string;
}

export const doctorCommand: Subcommand = {
  name: 'doctor',
  summary: 'Look whether everything is well',
  help: `lifeos doctor [--json]

Looks at this machine and the LifeOS that runs on it, and says what to do about what is not well.
Ends with an error when anything is not well.

  --json   print the findings as JSON`,
  async run(args, connect, print) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const findings: Finding[] = [nodeVersion(), diskSpace()];
    try {
      const connection = connect();
      const baseUrl = connection.url.replace(/\/$/, '');
      const auth = createClient(AuthService, createConnectTransport({ baseUrl, httpVersion: '1.1' }));
      const status = await auth.getStatus({}, { timeoutMs: 5000 });
      findings.push(well(`LifeOS ${status.version} answers at ${baseUrl}`));
      findings.push(clocks(status.now ? timestampMs(status.now) : Date.now()));
      const log = await connection.use(LogService).verify({});
      findings.push(
        log.intact
          ? well(`The log is whole: ${log.eventCount} events`)
          : {
              what: `The log is broken at event ${log.brokenSeq}: ${log.problem}`,
              isWell: false,
              advice: 'Restore a backup.',
            },
      );
    } catch (error) {
      const what = error instanceof Error ? error.message : String(error);
      findings.push({ what, isWell: false, advice: 'Start LifeOS with "npm start", then look again.' });
    }
    if (values.json) print(JSON.stringify(findings, null, 2));
    else
      for (const { what, isWell, advice } of findings)
        print(`${isWell ? 'well' : 'NOT WELL'}  ${what}${isWell ? '' : `\n          ${advice}`}`);
    if (findings.some(({ isWell }) => !isWell)) throw new PlainFailure('Something is not well.');
  },
};

function nodeVersion(): Finding {
  return well(`Node ${process.versions.node}`);
}

function diskSpace(): Finding {
  const folder = dataFolder(process.env);
  if (!existsSync(folder)) return well(`No data folder yet; it will be ${folder}`);
  const { bavail, bsize } = statfsSync(folder);
  const free = `${((bavail * bsize) / 1024 ** 3).toFixed(1)} GB free in ${folder}`;
  return bavail * bsize > freeBytesMin
    ? well(free)
    : { what: free, isWell: false, advice: 'Make room: below 1 GB the database may stop.' };
}

function clocks(thereMs: number): Finding {
  const apartMs = Math.abs(thereMs - Date.now());
  return apartMs < clockMsMax
    ? well('The clocks agree')
    : {
        what: `The clocks are ${Math.round(apartMs / 1000)} s apart`,
        isWell: false,
        advice: 'Set the clocks by network time.',
      };
}

function well(what: string): Finding {
  return { what, isWell: true, advice: '' };
}
