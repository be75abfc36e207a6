// What an importer is: it recognises its format by content and reads it as a stream of items. It knows no network and no
// database, and never throws for a bad line: that is a skip with a reason.

import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { UnderstoodEntry } from '../capture/piece.ts';

/** One thing that was read. */
export type ImportItem =
  | { readonly item: 'kind'; readonly definition: KindDefined }
  | {
      readonly item: 'entry';
      /** Stable within the importer: the same line has the same id in every export. */
      readonly externalId: string;
      readonly zone: string;
      readonly entry: UnderstoodEntry;
    }
  | { readonly item: 'skip'; readonly reason: string };

/** Rows of an SQLite file: Node and browser each bring their own engine. */
export interface SqliteReader {
  rows(sql: string): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

/** A file to import. */
export interface ImportSource {
  readonly fileName: string;
  readonly sizeBytes: number;
  /** The content in pieces, from the beginning; may be called again. */
  chunks(): AsyncIterable<Uint8Array>;
  openSqlite(bytes: Uint8Array): Promise<SqliteReader>;
}

/** What the person says about a file. */
export interface ImportOptions {
  /** IANA zone of times that name none. */
  readonly zone: string;
  /** Columns of a CSV file; found out from its header when left out. */
  readonly columns?: ColumnMapping;
}

/** Which column of a CSV file is what. Names as in the header, in any case. */
export interface ColumnMapping {
  /** The kind of all entries; else the `kind` column's. */
  readonly kind?: string;
  readonly kindColumn?: string;
  readonly timeColumn?: string;
  readonly noteColumn?: string;
  /** Values by name: their column and unit. A unit of three capitals is a currency. */
  readonly values?: Readonly<Record<string, { readonly column: string; readonly unit: string }>>;
}

export interface Importer {
  /** Stable; part of every entry's source. */
  readonly id: string;
  /** "Loop Habit Tracker". */
  readonly title: string;
  /** Whether a file is of this format, by its first bytes and name. */
  recognises(head: Uint8Array, fileName: string): boolean;
  read(source: ImportSource, options: ImportOptions): AsyncIterable<ImportItem>;
}

/** Bytes of a file that must be held whole, such as an SQLite database. A habit tracker's has a few; a browser tab has room for this. */
export const wholeFileBytesMax = 256 * 1024 * 1024;

/** The whole content. */
export async function readWhole(source: ImportSource): Promise<Uint8Array> {
  if (source.sizeBytes > wholeFileBytesMax) {
    throw new ImportRefused(
      `"${source.fileName}" is larger than ${wholeFileBytesMax / 1024 / 1024} MB.`,
      'Export a shorter time from the other app.',
    );
  }
  const whole = new Uint8Array(source.sizeBytes);
  let at = 0;
  for await (const chunk of source.chunks()) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** A file that can't be imported at all. */
export class ImportRefused extends Error {
  readonly what: string;
  readonly advice: string;

  constructor(what: string, advice: string) {
    super(`${what} ${advice}`);
    this.name = 'ImportRefused';
    this.what = what;
    this.advice = advice;
  }
}

/** A kind's id from a name: small letters, digits and hyphens. Names that leave nothing get one from their characters' numbers. */
export function kindId(prefix: string, name: string): string {
  const plain = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const slug = plain.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  const rest =
    slug === '' ? [...name].map((sign) => (sign.codePointAt(0) ?? 0).toString(36)).join('-') : slug;
  return `${prefix}${rest || 'unnamed'}`.slice(0, 64);
}
