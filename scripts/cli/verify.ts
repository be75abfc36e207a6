// lifeos verify: walks the hash chain here, on what the gateway sends, so that the gateway need not be believed.
import { parseArgs } from 'node:util';
import { chainAtStart, walkChain } from '#core/log/chain.ts';
import { sha256 } from '#gateway/kernel/sha256.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { PlainFailure } from '../command.ts';
import type { Subcommand } from './subcommand.ts';
import { userOf } from './user.ts';

const pageEvents = 1000;

export const verifyCommand: Subcommand = {
  name: 'verify',
  summary: 'Check that nothing in the log was changed',
  help: `lifeos verify [--json]

Fetches the whole log with its proofs and walks the hash chain on this machine.
Ends with an error when anything was changed, left out or added.

  --json   print the result as JSON`,
  async run(args, connect, print) {
    const { values } = parseArgs({ args, options: { json: { type: 'boolean' } } });
    const connection = connect();
    const log = connection.use(LogService);
    const userId = await userOf(connection);
    let state = chainAtStart;
    for (;;) {
      const { events } = await log.read({ afterSeq: state.seq, limit: pageEvents, withProof: true });
      if (events.length === 0) break;
      const proven = events.flatMap(({ proof, time, ...event }) =>
        proof && time
          ? [{ ...event, proof, wallMs: time.wallMs, counter: time.counter, deviceId: time.deviceId }]
          : [],
      );
      const walk = walkChain({ userId, from: state, events: proven, sha256 });
      if (!walk.ok) throw new PlainFailure(`The log is broken at event ${walk.seq}: ${walk.problem}`);
      state = walk.state;
    }
    const head = Buffer.from(state.hash).toString('hex');
    if (values.json) return print(JSON.stringify({ intact: true, events: Number(state.seq), head }));
    print(`The log is whole: ${state.seq} events, head ${head.slice(0, 16)}.`);
  },
};
