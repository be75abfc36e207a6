import { create, fromBinary } from '@bufbuild/protobuf';
import { Code, ConnectError } from '@connectrpc/connect';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Refusal, RefusalCode, RefusalSchema } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { DecisionSchema, EventSchema } from '#gen/lifeos/event/v1/event_pb.ts';
import { IntentService } from '#gen/lifeos/system/v1/intent_pb.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { entryIntent } from '../../../scripts/testing/entries.ts';
import {
  claimGateway,
  type Person,
  startTestGateway,
  type TestGateway,
} from '../../../scripts/testing/gateway.ts';
import { linkEvents } from './event.ts';
import { listen } from './follow.ts';
import { mayFollow } from './mark.ts';

let gateway: TestGateway;
let ada: Person;

beforeAll(async () => {
  gateway = await startTestGateway();
  ada = await claimGateway(gateway);
  const note = (n: number) => entryIntent(ada.stamping, { kind: 'note', note: `entry ${n}` });
  for (let batch = 0; batch < 2; batch++)
    await ada.use(IntentService).propose({ intents: Array.from({ length: 400 }, (_, n) => note(n)) });
});
afterAll(() => gateway?.stop());

const refusalOf = async (call: Promise<unknown>): Promise<{ code: Code; refusal: Refusal | undefined }> => {
  const error = ConnectError.from(
    await call.then(
      () => undefined,
      (thrown: unknown) => thrown,
    ),
  );
  return { code: error.code, refusal: error.findDetails(RefusalSchema)[0] };
};

test('the log backwards is the log, can be resumed, and says where listening goes on', async () => {
  const log = ada.use(LogService);
  const { events } = await log.read({ limit: 5000 });
  const seqs: bigint[] = [];
  let firstPageOldest = 0n;
  for await (const page of log.snapshot({})) {
    firstPageOldest ||= page.oldestSeq;
    expect(page.headSeq).toBe(BigInt(events.length));
    seqs.push(...page.events.map((bytes) => fromBinary(EventSchema, bytes).seq));
  }
  expect(seqs).toEqual(events.map(({ seq }) => seq).reverse());
  const [first] = await Array.fromAsync(log.snapshot({}));
  const types = (first?.foundations ?? []).map((bytes) => fromBinary(EventSchema, bytes).body?.kind.case);
  expect(types).toEqual(['documentVersioned', 'documentVersioned']);
  const resumed: bigint[] = [];
  for await (const page of log.snapshot({ beforeSeq: firstPageOldest }))
    resumed.push(...page.events.map((bytes) => fromBinary(EventSchema, bytes).seq));
  expect(resumed).toEqual(seqs.slice(seqs.length - resumed.length));
  expect(resumed[0]).toBe(firstPageOldest - 1n);
});

test('a cursor of another history is refused, not followed', async () => {
  const log = ada.use(LogService);
  const { lastHash, headSeq } = await log.read({ limit: 5000 });
  expect(lastHash).toHaveLength(32);
  const again = await log.read({ afterSeq: headSeq, afterHash: lastHash });
  expect([again.events.length, Buffer.from(again.lastHash).toString('hex')]).toEqual([
    0,
    Buffer.from(lastHash).toString('hex'),
  ]);
  const forged = lastHash.map((byte) => byte ^ 1);
  for (const from of [
    { afterSeq: headSeq, afterHash: forged },
    { afterSeq: headSeq + 5n, afterHash: lastHash },
    { afterSeq: headSeq + 5n },
  ]) {
    const { code, refusal } = await refusalOf(log.read(from));
    expect([code, refusal?.code]).toEqual([Code.FailedPrecondition, RefusalCode.HISTORY]);
    expect((await refusalOf(log.subscribe(from)[Symbol.asyncIterator]().next())).code).toBe(
      Code.FailedPrecondition,
    );
  }
});

test('a copied device is noticed before anything of its call is kept; a call that is made again is not', async () => {
  const intents = ada.use(IntentService);
  const deviceId = crypto.randomUUID();
  const call = (last: string, next: string, note: string) =>
    intents.propose({
      intents: [entryIntent(ada.stamping, { kind: 'note', note })],
      mark: { deviceId, last, next },
    });
  await call('', 'one', 'first');
  await call('', 'one', 'the answer was lost');
  await call('one', 'two', 'goes on');
  const before = (await ada.use(LogService).read({ afterSeq: 0n, limit: 1 })).headSeq;
  const { code, refusal } = await refusalOf(call('one', 'other', 'from the copy'));
  expect([code, refusal?.code]).toEqual([Code.FailedPrecondition, RefusalCode.COPIED]);
  expect((await ada.use(LogService).read({ afterSeq: 0n, limit: 1 })).headSeq).toBe(before);
  await call('two', 'three', 'the first one goes on');
});

test('of two copies that go on from the same mark, at most one does', () => {
  const mark = fc.constantFrom('a', 'b', 'c', 'd');
  fc.assert(
    fc.property(mark, mark, mark, (last, one, other) => {
      fc.pre(one !== other && last !== other && last !== one);
      expect(mayFollow(last, { last, next: one })).toBe(true);
      expect(mayFollow(one, { last, next: other })).toBe(false);
    }),
  );
});

test('what is written while a listener is being told is told at once, not at the next look', async () => {
  const head = {
    seq: 0,
    hash: new Uint8Array(32),
    rules_version: 0,
    clock_wall_ms: 0,
    clock_counter: 0,
  };
  const accepted = [
    {
      intent: entryIntent(ada.stamping, { kind: 'note' }),
      decision: create(DecisionSchema),
      isSecret: false,
    },
  ];
  const dataKey = new Uint8Array(32);
  const written = linkEvents({ userId: ada.userId, dataKey, head, accepted, nowMs: 0 });
  const sleepers: (() => void)[] = [];
  let looks = 0;
  const log = {
    readHead: async () => head,
    eventsBefore: async () => [],
    foundations: async () => [],
    hashAt: async () => undefined,
    async events() {
      looks++;
      if (looks === 1) for (const wake of sleepers) wake(); // an event is written right after this look
      return looks === 2 ? written.stored : [];
    },
  };
  const wakeUps = { wait: () => new Promise<void>((resolve) => void sleepers.push(resolve)) };
  const { signal } = new AbortController();
  const stream = listen(
    { log, userId: ada.userId, dataKey, signal, wakeUps, mayGoOn: () => undefined },
    { afterSeq: 0, afterHash: new Uint8Array(0) },
  );
  expect((await stream.next()).value.events).toHaveLength(0);
  expect((await stream.next()).value.events).toHaveLength(1);
});
