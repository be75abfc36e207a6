// What an event's content repeats, so that a secret stays one wherever it is repeated: the kinds of entries that it speaks of by name,
// rows whose content it takes up, and events. A pure function of the event; whether a kind is sensitive, or a row holds a secret, is for
// the gateway to look up.

import { fromBinary } from '@bufbuild/protobuf';
import type { Evidence } from '#gen/lifeos/event/v1/body_evolution_pb.ts';
import type { Decision, Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { BodyCase, BodyOf } from '../log/body.ts';
import { approvalTable } from './approval.ts';
import { kindOfMetric, metricDayTable } from './daily.ts';
import { documentTable } from './document.ts';
import { entryTable } from './entry.ts';
import { patternTable, proposalTable } from './proposal.ts';
import type { RowKey, Table } from './table.ts';
import { toolCallTable } from './toolcall.ts';

/** What content is repeated, at first hand; the rows and events may repeat more. */
export interface Spoken {
  /** Kinds of entries. */
  readonly kinds: readonly string[];
  readonly rows: readonly SpokenRow[];
  /** Ids of events, or of intents that wait. */
  readonly events: readonly string[];
}

/** A row whose content is taken up. */
export interface SpokenRow {
  readonly table: Table;
  readonly key: RowKey;
  /** True where a row that is not there yet may turn out to hold a secret. */
  readonly isSecretWhenMissing?: boolean;
}

/** What an intent repeats: its body's content, whatever caused it, and the question whose answer set it free. */
export function spokenOf(
  intent: Pick<Intent, 'body' | 'causeId'>,
  decision?: Pick<Decision, 'approvalId'>,
): Spoken {
  return all(
    ofBody(intent.body?.kind),
    { events: ids(intent.causeId) },
    { rows: row(approvalTable, 'approval_id', decision?.approvalId ?? '') },
  );
}

type Part = Partial<Spoken>;
type Kind = NonNullable<Intent['body']>['kind'];

function ofBody(kind: Kind | undefined): Part {
  if (kind?.case === undefined) return {};
  const speak = byBody[kind.case] as (body: unknown) => Part;
  return speak(kind.value);
}

const nothing = (): Part => ({});

// Every body of the vocabulary has its line, so that a new one can't be forgotten.
const byBody: { readonly [C in BodyCase]: (body: BodyOf<C>) => Part } = {
  entryRecorded: ({ kind }) => ({ kinds: [kind] }),
  // Its entry may still wait for the owner, and nothing here says of which kind that is.
  entryAmended: ({ kind, entryId }) => ({
    kinds: ids(kind),
    rows: [{ table: entryTable, key: { entry_id: entryId }, isSecretWhenMissing: true }],
  }),
  entryRemoved: nothing,
  documentVersioned: ({ documentId, proposalId }) => ({
    rows: [
      ...row(documentTable, 'document_id', documentId), // a next version has most of its words
      ...row(proposalTable, 'proposal_id', proposalId),
    ],
  }),
  approvalRequested: ({ heldIntent }) => spokenOf(fromBinary(IntentSchema, heldIntent)),
  approvalDecided: ({ approvalId }) => ({ rows: row(approvalTable, 'approval_id', approvalId) }),
  toolCallPrepared: nothing,
  toolCallStarted: nothing,
  toolCallFinished: ({ callId }) => ({ rows: row(toolCallTable, 'call_id', callId) }),
  artifactStored: ({ callId }) => ({ rows: row(toolCallTable, 'call_id', callId) }),
  undoRequested: nothing,
  patternFound: ({ evidence }) => ofEvidence(evidence),
  proposalMade: ({ evidence, restsOn, documentId }) =>
    all(ofEvidence(evidence), {
      rows: [...row(patternTable, 'pattern_id', restsOn), ...row(documentTable, 'document_id', documentId)],
    }),
  proposalDecided: ({ proposalId }) => ({ rows: row(proposalTable, 'proposal_id', proposalId) }),
  experimentStarted: ({ metric }) => ({ kinds: ids(kindOfMetric(metric)) }),
  experimentEnded: ({ evidence }) => ofEvidence(evidence),
  // What these say comes from the owner, a device or LifeOS itself, or, where an event caused them, from there.
  profileVersioned: nothing,
  deviceAdded: nothing,
  deviceRevoked: nothing,
  grantGiven: nothing,
  grantRevoked: nothing,
  memberJoined: nothing,
  kindDefined: nothing,
  scheduleSet: nothing,
  scheduleFired: nothing,
  transactionPosted: nothing,
  transactionAmended: nothing,
  budgetSet: nothing,
  pauseSet: nothing,
  retentionSet: nothing,
  erasureDone: nothing,
  importStarted: nothing,
  importFinished: nothing,
  runRequested: nothing,
  runChanged: nothing,
  stepChanged: nothing,
  notificationSent: nothing,
  pluginInstalled: nothing,
  pluginRemoved: nothing,
  integrationConnected: nothing,
  integrationDisconnected: nothing,
  spendReserved: nothing,
  spendSettled: nothing,
  armAssigned: nothing,
  gateEvaluated: nothing,
  interactionRecorded: nothing,
};

// A metric may rest on entries of a kind that is not sensitive itself, made by a tool from those of one that is: its rows know.
function ofEvidence(evidence: Evidence | undefined): Part {
  if (!evidence) return {};
  const { metric, fromDay, toDay, changeDay } = evidence;
  const days = new Set([fromDay, toDay, changeDay].filter((day) => day !== ''));
  return {
    kinds: ids(kindOfMetric(metric)),
    rows: [...days].map((day) => ({ table: metricDayTable, key: { metric, day } })),
  };
}

function ids(id: string): string[] {
  return id === '' ? [] : [id];
}

function row(table: Table, column: string, id: string): SpokenRow[] {
  return ids(id).map((given) => ({ table, key: { [column]: given } }));
}

function all(...parts: readonly Part[]): Spoken {
  return {
    kinds: parts.flatMap(({ kinds }) => kinds ?? []),
    rows: parts.flatMap(({ rows }) => rows ?? []),
    events: parts.flatMap(({ events }) => events ?? []),
  };
}
