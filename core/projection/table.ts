// How a projection's table is declared: once, for both databases. Every column has a default, so that a row can be begun by
// whichever of its events arrives first.

/** What a column holds. `json` is kept as text on both sides, so that rows can be compared to the letter. */
export type ColumnType = 'text' | 'integer' | 'real' | 'boolean' | 'json' | 'bytes';

/** A table of a projection. The gateway puts `user_id` before the key; a device holds one life, and does not. */
export interface Table {
  readonly name: string;
  readonly key: readonly string[];
  readonly columns: Readonly<Record<string, ColumnType>>;
  /** Columns of each index, in order. */
  readonly indexes: readonly (readonly string[])[];
  /** Columns that the gateway seals at rest when the row's `secret` is true. Such a table has that column; project.ts fills it. */
  readonly sealed?: readonly string[];
}

/** A value in a row. `undefined` does not occur: null says "nothing". */
export type Cell = string | number | boolean | null | Uint8Array | JsonValue;

/** What a json column holds. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** A row: every column of its table. */
export type Row = Readonly<Record<string, Cell>>;

/** Names a row. */
export type RowKey = Readonly<Record<string, string>>;

/** One row that an event touches, and what becomes of it. Folding is commutative, associative and idempotent. */
export interface Touch {
  readonly table: Table;
  readonly key: RowKey;
  readonly fold: (row: Row | undefined) => Row;
}

/** The key as one text, unique within its table. */
export function keyText(table: Table, key: RowKey): string {
  return table.key.map((column) => key[column]).join('\u0000');
}
