// Places in the log that this device has been at, with the chain's hash there. A hash covers all that came before it: where it is the
// same, everything below is the same, and where it differs, the histories had parted before.

import { bytesOfHex, hexOfBytes } from '#core/log/hex.ts';
import type { Place } from '../sync/line.ts';
import type { Sql } from './database.ts';

/** Every place is kept for this many events; of older ones, one in a thousand. They are thinned out when there are this many. */
const nearEvents = 2_000;
const farEvents = 1_000;
const placesMax = 5_000;

export async function notePlace(sql: Sql, { seq, hash }: Place): Promise<void> {
  if (seq === 0 || hash.length === 0) return;
  await sql.run('INSERT OR REPLACE INTO place (seq, hash) VALUES (?, ?)', [seq, hexOfBytes(hash)]);
  const [count] = await sql.all('SELECT count(*) AS n FROM place');
  if (Number(count?.n) <= placesMax) return;
  await sql.run(
    `DELETE FROM place WHERE seq < ? AND seq NOT IN (SELECT max(seq) FROM place GROUP BY seq / ${farEvents})`,
    [seq - nearEvents],
  );
}

/** All places, oldest first. */
export async function readPlaces(sql: Sql): Promise<Place[]> {
  const rows = await sql.all('SELECT seq, hash FROM place ORDER BY seq');
  return rows.map((row) => ({ seq: Number(row.seq), hash: bytesOfHex(row.hash as string) }));
}

export async function forgetPlacesAfter(sql: Sql, seq: number): Promise<void> {
  await sql.run('DELETE FROM place WHERE seq > ?', [seq]);
}
