// What a part of the command line is.
import type { Connection } from './connection.ts';

export interface Subcommand {
  readonly name: string;
  readonly summary: string;
  readonly help: string;
  /** `connect` is called by those that need a LifeOS; `print` writes a line. Failures are PlainFailure. */
  run(args: string[], connect: () => Connection, print: (line: string) => void): Promise<void>;
}
