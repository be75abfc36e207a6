// Rows as lines of text that are the same wherever they come from: a device's SQLite, a browser's, the gateway's PostgreSQL.

import { createHash } from 'node:crypto';

/**
 * The rows of all tables, sorted. It stands by itself, because it also runs inside a browser's worker, where it is brought as text.
 */
export function rowLines(dump: Record<string, unknown[]>): string[] {
  const cell = (value: unknown) =>
    value instanceof Uint8Array
      ? Array.from(value, (byte) => byte.toString(16).padStart(2, '0')).join('')
      : value;
  return Object.entries(dump)
    .flatMap(([table, rows]) =>
      rows.map((row) => {
        const cells = Object.entries(row as object).map(([name, value]) => [name, cell(value)] as const);
        return `${table} ${JSON.stringify(Object.fromEntries(cells.sort(([a], [b]) => (a < b ? -1 : 1))))}`;
      }),
    )
    .sort();
}

export function digestOf(lines: readonly string[]): string {
  return createHash('sha256').update(lines.join('\n')).digest('hex');
}

/** The first few differences, in words. */
export function differences(mine: readonly string[], wanted: readonly string[]): string[] {
  const [here, there] = [new Set(mine), new Set(wanted)];
  const only = (lines: readonly string[], others: ReadonlySet<string>, who: string) =>
    lines
      .filter((line) => !others.has(line))
      .slice(0, 4)
      .map((line) => `    only ${who}: ${line.slice(0, 900)}`);
  return [...only(mine, there, 'on the device'), ...only(wanted, here, 'on the gateway')];
}
