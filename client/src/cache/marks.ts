// Under which id this device stamps, and the marks by which the gateway tells it from a copy of itself. They are kept in the same
// database as what they vouch for, so that whoever copies or restores one, copies or restores the other.

import { type RandomBytes, uuidv7 } from '#core/log/ids.ts';
import type { Mark } from '../sync/line.ts';
import type { Database, Sql } from './database.ts';
import { dropMeta, getMeta, setMeta } from './meta.ts';

/** The id under which this copy of the life stamps: the one that was given to the device, unless it turned out to be a copy. */
export async function stampingDevice(sql: Sql, given: string): Promise<string> {
  return (await getMeta(sql, 'device')) ?? given;
}

/** Notes the id that was given to this device, so that screens can tell its own changes from others'. */
export async function noteGiven(database: Database, given: string): Promise<void> {
  if ((await database.read((sql) => getMeta(sql, 'given'))) === given) return;
  await database.transact((sql) => setMeta(sql, 'given', given));
}

/** The id under which this copy of the life stamps, as far as it is known here. */
export async function ownDevice(sql: Sql): Promise<string> {
  return stampingDevice(sql, (await getMeta(sql, 'given')) ?? '');
}

/** The mark for the next call: a new one, or that of a call whose answer never came. */
export async function nextMark(sql: Sql, deviceId: string, newMark: () => string): Promise<Mark> {
  const next = (await getMeta(sql, 'mark.next')) ?? newMark();
  await setMeta(sql, 'mark.next', next);
  return { deviceId, last: (await getMeta(sql, 'mark')) ?? '', next };
}

/** The call with this mark was answered. */
export async function markAnswered(sql: Sql, mark: Mark): Promise<void> {
  await setMeta(sql, 'mark', mark.next);
  await dropMeta(sql, 'mark.next');
}

/** This is a copy: it goes on as a device of its own, and what it has not sent stays in its outbox. Gives the new id. */
export async function becomeAnother(sql: Sql, nowMs: number, random: RandomBytes): Promise<string> {
  const deviceId = uuidv7(nowMs, random);
  await setMeta(sql, 'device', deviceId);
  await dropMeta(sql, 'mark');
  await dropMeta(sql, 'mark.next');
  await setMeta(sql, 'copied', String(nowMs));
  return deviceId;
}
