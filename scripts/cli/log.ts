// lifeos log "slept 7.5h": the same grammar as the capture box.
import { parseArgs } from 'node:util';
import { entryOf, understand } from '#core/capture/understand.ts';
import { uuidv7 } from '#core/log/ids.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { PlainFailure } from '../command.ts';
import type { Subcommand } from './subcommand.ts';

export const logCommand: Subcommand = {
  name: 'log',
  summary: 'Log what happened, in one line of words',
  help: `lifeos log <words> [--json]

  lifeos log slept 7.5h
  lifeos log "ran 5 km in 27:10, felt great"
  lifeos log had coffee at 15:30

Anything that is no measurement becomes a note.

  --json   print what became of it as JSON`,
  async run(args, connect, print) {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { json: { type: 'boolean' } },
    });
    const line = positionals.join(' ');
    if (line.trim() === '') throw new PlainFailure('Say what happened: lifeos log slept 7.5h');
    const { use, stamping, zone } = connect();
    const { kinds } = await use(EntryService).listKinds({});
    const pieces = understand(line, { kinds, nowMs: Date.now(), zone });
    const intents = pieces.map((piece) =>
      stampIntent(stamping, {
        kind: 'entryRecorded',
        value: entryOf(piece.entry, {
          entryId: uuidv7(Date.now(), stamping.random),
          zone,
          typed: line.slice(piece.start, piece.end),
        }),
      }),
    );
    const { outcomes } = await use(IntentService).propose({ intents });
    const told = outcomes.map((outcome, index) => {
      const title = `${pieces[index]?.title}: ${pieces[index]?.detail}`;
      const { kind } = outcome;
      if (kind.case === 'waiting')
        return { entry: title, became: 'waiting', why: kind.value.decision?.reasons[0]?.text };
      if (kind.case === 'denied') return { entry: title, became: 'refused', why: kind.value.refusal?.what };
      return { entry: title, became: 'logged' };
    });
    if (values.json) return print(JSON.stringify(told, null, 2));
    for (const { entry, became, why } of told) print(`${became}  ${entry}${why ? `\n        ${why}` : ''}`);
  },
};
