// One device of a simulation: the real keeper, outbox, mirror and sync over a database in memory. It can be switched off at any
// statement, started again, copied, and set back to an older copy of itself.

import type { Drafted } from '#client/app/life.ts';
import { proposeHere } from '#client/cache/keeper.ts';
import { stampingDevice } from '#client/cache/marks.ts';
import { readCursor } from '#client/cache/meta.ts';
import { dumpRows } from '#client/cache/mirror.ts';
import { countOutbox } from '#client/cache/outbox.ts';
import { prepareTables } from '#client/cache/prepare.ts';
import { refoldPage } from '#client/cache/refold.ts';
import { type LineState, type SyncEngine, startSync } from '#client/sync/engine.ts';
import type { Line } from '#client/sync/line.ts';
import { statusOf } from '#client/sync/status.ts';
import { decide } from '#core/decide/decide.ts';
import { type BodyCase, type BodyOf, bodyOf, encodeBody } from '#core/log/body.ts';
import type { Chance } from './random.ts';
import { rulingsOn, userId } from './server.ts';
import { type SavedTables, type SimDatabase, simDatabase } from './sqlite.ts';
import type { VirtualTime } from './virtual.ts';

export interface DraftOf<C extends BodyCase = BodyCase> {
  readonly kind: C;
  readonly value: BodyOf<C>;
}

export interface Device {
  readonly name: string;
  readonly deviceId: string;
  database: SimDatabase;
  /** How far its clock is off, in milliseconds. */
  skewMs: number;
  /** Whether it has the owner's rules: without them it shows at once what the gateway may ask about. */
  knowsRules: boolean;
  line: LineState | undefined;
  lastAnswerMs: number | null;
  propose(drafts: readonly DraftOf[]): Promise<Drafted[]>;
  poke(): void;
  start(): Promise<void>;
  /** Switches it off now. */
  stop(): Promise<void>;
  /** Begins anew from a copy of a database, with tables folded again from it. */
  startFrom(copy: SavedTables): Promise<void>;
  facts(): Promise<{ seq: number; unanswered: number; underWay: number; status: string }>;
  /** The id under which it stamps now. */
  stampingId(): Promise<string>;
  dump(): Promise<Record<string, unknown[]>>;
}

export function createDevice(given: {
  name: string;
  deviceId: string;
  line: Line;
  time: VirtualTime;
  chance: Chance;
}): Device {
  const { time, chance } = given;
  let stopping = new AbortController();
  let engine: SyncEngine | undefined;
  const now = () => time.now() + device.skewMs;
  const device: Device = {
    name: given.name,
    deviceId: given.deviceId,
    database: simDatabase(),
    skewMs: 0,
    knowsRules: true,
    line: undefined,
    lastAnswerMs: null,
    async propose(drafts) {
      const bytes = drafts.map(({ kind, value }) => ({ body: encodeBody(bodyOf(kind, value)), causeId: '' }));
      const judge = async (intents: Parameters<typeof rulingsOn>[0][]) =>
        intents.map((intent) => decide({ rulings: device.knowsRules ? rulingsOn(intent) : [] }));
      const parts = {
        database: device.database,
        userId,
        deviceId: given.deviceId,
        now,
        random: chance.bytes,
      };
      const drafted = await proposeHere({ ...parts, judge: judge as never }, bytes, 'UTC');
      engine?.poke();
      return drafted;
    },
    poke: () => engine?.poke(),
    async start() {
      await prepareTables(device.database);
      stopping = new AbortController();
      engine = startSync({
        database: device.database,
        line: given.line,
        pace: { now, after: time.after, random: chance.next },
        random: chance.bytes,
        deviceId: given.deviceId,
        changed: () => undefined,
        tell(state) {
          device.line = state;
          if (state.kind === 'connected') device.lastAnswerMs = now();
        },
        signal: stopping.signal,
      });
    },
    async stop() {
      device.database.isOff = true;
      stopping.abort();
      await engine?.ended.catch(() => undefined);
      engine = undefined;
      device.database.isOff = false;
      device.database.trouble = undefined;
    },
    async startFrom(copy) {
      device.database = simDatabase();
      await prepareTables(device.database);
      device.database.become({ ...copy, meta: (copy.meta ?? []).filter((row) => row.name !== 'folded') });
      await prepareTables(device.database);
      while (await refoldPage(device.database));
      await device.start();
    },
    async facts() {
      return device.database.look(async (sql) => {
        const facts = { ...(await countOutbox(sql)), ...(await readCursor(sql)) };
        const { line, lastAnswerMs } = device;
        const { kind } = statusOf({ ...facts, line, lastAnswerMs, nowMs: now(), storage: 'opfs' });
        return { seq: facts.seq, unanswered: facts.unanswered, underWay: facts.underWay, status: kind };
      });
    },
    stampingId: () => device.database.look((sql) => stampingDevice(sql, given.deviceId)),
    dump: () => device.database.look(dumpRows),
  };
  return device;
}
