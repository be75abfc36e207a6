// Which intents are secret: those that speak of an entry of a sensitive kind, and those that repeat what is secret already. They are
// sealed at rest with all that is made of them. Asked for the intents of a batch in the order in which they are written, because what
// comes later may repeat what came before.

import { create } from '@bufbuild/protobuf';
import { decodeBody } from '#core/log/body.ts';
import { entryTable } from '#core/projection/entry.ts';
import { project } from '#core/projection/project.ts';
import { type Spoken, type SpokenRow, spokenOf } from '#core/projection/spoken.ts';
import { keyText, type Row, type RowKey, type Table } from '#core/projection/table.ts';
import { type Decision, EventSchema, type Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { OpenLog, StoredEvent } from './logstore.ts';

/** An intent whose fate is decided. */
export interface Told {
  readonly intent: Intent;
  readonly decision?: Pick<Decision, 'approvalId'>;
  /** Kinds of other entries that a rule was shown before it said something about this one: it may have quoted them. */
  readonly kindsShown: readonly string[];
}

export interface Secrecy {
  /** Which of these are secret. Those that were asked about before in this batch are remembered. */
  of(told: readonly Told[]): Promise<boolean[]>;
}

export function openSecrecy(log: OpenLog): Secrecy {
  const secretByEvent = new Map<string, boolean>();
  const secretByRow = new Map<string, boolean>();
  const remember = ({ intent }: Told, isSecret: boolean) => {
    secretByEvent.set(intent.id, isSecret);
    const kind = intent.body?.kind;
    if (kind?.case === 'entryRecorded')
      secretByRow.set(rowName(entryTable, { entry_id: kind.value.entryId }), isSecret);
    if (!isSecret || !intent.body) return;
    for (const { table, key } of project(create(EventSchema, { id: intent.id, body: intent.body })))
      secretByRow.set(rowName(table, key), true);
  };
  return {
    async of(told) {
      const spoken = told.map(({ intent, decision }) => spokenOf(intent, decision));
      const found = await lookUp(log, spoken, (id) => secretByEvent.has(id));
      const definitions = await log.rows.definitionsOf([
        ...new Set([...spoken, ...found.events.values()].flatMap(({ kinds }) => kinds)),
        ...new Set(told.flatMap(({ kindsShown }) => kindsShown)),
        ...found.rowKinds,
      ]);
      const isSensitive = (kind: unknown) => definitions.get(String(kind))?.sensitive === true;
      const isSecretRow = ({ table, key, isSecretWhenMissing = false }: SpokenRow) => {
        const name = rowName(table, key);
        const row = found.rows.get(name);
        if (!row) return secretByRow.get(name) ?? isSecretWhenMissing;
        return row.secret === true || secretByRow.get(name) === true || isSensitive(row.kind);
      };
      const isSecretEvent = (id: string) =>
        secretByEvent.get(id) ??
        (found.sealed.has(id) || (found.events.get(id)?.kinds ?? []).some(isSensitive));
      return told.map((each, index) => {
        const { kinds, rows, events } = spoken[index] as Spoken;
        const isSecret =
          kinds.some(isSensitive) ||
          each.kindsShown.some(isSensitive) ||
          rows.some(isSecretRow) ||
          events.some(isSecretEvent);
        remember(each, isSecret);
        return isSecret;
      });
    },
  };
}

/** What is known of the rows and events that are spoken of. */
interface Found {
  readonly rows: ReadonlyMap<string, Row>;
  readonly rowKinds: readonly string[];
  /** Ids of events and answers that are sealed. */
  readonly sealed: ReadonlySet<string>;
  /** What the others speak of, by id: their kind may have become sensitive since. */
  readonly events: ReadonlyMap<string, Spoken>;
}

async function lookUp(
  log: OpenLog,
  spoken: readonly Spoken[],
  isKnown: (id: string) => boolean,
): Promise<Found> {
  const rows = new Map<string, Row>();
  for (const [table, keys] of Map.groupBy(
    spoken.flatMap((each) => each.rows),
    ({ table: of }) => of,
  )) {
    const found = await log.rows.read(
      table,
      distinct(
        table,
        keys.map(({ key }) => key),
      ),
    );
    for (const row of found) rows.set(rowName(table, row as RowKey), row);
  }
  const ids = [...new Set(spoken.flatMap(({ events }) => events))].filter((id) => !isKnown(id));
  const stored = ids.length === 0 ? [] : await log.eventsById(ids);
  const answers = ids.length === 0 ? [] : await log.answers(ids);
  return {
    rows,
    rowKinds: [
      ...new Set([...rows.values()].map(({ kind }) => kind).filter((kind) => typeof kind === 'string')),
    ],
    sealed: new Set([
      ...stored.filter(({ sealed }) => sealed).map(({ id }) => id),
      ...answers.filter(({ sealed }) => sealed).map((answer) => answer.intent_id),
    ]),
    events: new Map(stored.filter(({ sealed }) => !sealed).map((event) => [event.id, spokenBy(event)])),
  };
}

function spokenBy(stored: StoredEvent): Spoken {
  return spokenOf({ ...(stored.payload ? { body: decodeBody(stored.payload) } : {}), causeId: '' });
}

function distinct(table: Table, keys: readonly RowKey[]): RowKey[] {
  return [...new Map(keys.map((key) => [keyText(table, key), key])).values()];
}

function rowName(table: Table, key: RowKey): string {
  return `${table.name} ${keyText(table, key)}`;
}
