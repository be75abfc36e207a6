// What screens are shown: plain values, ready to draw, made in the worker from projections and outbox. Times are milliseconds
// since 1970, days are ISO, numbers are exact decimals in text where they are shown and floats where they are drawn.

import type { StoredValue } from '#core/projection/entry.ts';
import type { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import type { DocumentType, KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { FieldName, Fields, Version } from './changes.ts';

/** Where an entry stands on its way: on the server · only here · under way · waiting for the owner · refused. */
export type SyncState = 'synced' | 'here' | 'sending' | 'waiting' | 'refused';

/** Who refused or asked, in their own words, and what to do next. */
export interface ReasonView {
  readonly by: string;
  readonly isRule: boolean;
  readonly text: string;
  readonly advice: string;
}

/** One line of a day. */
export interface EntryView {
  readonly entryId: string;
  /** Id of the event or intent: ask `why` about it; drop or fix it when refused. */
  readonly eventId: string;
  readonly kind: string;
  /** The kind's name: "Run". */
  readonly title: string;
  readonly domain: Domain;
  readonly occurredMs: number;
  readonly zone: string;
  readonly day: string;
  readonly spanMs: number | null;
  readonly values: Readonly<Record<string, StoredValue>>;
  readonly note: string;
  /** The line as it was typed. */
  readonly typed: string;
  readonly tags: readonly string[];
  /** "user", "tool:weight-trend", "import:…". */
  readonly actor: string;
  readonly state: SyncState;
  /** When refused or waiting. */
  readonly reason?: ReasonView;
  /** Devices have changed it without knowing of each other: ask `versions`. */
  readonly hasVersions?: boolean;
}

/** The device that wrote something; its name is empty when the log does not tell. */
export interface WriterView {
  readonly deviceId: string;
  readonly name: string;
  readonly isThis: boolean;
}

/** What one device has made of the fields on which devices differ. */
export interface VersionView extends Omit<Version, 'deviceId'> {
  readonly writer: WriterView;
}

/** One change of an entry. */
export interface ChangeView {
  readonly eventId: string;
  readonly what: 'logged' | 'changed' | 'removed' | 'restored';
  readonly wallMs: number;
  /** When the gateway wrote it down; null while it is only here. */
  readonly recordedMs: number | null;
  readonly actor: string;
  readonly writer: WriterView;
  readonly changed: readonly FieldName[];
  /** The entry after it. */
  readonly after: Fields;
}

/** A habit and when it was done. */
export interface HabitView {
  readonly kind: string;
  readonly title: string;
  readonly domain: Domain;
  readonly times: number;
  readonly periodDays: number;
  /** Days on which it was done, oldest first, up to 400 days back. */
  readonly doneDays: readonly string[];
  /** The entries that ticked it on the asked day: taking them away unticks it. */
  readonly todayEntryIds: readonly string[];
}

/** Something that waits, or waited, for the owner. */
export interface ApprovalView {
  readonly approvalId: string;
  readonly title: string;
  readonly askedBy: string;
  readonly options: readonly string[];
  readonly state: 'open' | 'approved' | 'denied' | 'expired';
  readonly askedMs: number;
  readonly expiresMs: number | null;
  readonly answer: string;
  /** What happens on yes, when it is an entry. */
  readonly held: EntryView | null;
  /** Asked on this device only so far: the gateway has not heard of it. */
  readonly isLocal: boolean;
}

/** What evidence a finding rests on; as lifeos.event.v1.Evidence in JSON. Absent numbers are zero. */
export interface EvidenceView {
  readonly metric?: string;
  readonly fromDay?: string;
  readonly toDay?: string;
  readonly changeDay?: string;
  readonly beforeCount?: number;
  readonly afterCount?: number;
  readonly beforeMedian?: number;
  readonly afterMedian?: number;
  readonly differenceLow?: number;
  readonly differenceHigh?: number;
  readonly luckProbability?: number;
  readonly unit?: string;
  readonly doubt?: string;
}

/** A suggested change to a document. */
export interface ProposalView {
  readonly proposalId: string;
  readonly title: string;
  readonly reason: string;
  readonly state: 'open' | 'approved' | 'denied' | 'expired';
  readonly evidence: EvidenceView;
  readonly documentTitle: string;
  readonly basedOnVersion: number;
  /** The text now; empty for a new document. */
  readonly currentContent: string;
  readonly content: string;
  readonly madeMs: number;
}

/** A document, or one version of it. */
export interface DocumentView {
  readonly documentId: string;
  readonly type: DocumentType;
  readonly title: string;
  readonly version: number;
  readonly content: string;
  readonly active: boolean;
  readonly note: string;
  readonly restoresVersion: number;
  readonly wallMs: number;
  readonly eventId: string;
}

/** A metric with data. */
export interface MetricView {
  /** "sleep.hours". */
  readonly metric: string;
  /** "Hours slept". */
  readonly title: string;
  readonly kindTitle: string;
  readonly domain: Domain;
  /** That of most of its days. */
  readonly unit: string;
  /** How a day's, a week's or a month's values become one number. */
  readonly fold: 'sum' | 'mean' | 'last';
  readonly firstDay: string;
  readonly lastDay: string;
  readonly dayCount: number;
}

/** How long each point of a series is. */
export type SeriesStep = 'day' | 'week' | 'month';

/** A day of a metric, or a longer period. */
export interface MetricDayView {
  /** The first day of it: weeks begin on Monday. */
  readonly day: string;
  readonly value: number;
  readonly count: number;
}

/** One step of "Why this?": what happened, who did it, and the reasons for which it was allowed. */
export interface WhyStep {
  readonly eventId: string;
  readonly title: string;
  readonly actor: string;
  readonly wallMs: number;
  readonly verdict: 'allow' | 'ask' | 'deny';
  readonly reasons: readonly ReasonView[];
  /** Rules and policies that were consulted, by name. */
  readonly consulted: readonly string[];
}

/** A tool's call. */
export interface ToolCallView {
  readonly callId: string;
  readonly tool: string;
  readonly state: 'prepared' | 'started' | 'succeeded' | 'failed' | 'unknown';
  readonly failure: string;
  readonly preparedMs: number;
  readonly durationMs: number;
}

/** An import and its account of every line. */
export interface ImportView {
  readonly importId: string;
  readonly importer: string;
  readonly fileName: string;
  readonly startedMs: number;
  readonly finished: boolean;
  readonly readCount: number;
  readonly takenCount: number;
  readonly knownCount: number;
  readonly skipped: readonly { readonly reason: string; readonly count: number }[];
}

/** A place in the journal: that of an entry. Entries of one millisecond are told apart by their ids. */
export type JournalPlace = Pick<EntryView, 'occurredMs' | 'entryId'>;

/** What a person is told once about this device, until they have read it. */
export type NoticeName = 'lost' | 'copied';

export interface NoticesView {
  /** The browser cleared what was here. `unsent` is null when nobody knows how much had not been sent. */
  readonly lost: { readonly unsent: number | null } | null;
  /** This device turned out to be a copy of another. */
  readonly isCopy: boolean;
}

/** Everything that can be asked of the device's own copy of a life: arguments and answer, by name. */
export interface Queries {
  entriesOfDay: { args: { day: string }; answer: EntryView[] };
  /** One entry, also one that is held or was refused; none when it was taken away or never was here. */
  entry: { args: { entryId: string }; answer: { entryId: string; entry: EntryView | null } };
  /** Between which to choose, the shown one last, and all that happened to it, oldest first. */
  versions: {
    args: { entryId: string };
    answer: { entryId: string; versions: VersionView[]; changes: ChangeView[] };
  };
  /** Newest first. With a query, entries whose words all occur; the last may be a beginning. `before` goes on where a list ended. */
  journal: { args: { query: string; limit: number; before?: JournalPlace }; answer: EntryView[] };
  habits: { args: { today: string }; answer: HabitView[] };
  kinds: { args: Record<never, never>; answer: KindDefined[] };
  metrics: { args: Record<never, never>; answer: MetricView[] };
  /** A point for each day unless told otherwise, in order. */
  series: {
    args: { metric: string; fromDay: string; toDay: string; step?: SeriesStep };
    answer: MetricDayView[];
  };
  /** Open ones first, then the latest 50 answered. */
  approvals: { args: Record<never, never>; answer: ApprovalView[] };
  proposals: { args: Record<never, never>; answer: ProposalView[] };
  documents: { args: { type?: DocumentType }; answer: DocumentView[] };
  /** Newest first. */
  documentVersions: { args: { documentId: string }; answer: DocumentView[] };
  why: { args: { eventId: string }; answer: WhyStep[] };
  toolCalls: { args: { limit: number }; answer: ToolCallView[] };
  imports: { args: Record<never, never>; answer: ImportView[] };
  isPaused: { args: Record<never, never>; answer: boolean };
  notices: { args: Record<never, never>; answer: NoticesView };
}

export type QueryName = keyof Queries;

/** How the device stands with its gateway, from facts only: cursor, outbox, last answer. */
export interface SyncStatus {
  /** `closed`: this browser did not open its copy; it is untouched. */
  readonly kind: 'starting' | 'synced' | 'sending' | 'offline' | 'trouble' | 'signedOut' | 'closed';
  /** Intents that the gateway has not answered yet. */
  readonly outboxCount: number;
  /** Intents that were refused and wait for the person to fix or drop them. */
  readonly refusedCount: number;
  /** Events here, and events there. */
  readonly seq: number;
  readonly headSeq: number;
  /** Events of the past that are still to come, while a new device catches up. */
  readonly pastSeq: number;
  /** In plain words, when there is trouble or it is closed. */
  readonly trouble: string;
  readonly lastAnswerMs: number | null;
  /** Where the data is: real files of the browser, or its fallback. */
  readonly storage: 'opfs' | 'indexeddb' | 'unknown';
}
