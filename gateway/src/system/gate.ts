// What the gate is made of.

import type { Database } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import type { LogStore } from './logstore.ts';
import type { RuleShelf } from './rules.ts';

export interface Gate {
  /** For what is only read: lists, documents, searches. */
  readonly db: Database;
  /** For what is written: the log, and all that follows from it. */
  readonly log: LogStore;
  readonly kernel: Kernel;
  readonly rules: RuleShelf;
  /** The user's data key, opened. */
  readonly dataKeyOf: (userId: string) => Promise<Uint8Array>;
  /** The device id under which the gateway itself stamps. */
  readonly deviceId: string;
}

/** What deciding and appending need of it. */
export type Pen = Omit<Gate, 'db'>;
