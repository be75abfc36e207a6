// Every limit of the gateway, with its unit and its reason.

export const limits = {
  /** Bytes of one request. 500 entries of 16 KiB would be 8 MiB; real batches are a tenth of that. */
  requestBytesMax: 8 * 1024 * 1024,
  /** Intents in one call: one transaction must stay short enough to leave others their turn. */
  proposeIntentsMax: 500,
  /** Events in one message of a stream: decoded at once on a phone. */
  streamEventsMax: 500,
  /** Kinds and documents that a new device is told first: more than a person has, and decoded at once on a phone. */
  foundationsMax: 1_000,
  /** Streams of one user at a time: ten devices with two tabs each. */
  streamsPerUserMax: 20,
  /** Milliseconds between signs of life on a stream: a device that misses two knows that the line is dead, well within the 30 s in
   * which it promises to be level again. */
  streamHeartbeatMs: 5_000,
  /** Milliseconds between looks at the log, in case a wake-up was lost: NOTIFY is only a hint. */
  streamPollMs: 5_000,
  /** Seconds that an access token lives: how long a revoked device can still read. */
  accessTokenSeconds: 600,
  /** Days that a session lives without being used. */
  sessionIdleDays: 60,
  /** Wrong passwords for one name within `signInWindowMs` before it must wait. */
  signInTriesMax: 10,
  signInWindowMs: 15 * 60_000,
  /** Milliseconds that a passkey ceremony may take. */
  ceremonyMs: 5 * 60_000,
  /** Milliseconds that an intent's clock may be ahead; further off is a broken clock. */
  clockAheadMsMax: 24 * 3_600_000,
  /** The earliest time an entry may have: 1900-01-01, so that a date of birth or an old diary fits. */
  occurredMsMin: -2_208_988_800_000,
  /** The latest: 9999-12-31, the last day that ISO 8601 writes with four digits, and what a Timestamp may hold. */
  occurredMsMax: 253_402_300_799_999,
  /** Database connections of one gateway; PostgreSQL's default leaves 100 for all. */
  databaseConnectionsMax: 10,
  /** Milliseconds to wait for a connection before saying that the database is away. */
  databaseWaitMs: 5_000,
  /** Milliseconds that one statement may take. */
  statementMs: 30_000,
  /** Days that an approval waits before it lapses. */
  approvalDays: 30,
  /** Intents that rules may propose after one: each is a question to the owner, and more than a few at once are not read. */
  ruleProposalsMax: 4,
} as const;
