// One history: some devices, a gateway, and a while in which people write things down and everything that can go wrong does. Then the
// weather clears, and half a minute later all must be level.

import { create } from '@bufbuild/protobuf';
import { timestampFromMs } from '@bufbuild/protobuf/wkt';
import { ApprovalDecidedSchema, ApprovalState } from '#gen/lifeos/event/v1/body_execution_pb.ts';
import {
  EntryAmendedSchema,
  EntryRecordedSchema,
  EntryRemovedSchema,
  KindDefinedSchema,
} from '#gen/lifeos/event/v1/body_system_pb.ts';
import { checkAmended, checkEnd, checkLevel, checkStep, Violation } from './check.ts';
import { createDevice, type Device, type DraftOf } from './device.ts';
import { type Ledger, newLedger } from './ledger.ts';
import { createLine, fairWeather, type Weather } from './network.ts';
import { type Chance, createChance } from './random.ts';
import { askedKind, createServer, deniedKind, type Server, toolKind } from './server.ts';
import { DiskFailed, type SavedTables, SwitchedOff } from './sqlite.ts';
import { createVirtualTime, type VirtualTime } from './virtual.ts';

const beginMs = Date.UTC(2026, 10, 24, 12);
const tenYearsMs = 10 * 365.25 * 86_400_000;
/** Half a minute after the weather has cleared, everything must be level. */
export const healMs = 30_000;

export interface Told {
  readonly seed: number;
  readonly steps: number;
  readonly entries: number;
  readonly events: number;
  /** What happened, one line each: two runs of one seed must tell the same. */
  readonly story: readonly string[];
  readonly violation: string | undefined;
}

/** Everything that a history is made of. */
export interface World {
  readonly time: VirtualTime;
  readonly chance: Chance;
  readonly server: Server;
  readonly devices: Device[];
  readonly weathers: Map<Device, Weather>;
  readonly ledger: Ledger;
  readonly story: string[];
  readonly backups: Map<Device, SavedTables>;
  diskFailsFor: number;
  /** Some devices, or the gateway, are of an older version. What those can't notice does not happen then. */
  isMixed: boolean;
  nextId: number;
}

/** Runs the history of a seed. */
export async function runHistory(seed: number): Promise<Told> {
  const world = createWorld(seed);
  const { time, chance, story } = world;
  let violation: string | undefined;
  let steps = 0;
  try {
    for (const device of world.devices) await device.start();
    const length = 8 + chance.below(30);
    for (; steps < length; steps++) {
      await step(world);
      await time.runUntil(time.now() + chance.below(chance.is(0.2) ? 20_000 : 1_500));
      await checkStep(world);
    }
    await clearUp(world);
    await time.runUntil(time.now() + healMs);
    await checkLevel(world);
    // Everybody writes twice more: of two copies of a device, the second to send is noticed by then at the latest.
    for (const device of [...world.devices, ...world.devices]) {
      for (const id of await write(world, device, 'alone', [note(world, 'note')])) world.ledger.last.add(id);
      await time.runUntil(time.now() + 3_000);
    }
    await time.runUntil(time.now() + healMs);
    await checkEnd(world);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    violation = error.message;
    story.push(`VIOLATION ${violation}`);
  }
  for (const device of world.devices) await device.stop();
  world.server.kill();
  return {
    seed,
    steps,
    entries: world.ledger.promised.size,
    events: world.server.log.stored.length,
    story,
    violation,
  };
}

function createWorld(seed: number): World {
  const chance = createChance(seed);
  const time = createVirtualTime(beginMs);
  const world = {
    time,
    chance,
    devices: [] as Device[],
    weathers: new Map<Device, Weather>(),
    ledger: newLedger(),
    story: [] as string[],
    backups: new Map<Device, SavedTables>(),
    diskFailsFor: 0,
    isMixed: chance.is(0.2),
    nextId: 1,
  };
  const server = createServer({
    time,
    chance,
    diskFails: () => world.diskFailsFor > 0 && chance.is(0.5) && world.diskFailsFor-- > 0,
  });
  const complete: World = Object.assign(world, { server });
  const count = 2 + chance.below(3);
  for (let n = 0; n < count; n++) addDevice(complete, `device ${n}`, chance.uuid());
  return complete;
}

function addDevice(world: World, name: string, deviceId: string): Device {
  const { time, chance, server } = world;
  const weather: Weather = { ...fairWeather };
  const isOld = world.isMixed && chance.is(0.6);
  const line = createLine({ server: () => server, weather: () => weather, time, chance, isOld });
  const device = createDevice({ name, deviceId, line, time, chance });
  device.knowsRules = chance.is(0.7);
  device.skewMs = chance.is(0.3) ? (chance.below(2) * 2 - 1) * chance.below(7_200_000) : 0;
  world.weathers.set(device, weather);
  world.devices.push(device);
  return device;
}

async function step(world: World): Promise<void> {
  const { chance, devices } = world;
  const device = chance.pick(devices);
  const roll = chance.next();
  if (roll < 0.45) return void (await write(world, device));
  // Two tabs of one device at once.
  if (roll < 0.5)
    return void (await Promise.all([write(world, device, 'beside'), write(world, device, 'beside')]));
  if (roll < 0.62) return changeWeather(world, device);
  if (roll < 0.72) return switchOff(world, device);
  if (roll < 0.78) return diskTrouble(world, device);
  if (roll < 0.83)
    return tell(
      world,
      `${device.name}: a backup is made`,
      () => void world.backups.set(device, device.database.copy()),
    );
  if (roll < 0.87) return setBack(world, device);
  if (roll < 0.9) return copyDevice(world, device);
  if (roll < 0.94) return jumpClock(world, device);
  if (roll < 0.955) return tell(world, 'the gateway is killed', () => world.server.kill());
  if (roll < 0.965)
    return tell(world, 'the disk of the gateway will fail', () => {
      world.diskFailsFor = 1 + chance.below(3);
    });
  return restoreServer(world);
}

function tell(world: World, words: string, act: () => void): void {
  world.story.push(`${world.time.now() - beginMs} ${words}`);
  act();
}

async function write(
  world: World,
  device: Device,
  how: 'alone' | 'beside' = 'alone',
  drafts: readonly DraftOf[] = someDrafts(world),
): Promise<string[]> {
  const { ledger } = world;
  const what = drafts.map(({ kind }) => kind).join(', ');
  try {
    const drafted = await device.propose(drafts);
    ledger.note(device, drafts, drafted);
    if (how === 'alone') await checkAmended(device, drafts, drafted);
    tell(
      world,
      `${device.name} writes ${what}: ${drafted.map(({ verdict }) => verdict).join(', ')}`,
      () => undefined,
    );
    return drafted.map(({ intentId }) => intentId);
  } catch (error) {
    if (!(error instanceof SwitchedOff) && !(error instanceof DiskFailed)) throw error;
    ledger.noteFailed(device, drafts);
    tell(
      world,
      `${device.name} writes ${what}: ${error instanceof SwitchedOff ? 'off' : 'disk'}`,
      () => undefined,
    );
    if (error instanceof SwitchedOff && device.database.isOff) await restart(device);
    return [];
  }
}

function someDrafts(world: World): DraftOf[] {
  const { chance } = world;
  return Array.from({ length: chance.is(0.2) ? 2 + chance.below(3) : 1 }, () => draft(world));
}

function draft(world: World): DraftOf {
  const { chance, ledger, time } = world;
  const known = [...ledger.entryIds];
  const roll = chance.next();
  if (known.length > 0 && roll < 0.25) {
    const value = create(EntryAmendedSchema, {
      entryId: chance.pick(known),
      note: `note ${world.nextId++}`,
      ...(chance.is(0.3) ? { occurredAt: timestampFromMs(time.now() - chance.below(5) * 86_400_000) } : {}),
    });
    return { kind: 'entryAmended', value };
  }
  if (known.length > 0 && roll < 0.35) {
    const value = create(EntryRemovedSchema, { entryId: chance.pick(known), restored: chance.is(0.4) });
    return { kind: 'entryRemoved', value };
  }
  const open = ledger.openApprovals(world.server.log);
  if (open.length > 0 && roll < 0.5) {
    const state = chance.is(0.7) ? ApprovalState.APPROVED : ApprovalState.DENIED;
    return {
      kind: 'approvalDecided',
      value: create(ApprovalDecidedSchema, { approvalId: chance.pick(open), state }),
    };
  }
  if (roll > 0.93) {
    const title = `Kind ${world.nextId++}`;
    return {
      kind: 'kindDefined',
      value: create(KindDefinedSchema, { kind: `own-${chance.below(3)}`, title }),
    };
  }
  return note(world, chance.pick(['note', 'note', 'run', 'mood', askedKind, deniedKind, toolKind]));
}

function note(world: World, kind: string): DraftOf {
  const { chance, time } = world;
  const entryId = `00000000-0000-4000-8000-${String(world.nextId++).padStart(12, '0')}`;
  const value = create(EntryRecordedSchema, {
    entryId,
    kind,
    occurredAt: timestampFromMs(time.now() - chance.below(3) * 86_400_000),
    zone: 'UTC',
    note: `entry ${world.nextId}`,
  });
  // What a newer version would say and this one does not know travels along and must come out unchanged.
  if (chance.is(0.2)) {
    value.$unknown = [{ no: 999, wireType: 2, data: new Uint8Array([3, 1, 2, 3]) }];
    world.ledger.fromTheFuture.add(entryId);
  }
  return { kind: 'entryRecorded', value };
}

function changeWeather(world: World, device: Device): void {
  const { chance } = world;
  const weather = world.weathers.get(device) as Weather;
  const kinds: Partial<Weather>[] = [
    { isDown: true },
    { isDown: false },
    { lost: 0.3 },
    { doubled: 0.4 },
    { delayMs: 6_000 },
    { holdsStreams: true },
    { isDeaf: true },
    { isDeaf: true },
    fairWeather,
  ];
  const next = chance.pick(kinds);
  tell(world, `${device.name}: ${JSON.stringify(next)}`, () => void Object.assign(weather, next));
}

async function switchOff(world: World, device: Device): Promise<void> {
  if (world.chance.is(0.5)) {
    const after = 1 + world.chance.below(60);
    device.database.trouble = { in: after, what: 'off' };
    return tell(world, `${device.name} will be switched off in ${after} statements`, () => undefined);
  }
  tell(world, `${device.name} is switched off and on`, () => undefined);
  await restart(device);
}

async function restart(device: Device): Promise<void> {
  await device.stop();
  await device.start();
}

function diskTrouble(world: World, device: Device): void {
  const after = 1 + world.chance.below(60);
  tell(world, `${device.name}: its disk fails in ${after} statements`, () => {
    device.database.trouble = { in: after, what: 'disk' };
  });
}

async function setBack(world: World, device: Device): Promise<void> {
  const copy = world.backups.get(device);
  if (!copy || world.isMixed) return;
  tell(world, `${device.name} is set back to its backup`, () => undefined);
  // What it had not sent is lost with the disk that held it: nobody can promise that.
  await world.ledger.forgetUnsent(device, world.server.log);
  await device.stop();
  await device.startFrom(copy);
  world.ledger.wentBack(device);
  world.ledger.orderIsLost(await device.stampingId());
}

async function copyDevice(world: World, device: Device): Promise<void> {
  if (world.devices.length >= 5 || world.isMixed) return;
  const copy = device.database.copy();
  const twin = addDevice(world, `copy ${world.devices.length} of ${device.name}`, device.deviceId);
  twin.skewMs = device.skewMs;
  tell(world, `${twin.name} appears`, () => undefined);
  world.ledger.orderIsLost(await device.stampingId());
  await twin.startFrom(copy);
}

function jumpClock(world: World, device: Device): void {
  const { chance } = world;
  const jump = chance.pick([-tenYearsMs, -3_600_000, 3_600_000, tenYearsMs, 0]);
  tell(world, `${device.name}: its clock is ${jump} ms off`, () => {
    device.skewMs = jump;
  });
}

async function restoreServer(world: World): Promise<void> {
  if (world.isMixed) return;
  const { log } = world.server;
  const before = log.stored;
  world.server.kill();
  const seq = await log.restore(
    Math.max(0, before.length - 1 - world.chance.below(world.chance.is(0.5) ? 2 : 10)),
  );
  tell(world, `the gateway is restored to ${seq} of ${before.length}`, () => undefined);
  world.ledger.serverForgets(log.stored);
}

// The weather clears: every network is fine, every clock is right, and whoever was switched off is on again.
async function clearUp(world: World): Promise<void> {
  tell(world, 'the weather clears', () => undefined);
  world.diskFailsFor = 0;
  for (const device of world.devices) {
    Object.assign(world.weathers.get(device) as Weather, fairWeather);
    const wasOff = device.database.isOff;
    device.database.trouble = undefined;
    device.skewMs = 0;
    if (wasOff) await restart(device);
  }
}
