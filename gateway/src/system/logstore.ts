// What the gate needs of whatever keeps logs: PostgreSQL on a gateway (logstore.sql.ts), memory in simulations. Everything that
// decides is on this side of it, so that the same code runs in both.

import type { RowStore } from '#core/projection/apply.ts';
import type { Event } from '#gen/lifeos/event/v1/event_pb.ts';

/** The newest link of a user's chain, and what else the lock guards. */
export interface Head {
  readonly seq: number;
  readonly hash: Uint8Array;
  /** Raised whenever a rule, policy, pause or kind changes, so that what was made with older ones is made again. */
  readonly rules_version: number;
  readonly clock_wall_ms: number;
  readonly clock_counter: number;
}

/** An event as it is stored. */
export interface StoredEvent {
  readonly seq: number;
  readonly id: string;
  readonly body_type: number;
  readonly wall_ms: number;
  readonly counter: number;
  readonly device_id: string;
  readonly cause_id: string | null;
  readonly actor: Uint8Array;
  readonly payload: Uint8Array | null;
  readonly sealed: boolean;
  readonly payload_hash: Uint8Array;
  readonly decision: Uint8Array;
  readonly decision_sealed: boolean;
  readonly previous_hash: Uint8Array;
  readonly hash: Uint8Array;
  readonly recorded_ms: number;
}

/** An intent that was held or refused before. */
export interface StoredAnswer {
  readonly intent_id: string;
  readonly body_hash: Uint8Array;
  readonly outcome: Uint8Array;
  /** Whether `body_hash` and `outcome` are sealed: the outcome may quote the intent, and a hash of few possible bodies tells which. */
  readonly sealed: boolean;
  readonly held: boolean;
}

/** Reads logs. */
export interface LogReader {
  readHead(userId: string): Promise<Head>;
  /** A page of events in order. */
  events(userId: string, page: { afterSeq: number; limit: number }): Promise<StoredEvent[]>;
  /** A page of events, newest first. */
  eventsBefore(userId: string, page: { beforeSeq: number; limit: number }): Promise<StoredEvent[]>;
  /** The events that define the owner's kinds and hold the current documents: what a new device needs before the rest has come. */
  foundations(userId: string): Promise<StoredEvent[]>;
  /** The chain's hash after an event, or nothing when there is no such event. */
  hashAt(userId: string, seq: number): Promise<Uint8Array | undefined>;
}

/** Reads and writes logs. */
export interface LogStore extends LogReader {
  /** Opens a user's log for writing. Nobody else has it open meanwhile; when the work throws, nothing of it is kept. */
  write<T>(userId: string, dataKey: Uint8Array, work: (log: OpenLog) => Promise<T>): Promise<T>;
}

/** A user's log, open for writing. */
export interface OpenLog {
  readonly head: Head;
  readonly rows: RowStore;
  /** Which of these ids name an event or a kept answer. */
  knownIds(ids: readonly string[]): Promise<string[]>;
  /** The events with these ids. */
  eventsById(ids: readonly string[]): Promise<StoredEvent[]>;
  /** What was answered to these intents, where they are not in the log. */
  answers(ids: readonly string[]): Promise<StoredAnswer[]>;
  /** The mark of a device's latest call, or nothing when it never sent one. */
  markOf(deviceId: string): Promise<string | undefined>;
  keepMark(deviceId: string, mark: string): Promise<void>;
  append(events: readonly StoredEvent[]): Promise<void>;
  /** Keeps answers, so that a repeat gets the same. The owner's answer to a held intent takes the place of "waiting". */
  keepAnswers(answers: readonly (StoredAnswer & { decided_ms: number })[]): Promise<void>;
  /** Writes the head, does what follows from the events in the same transaction, and wakes those who listen. */
  close(head: Head, events: readonly Event[]): Promise<void>;
}
