// The few facts that the device's database keeps about itself, by name.

import { bytesOfHex, hexOfBytes } from '#core/log/hex.ts';
import type { Sql } from './database.ts';

/** How far the mirror reaches, in seqs of the log. */
export interface Cursor {
  /** The newest event that is here. */
  readonly seq: number;
  /** The chain's hash at `seq`: names the history that was read. */
  readonly hash: Uint8Array;
  /** The newest event of the log when we last heard. */
  readonly headSeq: number;
  /** The oldest event that is here; 1 when everything is, 0 when nothing has been read yet. */
  readonly oldestSeq: number;
}

export async function readCursor(sql: Sql): Promise<Cursor> {
  const names = ['cursor', 'hash', 'head', 'oldest'];
  const rows = await sql.all(
    `SELECT name, value FROM meta WHERE name IN (${names.map(() => '?').join(', ')})`,
    names,
  );
  const values = new Map(rows.map((row) => [row.name, row.value as string]));
  return {
    seq: Number(values.get('cursor') ?? 0),
    hash: bytesOfHex(values.get('hash') ?? ''),
    headSeq: Number(values.get('head') ?? 0),
    oldestSeq: Number(values.get('oldest') ?? 0),
  };
}

export async function writeCursor(sql: Sql, cursor: Partial<Cursor>): Promise<void> {
  if (cursor.seq !== undefined) await setMeta(sql, 'cursor', String(cursor.seq));
  if (cursor.hash !== undefined) await setMeta(sql, 'hash', hexOfBytes(cursor.hash));
  if (cursor.headSeq !== undefined) await setMeta(sql, 'head', String(cursor.headSeq));
  if (cursor.oldestSeq !== undefined) await setMeta(sql, 'oldest', String(cursor.oldestSeq));
}

export async function getMeta(sql: Sql, name: string): Promise<string | undefined> {
  return (await sql.all('SELECT value FROM meta WHERE name = ?', [name]))[0]?.value as string | undefined;
}

export async function setMeta(sql: Sql, name: string, value: string): Promise<void> {
  await sql.run('INSERT OR REPLACE INTO meta (name, value) VALUES (?, ?)', [name, value]);
}

export async function dropMeta(sql: Sql, name: string): Promise<void> {
  await sql.run('DELETE FROM meta WHERE name = ?', [name]);
}
