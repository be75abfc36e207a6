// What a rule may use. The same numbers hold in the browser and on the gateway, so that both judge alike.

export interface RuleLimits {
  readonly rulesMax: number;
  readonly sourceCharsMax: number;
  readonly factsCharsMax: number;
  readonly resultCharsMax: number;
  readonly factsPerMessageMax: number;
  readonly listCharsMax: number;
  readonly loadMsMax: number;
  readonly ruleMsMax: number;
  readonly messageMsMax: number;
  readonly killGraceMs: number;
  readonly killsMax: number;
  readonly startMsMax: number;
  readonly jobsMax: number;
  readonly stackBytesMax: number;
  readonly memoryPagesMax: number;
  readonly ruleSetsLiveMax: number;
  readonly waitingMax: number;
}

export const ruleLimits: RuleLimits = {
  rulesMax: 50, // in one rule set; at ruleMsMax each, one event is judged within 5 s at the very worst
  sourceCharsMax: 32_768, // about 800 lines: a rule longer than that is a program
  factsCharsMax: 262_144, // an entry with a long note and a few recent ones
  resultCharsMax: 16_384, // eight verdicts with long texts, and a proposal's body
  factsPerMessageMax: 500, // a batch of the gateway, a few milliseconds; other owners wait no longer than one message
  listCharsMax: 524_288, // facts judged in one call, all read at once: about 4 MB in there; longer ones go one by one
  loadMsMax: 250, // compile one rule and run its top level
  ruleMsMax: 100, // one rule on one event; an honest rule takes 0.01 ms, the rest is for a busy machine
  messageMsMax: 2_000, // all rules on all events of a message, shared out evenly among the rules
  killGraceMs: 500, // on top, before a worker that does not answer is killed
  killsMax: 3, // workers that one rule set may cost at a time; then its untried rules are set aside too
  startMsMax: 15_000, // until a worker is ready: 50 ms as a rule, seconds on a machine that is starting up
  jobsMax: 1_000, // promise reactions that run after a rule; a rule answers at once and needs none
  stackBytesMax: 65_536, // about 100 nested calls; small enough that QuickJS notices before the host's own stack ends
  memoryPagesMax: 512, // 32 MiB, of which QuickJS itself needs 16
  ruleSetsLiveMax: 32, // contexts kept warm in one worker, at about 2 MB each; the one longest unused goes first
  waitingMax: 256, // messages that wait for the worker; more than that means that it cannot keep up
};

/** The least memory QuickJS is built for, in pages of 64 KiB. */
export const memoryPagesMin = 256;
