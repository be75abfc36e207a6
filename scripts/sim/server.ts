// The gateway of a simulation: the real gate, log and streams over a store in memory, and a job runner that sometimes does a job twice.

import { create } from '@bufbuild/protobuf';
import pino from 'pino';
import type { Ruling } from '#core/decide/decide.ts';
import { decider } from '#core/decide/refusal.ts';
import { createHybridClock } from '#core/log/clock.ts';
import { uuidFromDigest } from '#core/log/ids.ts';
import { stampIntent } from '#core/log/stamp.ts';
import { internalAuthority } from '#gateway/identity/authority.ts';
import { sha256 } from '#gateway/kernel/sha256.ts';
import { eventMessage } from '#gateway/system/event.ts';
import { hashAtCursor, listen, lookBack } from '#gateway/system/follow.ts';
import type { Pen } from '#gateway/system/gate.ts';
import { preparePolicies } from '#gateway/system/policy.ts';
import { propose } from '#gateway/system/propose.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { EntryRecordedSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Event, type Intent, type Outcome, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { DeviceMark } from '#gen/lifeos/system/v1/intent_pb.ts';
import type { SnapshotResponse, SubscribeResponse } from '#gen/lifeos/system/v1/log_pb.ts';
import { createMemoryLog, type MemoryLog } from './memorylog.ts';
import type { Chance } from './random.ts';
import type { VirtualTime } from './virtual.ts';

export const userId = '00000000-0000-7000-8000-00000000aaaa';
const gatewayDevice = '00000000-0000-8000-8000-00000000bbbb';
export const dataKey = new Uint8Array(32).fill(7);

/** Events in one message: few, so that even a short history has many pages. */
const pageEvents = 5;

/** The kinds that the owner's rules speak of. */
export const askedKind = 'coffee';
export const deniedKind = 'cigarette';
/** The kind for which a tool writes something down afterwards. */
export const toolKind = 'weight';

const asks: readonly Ruling[] = [
  { by: decider(DeciderKind.RULE, 'curfew'), verdict: Verdict.ASK, text: 'What for?' },
];
const denies: readonly Ruling[] = [
  { by: decider(DeciderKind.RULE, 'no'), verdict: Verdict.DENY, text: 'No.' },
];
const quiet: readonly Ruling[] = [{ by: decider(DeciderKind.RULE, 'curfew') }];

/** What the owner's rules say; the same on the gateway and, when it has them, on a device. */
export function rulingsOn(intent: Intent): readonly Ruling[] {
  const body = intent.body?.kind;
  if (body?.case !== 'entryRecorded') return quiet;
  return body.value.kind === askedKind ? asks : body.value.kind === deniedKind ? denies : quiet;
}

const policies = preparePolicies('simulation', []);

export interface Server {
  readonly log: MemoryLog;
  propose(intents: readonly Intent[], mark: DeviceMark | undefined): Promise<Outcome[]>;
  read(after: { afterSeq: number; afterHash: Uint8Array }, limit: number): Promise<SubscribeResponse>;
  listen(
    from: { afterSeq: number; afterHash: Uint8Array },
    signal: AbortSignal,
  ): AsyncGenerator<SubscribeResponse>;
  lookBack(beforeSeq: number, signal: AbortSignal): AsyncGenerator<SnapshotResponse>;
  /** All streams end, as when the process is killed. What was committed stays. */
  kill(): void;
}

export function createServer(given: { time: VirtualTime; chance: Chance; diskFails: () => boolean }): Server {
  const { time, chance } = given;
  const waiting = new Set<() => void>();
  let life = new AbortController();
  const wake = () => {
    for (const awake of [...waiting]) awake();
  };
  const log = createMemoryLog({
    dataKey,
    diskFails: given.diskFails,
    written(events) {
      time.after(1, wake);
      for (const event of events) runTools(event);
    },
  });
  const pen: Pen = {
    log,
    kernel: { now: time.now, random: chance.bytes, log: pino({ level: 'silent' }) },
    rules: {
      open: async () => ({
        version: (await log.readHead(userId)).rules_version,
        paused: false,
        policies,
        judge: async (intents) => intents.map(rulingsOn),
      }),
    },
    dataKeyOf: async () => dataKey,
    deviceId: gatewayDevice,
  };
  const authority = { ...internalAuthority(userId, gatewayDevice), isInternal: false };
  const clock = createHybridClock({ deviceId: gatewayDevice, now: time.now });

  // A tool answers some entries with one of its own. Jobs are done at least once: sometimes twice, sometimes much later.
  const runTools = (event: Event) => {
    const body = event.body?.kind;
    if (body?.case !== 'entryRecorded' || body.value.kind !== toolKind) return;
    const work = async () => {
      const id = uuidFromDigest(sha256(Buffer.from(`tool ${event.id}`)));
      const actor = create(ActorSchema, {
        kind: { case: 'tool', value: 'weight-trend' },
        onBehalfOf: userId,
      });
      const value = create(EntryRecordedSchema, { ...body.value, entryId: id, kind: 'weight-trend' });
      const intent = stampIntent(
        { clock, random: chance.bytes, actor },
        { kind: 'entryRecorded', value, id, causeId: event.id },
      );
      await propose(pen, internalAuthority(userId, gatewayDevice), [intent]);
    };
    const attempt = (ms: number) =>
      time.after(ms, () => void work().catch(() => attempt(1_000 + chance.below(2_000))));
    attempt(chance.below(3_000));
    if (chance.is(0.3)) attempt(chance.below(8_000));
  };

  const following = (signal: AbortSignal) => ({
    log,
    userId,
    dataKey,
    signal: AbortSignal.any([signal, life.signal]),
    pageEvents,
    mayGoOn() {},
    wakeUps: {
      wait(_user: string, ms: number, until: AbortSignal) {
        return new Promise<void>((resolve) => {
          const done = () => {
            waiting.delete(done);
            callOff();
            resolve();
          };
          const callOff = time.after(ms, done);
          waiting.add(done);
          until.addEventListener('abort', done, { once: true });
          if (until.aborted) done();
        });
      },
    },
  });

  return {
    log,
    propose: (intents, mark) => propose(pen, authority, intents, mark),
    async read(from, limit) {
      const cursorHash = await hashAtCursor(log, userId, from);
      const stored = await log.events(userId, { afterSeq: from.afterSeq, limit });
      const { seq } = await log.readHead(userId);
      return {
        $typeName: 'lifeos.system.v1.SubscribeResponse',
        events: stored.map((event) => eventMessage(event, dataKey)),
        headSeq: BigInt(seq),
        lastHash: stored.at(-1)?.hash ?? cursorHash,
      };
    },
    listen: (from, signal) => listen(following(signal), from),
    lookBack: (beforeSeq, signal) => lookBack(following(signal), beforeSeq),
    kill() {
      life.abort();
      life = new AbortController();
    },
  };
}
