// What the owner may set, all from the environment, all with a default that works.
import { isAbsolute, join, resolve } from 'node:path';
import { PlainFailure } from '../command.ts';

export interface Settings {
  dataDir: string;
  host: string;
  port: number;
  /** Undefined: a private PostgreSQL in the data folder. */
  databaseUrl?: string;
}

export const startHelp = `npm start

Starts LifeOS and prints the link to it. Ctrl-C stops it.

Set in the environment:
  LIFEOS_DATA    the folder that holds everything          ~/.lifeos
  LIFEOS_PORT    the port of the link                      4680
  LIFEOS_HOST    the address to listen on                  127.0.0.1 (this machine only)
  DATABASE_URL   a PostgreSQL of your own                  a private one in the data folder`;

export function readSettings(env: Record<string, string | undefined>, home: string): Settings {
  const databaseUrl = env.DATABASE_URL || undefined;
  return {
    dataDir: folderFrom(env.LIFEOS_DATA || '~/.lifeos', home),
    host: env.LIFEOS_HOST || '127.0.0.1',
    port: portFrom(env.LIFEOS_PORT || '4680'),
    ...(databaseUrl && { databaseUrl: checkedUrl(databaseUrl) }),
  };
}

/** The shell expands ~ only where it is unquoted, and service files never do. */
function folderFrom(words: string, home: string): string {
  const path = words === '~' || words.startsWith('~/') ? join(home, words.slice(1)) : words;
  return isAbsolute(path) ? path : resolve(path);
}

function portFrom(words: string): number {
  const port = Number(words);
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port;
  throw new PlainFailure(
    `LIFEOS_PORT is "${words}". It must be a whole number from 0 (any free port) to 65535.`,
  );
}

function checkedUrl(words: string): string {
  if (URL.canParse(words) && /^postgres(ql)?:$/.test(new URL(words).protocol)) return words;
  throw new PlainFailure('DATABASE_URL must look like postgres://user:password@host:5432/database.');
}
