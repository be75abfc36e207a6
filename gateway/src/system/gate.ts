// What the gate is made of.

import type { Database } from '../db/database.ts';
import type { Kernel } from '../kernel/context.ts';
import type { Reaction } from './append.ts';
import type { RuleShelf } from './rules.ts';

export interface Gate {
  readonly db: Database;
  readonly kernel: Kernel;
  readonly rules: RuleShelf;
  /** The user's data key, opened. */
  readonly dataKeyOf: (userId: string) => Promise<Uint8Array>;
  /** The device id under which the gateway itself stamps. */
  readonly deviceId: string;
  readonly reactions: readonly Reaction[];
}
