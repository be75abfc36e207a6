// Brings what an importer reads through the gate, in batches, and keeps account of every line. The same file twice adds nothing:
// every id is made from the importer's name and the line's own id.

import { create, toBinary } from '@bufbuild/protobuf';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { RefusalCode } from '#gen/lifeos/common/v1/refusal_pb.ts';
import {
  ImportFinishedSchema,
  ImportStartedSchema,
  KindDefinedSchema,
  SourceSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';
import { entryOf } from '../capture/understand.ts';
import type { Sha256 } from '../log/chain.ts';
import { uuidFromDigest } from '../log/ids.ts';
import { type Stamping, stampIntent } from '../log/stamp.ts';
import type { Importer, ImportItem, ImportOptions, ImportSource } from './importer.ts';

/** An account of every line. read = taken + known + skipped. */
export interface ImportReport {
  readonly importer: string;
  readonly fileName: string;
  readonly read: number;
  readonly taken: number;
  readonly known: number;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

export interface ImportRun {
  readonly importer: Importer;
  readonly source: ImportSource;
  readonly options: ImportOptions;
  readonly userId: string;
  readonly stamping: Stamping;
  readonly sha256: Sha256;
  /** The gate: outcomes in the order of the intents. */
  readonly propose: (intents: readonly Intent[]) => Promise<readonly Outcome[]>;
  readonly onProgress?: (report: ImportReport) => void;
}

/** Entries in one call: half the gateway's limit, so that the person's own taps get a turn in between. */
const batchMax = 250;
/** Different reasons that a report tells apart; the rest is counted together. */
const reasonsMax = 50;

export async function runImport(run: ImportRun): Promise<ImportReport> {
  const id = (name: string) => uuidFromDigest(run.sha256(new TextEncoder().encode(name)));
  const importId = id(
    `import:${run.importer.id}:${run.source.fileName}:${run.stamping.clock.stamp().wallMs}`,
  );
  const actor = create(ActorSchema, { kind: { case: 'import', value: importId }, onBehalfOf: run.userId });
  const stamping = { ...run.stamping, actor };
  const account = createAccount(run.importer.id, run.source.fileName);
  let batch: Intent[] = [];
  // Said once something was read: a file that can't be read leaves nothing behind.
  const begin = once(() =>
    run.propose([
      stampIntent(stamping, {
        kind: 'importStarted',
        value: create(ImportStartedSchema, {
          importId,
          importer: run.importer.id,
          fileName: run.source.fileName.slice(0, 200),
        }),
      }),
    ]),
  );
  const flush = async () => {
    if (batch.length === 0) return;
    await begin();
    const outcomes = await run.propose(batch);
    for (const [index, intent] of batch.entries()) account.settle(intent, outcomes[index]);
    batch = [];
    run.onProgress?.(account.report());
  };

  for await (const item of run.importer.read(run.source, run.options)) {
    const intent = intentOf(item, run, stamping, id);
    if (intent) batch.push(intent);
    else if (item.item === 'skip') account.skip(item.reason);
    if (batch.length >= batchMax) await flush();
  }
  await flush();
  await begin();
  const report = account.report();
  await run.propose([
    stampIntent(stamping, {
      kind: 'importFinished',
      value: create(ImportFinishedSchema, {
        importId,
        readCount: BigInt(report.read),
        takenCount: BigInt(report.taken),
        knownCount: BigInt(report.known),
        skipped: report.skipped.map(({ reason, count }) => ({ reason, count: BigInt(count) })),
      }),
    }),
  ]);
  return report;
}

function intentOf(
  item: ImportItem,
  run: ImportRun,
  stamping: Stamping,
  id: (name: string) => string,
): Intent | undefined {
  if (item.item === 'kind') {
    // Named by its content: the same definition is said once, a changed one again.
    const digest = Array.from(run.sha256(toBinary(KindDefinedSchema, item.definition)), (byte) =>
      byte.toString(16),
    ).join('');
    return stampIntent(stamping, { kind: 'kindDefined', value: item.definition, id: id(`kind:${digest}`) });
  }
  if (item.item === 'skip') return undefined;
  const name = `${run.importer.id}:${item.externalId}`;
  const value = entryOf(item.entry, { entryId: id(`entry:${name}`), zone: item.zone, typed: '' });
  value.source = create(SourceSchema, {
    importer: run.importer.id,
    externalId: item.externalId.slice(0, 250),
  });
  return stampIntent(stamping, { kind: 'entryRecorded', value, id: id(`intent:${name}`) });
}

function once<T>(work: () => Promise<T>): () => Promise<T> {
  let underway: Promise<T> | undefined;
  return () => {
    underway ??= work();
    return underway;
  };
}

function createAccount(importer: string, fileName: string) {
  const skipped = new Map<string, number>();
  let [read, taken, known] = [0, 0, 0];
  const skip = (reason: string) => {
    read++;
    const name = skipped.has(reason) || skipped.size < reasonsMax ? reason : 'other reasons';
    skipped.set(name, (skipped.get(name) ?? 0) + 1);
  };
  return {
    skip,
    settle(intent: Intent, outcome: Outcome | undefined) {
      if (intent.body?.kind.case !== 'entryRecorded') return;
      const kind = outcome?.kind;
      if (kind?.case === 'accepted') {
        read++;
        if (outcome?.repeated) known++;
        else taken++;
      } else if (kind?.case === 'waiting') skip('waits for your answer: one of your rules asks about it');
      else if (kind?.case === 'denied') {
        const { refusal } = kind.value;
        const isChanged = refusal?.code === RefusalCode.ID_REUSED;
        skip(
          isChanged
            ? 'was imported before with other content; it was left as it is'
            : (refusal?.what ?? 'was refused'),
        );
      } else skip('was not answered');
    },
    report: (): ImportReport => ({
      importer,
      fileName,
      read,
      taken,
      known,
      skipped: [...skipped].map(([reason, count]) => ({ reason, count })),
    }),
  };
}
