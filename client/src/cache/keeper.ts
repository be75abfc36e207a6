// Keeps a life on this device: judges, stamps, saves, answers. Knows no page and no network.

import { create } from '@bufbuild/protobuf';
import { decodeBody } from '#core/log/body.ts';
import { type ClockState, createHybridClock } from '#core/log/clock.ts';
import { type RandomBytes, uuidv7 } from '#core/log/ids.ts';
import { ActorSchema } from '#gen/lifeos/common/v1/actor_pb.ts';
import { type Decision, type Intent, IntentSchema, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Drafted } from '../app/life.ts';
import { readClock, writeClock } from './clock.ts';
import type { Database, Sql } from './database.ts';
import type { Judge } from './judge.ts';
import { stampingDevice } from './marks.ts';
import type { DraftBytes } from './messages.ts';
import { keepIntents } from './outbox.ts';
import { withSeen } from './versioned.ts';

export interface KeeperParts {
  readonly database: Database;
  readonly judge: Judge;
  readonly userId: string;
  readonly deviceId: string;
  readonly now: () => number;
  readonly random: RandomBytes;
}

/** Saves drafts durably. When this returns they are on the disk, and shown. */
export async function proposeHere(
  parts: KeeperParts,
  drafts: readonly DraftBytes[],
  zone: string,
): Promise<Drafted[]> {
  const { before, told } = await parts.database.read(async (sql) => ({
    before: await readStamping(parts)(sql),
    told: await withSeen(sql, drafts),
  }));
  const first = stampAll(parts, told, before);
  const decisions = await parts.judge(first.intents, zone);
  const intents = await parts.database.transact(async (sql) => {
    // Another tab of this device may have stamped meanwhile: then these get later times, before anybody has seen them.
    const now = await readStamping(parts)(sql);
    const isOvertaken =
      now.wallMs !== before.wallMs || now.counter !== before.counter || now.deviceId !== before.deviceId;
    const stamped = isOvertaken ? stampAll(parts, told, now, first.intents) : first;
    await keepIntents(
      sql,
      stamped.intents.map((intent, index) => ({ intent, decision: decisions[index] as Decision })),
    );
    await writeClock(sql, stamped.clock);
    return stamped.intents;
  });
  return intents.map((intent, index) => drafted(intent, decisions[index] as Decision));
}

function stampAll(
  parts: KeeperParts,
  drafts: readonly DraftBytes[],
  state: Stamper,
  earlier?: readonly Intent[],
): { intents: Intent[]; clock: ClockState } {
  const clock = createHybridClock({ deviceId: state.deviceId, now: parts.now, state });
  const actor = create(ActorSchema, { kind: { case: 'user', value: parts.userId } });
  const intents = drafts.map(({ body, causeId }, index) => {
    const time = clock.stamp();
    const id = earlier?.[index]?.id ?? uuidv7(Number(time.wallMs), parts.random);
    return create(IntentSchema, { id, time, actor, causeId, body: decodeBody(body) });
  });
  return { intents, clock: clock.state };
}

/** As which device stamps are made, and the last that was. */
type Stamper = ClockState & { readonly deviceId: string };

const readStamping =
  ({ deviceId, now }: KeeperParts) =>
  async (sql: Sql): Promise<Stamper> => ({
    ...(await readClock(sql, now())),
    deviceId: await stampingDevice(sql, deviceId),
  });

function drafted(intent: Intent, decision: Decision): Drafted {
  const verdict =
    decision.verdict === Verdict.ASK ? 'waiting' : decision.verdict === Verdict.DENY ? 'refused' : 'saved';
  const reason = decision.reasons.find((candidate) => candidate.verdict === decision.verdict);
  return { intentId: intent.id, verdict, text: verdict === 'saved' ? '' : (reason?.text ?? '') };
}
