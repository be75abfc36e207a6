// What must hold, after every step and at the end. Each promise is checked against the store itself, row by row, never against what
// the code under test says of it.

import { fromBinary } from '@bufbuild/protobuf';
import type { Drafted } from '#client/app/life.ts';
import { shown } from '#client/sync/merge.ts';
import { applyEvents } from '#core/projection/apply.ts';
import { eventMessage } from '#gateway/system/event.ts';
import { verifyLog } from '#gateway/system/verify.ts';
import type { Body } from '#gen/lifeos/event/v1/body_pb.ts';
import type { EntryAmended } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { EventSchema, IntentSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Device, DraftOf } from './device.ts';
import type { World } from './history.ts';
import { memoryRows } from './memoryrows.ts';
import { dataKey, userId } from './server.ts';

/** Thrown when a promise is broken. */
export class Violation extends Error {}

/** Milliseconds after which a device without a network must not look well. */
const honestMs = 30_000;

/** What must hold whatever has just happened. */
export async function checkStep(world: World): Promise<void> {
  for (const device of world.devices) {
    if (device.database.isOff) continue;
    await checkOwnWrites(device);
    await checkMonotonic(world, device);
    await checkHonest(world, device);
  }
}

/** Everybody is level: half a minute after the weather has cleared, and whenever it has been fine for that long. */
export async function checkLevel(world: World): Promise<void> {
  for (const device of world.devices) {
    const facts = await device.facts();
    if (facts.unanswered + facts.underWay > 0)
      throw new Violation(
        `${device.name} still holds ${facts.unanswered} unanswered and ${facts.underWay} under way`,
      );
    if (facts.seq !== world.server.log.stored.length)
      throw new Violation(`${device.name} is at ${facts.seq} of ${world.server.log.stored.length}`);
    if (facts.status !== 'synced') throw new Violation(`${device.name} is level and says "${facts.status}"`);
  }
}

/** What must hold at the end. */
export async function checkEnd(world: World): Promise<void> {
  await checkLog(world);
  await checkLevel(world);
  await checkPromises(world);
  await checkRows(world);
  await checkUnknown(world);
  await checkCopies(world);
}

/** Read your writes, for changes: the note that was just written is the one that is shown, however slow this device's clock is. */
export async function checkAmended(
  device: Device,
  drafts: readonly DraftOf[],
  drafted: readonly Drafted[],
): Promise<void> {
  const last = new Map<string, string>();
  for (const [index, { kind, value }] of drafts.entries()) {
    if (kind !== 'entryAmended' || drafted[index]?.verdict !== 'saved') continue;
    const { entryId, note } = value as EntryAmended;
    last.set(entryId, note ?? '');
  }
  for (const [entryId, note] of last) {
    const [row] = await device.database.look((sql) =>
      sql.all('SELECT note FROM entry WHERE entry_id = ?', [entryId]),
    );
    if (row && row.note !== note)
      throw new Violation(`${device.name} wrote "${note}" and shows "${row.note}"`);
  }
}

// Read your writes: what is shown as logged, from here or from the log, has its row.
async function checkOwnWrites(device: Device): Promise<void> {
  const broken = await device.database.look(async (sql) => {
    const states = shown.map((state) => `'${state}'`).join(', ');
    const waiting = await sql.all(`SELECT id, intent FROM outbox WHERE state IN (${states})`);
    for (const { id, intent } of waiting) {
      const body = fromBinary(IntentSchema, intent as Uint8Array).body?.kind;
      if (body?.case !== 'entryRecorded') continue;
      const [row] = await sql.all('SELECT event_id FROM entry WHERE entry_id = ?', [body.value.entryId]);
      if (!row?.event_id) return id as string;
    }
    return undefined;
  });
  if (broken !== undefined)
    throw new Violation(`${device.name} does not show ${broken}, which it holds as logged`);
}

async function checkMonotonic(world: World, device: Device): Promise<void> {
  const { places } = world.ledger;
  const { seq } = await device.facts();
  const before = places.get(device) ?? 0;
  if (seq < before && !world.ledger.mayFallBack(device))
    throw new Violation(`${device.name} fell back from ${before} to ${seq}`);
  places.set(device, seq);
}

async function checkHonest(world: World, device: Device): Promise<void> {
  const { downSince } = world.ledger;
  if (!world.weathers.get(device)?.isDown) downSince.delete(device);
  else if (!downSince.has(device)) downSince.set(device, world.time.now());
  const { status, unanswered, underWay } = await device.facts();
  if (status === 'synced' && unanswered + underWay > 0)
    throw new Violation(`${device.name} holds ${unanswered + underWay} and says "${status}"`);
  const since = downSince.get(device);
  if (since === undefined || world.time.now() - since < honestMs) return;
  if (status === 'synced' || status === 'sending')
    throw new Violation(
      `${device.name} has had no network for ${world.time.now() - since} ms and says "${status}"`,
    );
}

// The log: gapless, chained, every id once, and each device's events in the order of their stamps.
async function checkLog({ server, ledger }: World): Promise<void> {
  const { stored } = server.log;
  if (new Set(stored.map(({ id }) => id)).size !== stored.length)
    throw new Violation('an event is in the log twice');
  const { intact, brokenSeq, problem } = await verifyLog(server.log, userId);
  if (!intact) throw new Violation(`the chain breaks at ${brokenSeq}: ${problem}`);
  const last = new Map<string, string>();
  for (const event of stored) {
    if (ledger.isOrderLost(event.device_id) || ledger.wasHeld(event.id)) continue;
    const stamp = `${String(event.wall_ms).padStart(15, '0')} ${String(event.counter).padStart(6, '0')}`;
    if (stamp <= (last.get(event.device_id) ?? ''))
      throw new Violation(`${event.id} is out of its device's order`);
    last.set(event.device_id, stamp);
  }
}

// Everything a person was told is safe is in the log, or was answered, or waits in their outbox as refused.
async function checkPromises(world: World): Promise<void> {
  const { log } = world.server;
  const logged = new Set(log.stored.map(({ id }) => id));
  for (const [id, device] of world.ledger.promised) {
    if (logged.has(id) || log.answerTo(id)) continue;
    const [row] = await device.database.look((sql) => sql.all('SELECT state FROM outbox WHERE id = ?', [id]));
    if (row?.state !== 'refused') throw new Violation(`${id}, written on ${device.name}, is lost`);
  }
  for (const id of world.ledger.last)
    if (!logged.has(id)) throw new Violation(`${id}, written when all was fine, was not taken`);
  for (const { device, entryIds } of world.ledger.batches) {
    const found = await Promise.all(entryIds.map((entryId) => isKnown(device, entryId)));
    if (new Set(found).size > 1) throw new Violation(`half of a batch of ${device.name} was kept`);
  }
}

async function isKnown(device: Device, entryId: string): Promise<boolean> {
  const here = await device.database.look((sql) =>
    sql.all('SELECT id FROM outbox WHERE subject = ? UNION ALL SELECT id FROM mirror WHERE subject = ?', [
      entryId,
      entryId,
    ]),
  );
  return here.length > 0;
}

// A field of a newer version is still there, in the log and in every mirror.
async function checkUnknown(world: World): Promise<void> {
  const isKept = (body: Body | undefined) =>
    body?.kind.case !== 'entryRecorded' ||
    !world.ledger.fromTheFuture.has(body.kind.value.entryId) ||
    body.kind.value.$unknown?.length === 1;
  for (const stored of world.server.log.stored)
    if (!isKept(eventMessage(stored, dataKey).body))
      throw new Violation(`the log dropped a field of ${stored.id}`);
  for (const device of world.devices) {
    for (const row of await device.database.look((sql) => sql.all('SELECT id, event FROM mirror')))
      if (!isKept(fromBinary(EventSchema, row.event as Uint8Array).body))
        throw new Violation(`${device.name} dropped a field of ${row.id}`);
  }
}

// No two devices stamp under one id any more.
async function checkCopies(world: World): Promise<void> {
  const ids = await Promise.all(world.devices.map((device) => device.stampingId()));
  if (new Set(ids).size !== ids.length) throw new Violation('a copied device was not noticed');
}

// Convergence by row: every device, the gateway, and a fold of the log from zero hold the same rows.
async function checkRows(world: World): Promise<void> {
  const fresh = memoryRows();
  await applyEvents(
    fresh,
    world.server.log.stored.map((event) => eventMessage(event, dataKey)),
  );
  const wanted = rowsOf(fresh.dump());
  compare('the gateway', rowsOf(world.server.log.dump()), wanted);
  for (const device of world.devices) compare(device.name, rowsOf(await device.dump()), wanted);
}

function rowsOf(dump: Record<string, unknown[]>): Map<string, string> {
  const rows = new Map<string, string>();
  for (const [table, list] of Object.entries(dump)) {
    for (const [index, row] of list.entries())
      rows.set(`${table} ${index}`, JSON.stringify(Object.entries(row as object).sort(), plain));
  }
  return rows;
}

function plain(_key: string, value: unknown): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}

function compare(who: string, rows: Map<string, string>, wanted: Map<string, string>): void {
  for (const [key, row] of wanted)
    if (rows.get(key) !== row)
      throw new Violation(`${who} differs in ${key}: ${rows.get(key)} instead of ${row}`);
  if (rows.size !== wanted.size)
    throw new Violation(`${who} has ${rows.size} rows instead of ${wanted.size}`);
}
