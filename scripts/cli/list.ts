// lifeos list: entries, newest first.
import { parseArgs } from 'node:util';
import { toJson } from '@bufbuild/protobuf';
import { timestampMs } from '@bufbuild/protobuf/wkt';
import { localTime } from '#core/projection/day.ts';
import { type Entry, EntrySchema, EntryService } from '#gen/lifeos/system/v1/entry_pb.ts';
import { PlainFailure } from '../command.ts';
import type { Subcommand } from './subcommand.ts';

export const listCommand: Subcommand = {
  name: 'list',
  summary: 'List entries, newest first',
  help: `lifeos list [--kind sleep] [--from 2026-11-01] [--to 2026-11-30] [--search words] [--limit 50] [--json]

  --kind     only entries of this kind
  --from     first day
  --to       last day
  --search   only entries with these words
  --limit    how many at the most (1 to 1000; 50 unless told otherwise)
  --json     print JSON, one entry a line`,
  async run(args, connect, print) {
    const { values } = parseArgs({
      args,
      options: {
        kind: { type: 'string', default: '' },
        from: { type: 'string', default: '' },
        to: { type: 'string', default: '' },
        search: { type: 'string' },
        limit: { type: 'string', default: '50' },
        json: { type: 'boolean' },
      },
    });
    const size = Number(values.limit);
    if (!Number.isInteger(size) || size < 1 || size > 1000)
      throw new PlainFailure('--limit takes a number from 1 to 1000.');
    const entries = connect().use(EntryService);
    const page = { size };
    const found = values.search
      ? await entries.search({ query: values.search, page })
      : await entries.list({ kind: values.kind, fromDay: values.from, toDay: values.to, page });
    for (const entry of found.entries)
      print(values.json ? JSON.stringify(toJson(EntrySchema, entry)) : lineOf(entry));
    if (found.entries.length === 0 && !values.json)
      print('There is nothing here yet. Log something: lifeos log slept 7.5h');
  },
};

function lineOf(entry: Entry): string {
  const time = entry.occurredAt ? localTime(timestampMs(entry.occurredAt), entry.zone) : '';
  const numbers = entry.values.map(({ name, kind }) => {
    if (kind.case === 'quantity')
      return `${name} ${kind.value.amount}${kind.value.unit === '1' ? '' : ` ${kind.value.unit}`}`;
    if (kind.case === 'money') return `${kind.value.amount} ${kind.value.currency}`;
    return kind.case === 'flag' ? name : `${name} ${String(kind.value)}`;
  });
  return `${entry.day} ${time}  ${[entry.kind, ...numbers, entry.note].filter((part) => part !== '').join('  ')}`;
}
