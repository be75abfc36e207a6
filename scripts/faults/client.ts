// What a run asks of a client, be it a browser or a process under Node.

/** How a client stands, when it is asked. */
export interface Standing {
  /** Of its rows: see rows.ts. */
  readonly digest: string;
  /** Writes that have not arrived yet. */
  readonly waiting: number;
}

export interface Client {
  readonly name: string;
  /** Begins, and begins again on the same files after it was killed. */
  start(): Promise<void>;
  /** kill −9, in the middle of whatever it does. */
  kill(): Promise<void>;
  /** Writes no more. What it has written goes on its way. */
  rest(): Promise<void>;
  standing(): Promise<Standing>;
  /** All its rows as text, to say where it differs. */
  lines(): Promise<string[]>;
  end(): Promise<void>;
}

/** What people were told, kept apart from everything that can be killed. */
export interface Ledger {
  /** Ids of intents that a client called safe. */
  readonly ids: Set<string>;
  /** Notes of entries that a page showed as saved; a page tells no ids. */
  readonly notes: Set<string>;
  /** Answers to questions: of two answers the later one is rightly refused. */
  answers: number;
  /** The longest that a page took from Enter to the line being shown as saved, in milliseconds. */
  slowestMs: number;
  /** What should not have happened, in words. */
  readonly broken: string[];
}

export function newLedger(): Ledger {
  return { ids: new Set(), notes: new Set(), answers: 0, slowestMs: 0, broken: [] };
}
