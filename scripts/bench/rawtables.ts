// The floor of storing: the very rows that LifeOS stored, put by plain multi-row INSERTs into tables of the same columns and indexes.

import type pg from 'pg';

/** How many rows of each table belong to so many entries, newest first. */
interface RawTable {
  readonly name: string;
  readonly insert: string;
  readonly columns: readonly string[];
  readonly rows: readonly Record<string, unknown>[];
}

/** Reads the newest rows of tables and makes empty twins of them. The rows of `names[0]` are counted as entries. */
export async function openRawTables(
  client: pg.Client,
  names: readonly string[],
  entries: number,
): Promise<{ insertAll(batch: number): Promise<void> }> {
  const tables: RawTable[] = [];
  for (const name of names) {
    await client.query(`create table raw_${name} (like ${name} including all)`);
    const { rows } = await client.query(`select * from ${name} order by ctid desc limit ${entries}`);
    const { rows: columns } = await client.query(
      'select column_name as name, data_type as type from information_schema.columns where table_name = $1 order by ordinal_position',
      [name],
    );
    const arrays = columns.map((column, index) => `$${index + 1}::${column.type}[]`).join(', ');
    tables.push({
      name,
      insert: `insert into raw_${name} select * from unnest(${arrays})`,
      columns: columns.map((column) => column.name as string),
      rows,
    });
  }
  return {
    async insertAll(batch) {
      await client.query(`truncate ${tables.map(({ name }) => `raw_${name}`).join(', ')}`);
      const batches = Math.ceil(entries / batch);
      for (let n = 0; n < batches; n++) {
        await client.query('begin');
        for (const table of tables) {
          const share = table.rows.slice(
            Math.floor((n * table.rows.length) / batches),
            Math.floor(((n + 1) * table.rows.length) / batches),
          );
          const values = table.columns.map((column) => share.map((row) => row[column]));
          await client.query({ name: `raw_${table.name}`, text: table.insert, values });
        }
        await client.query('commit');
      }
    },
  };
}
