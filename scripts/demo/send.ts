// Brings intents to a LifeOS, a batch a call, and keeps account of what became of them.

import type { Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';
import { inBatches } from './intents.ts';

/** What became of the intents. */
export interface Account {
  readonly sent: number;
  readonly taken: number;
  /** They had been sent before. */
  readonly known: number;
  readonly waiting: number;
  readonly refused: number;
  /** Why the first one was refused. */
  readonly firstRefusal: string;
}

/** Intents in a call: as many as the gateway takes. */
export const batchMax = 500;

export async function sendAll(
  intents: Iterable<Intent>,
  propose: (batch: Intent[]) => Promise<readonly Outcome[]>,
  onProgress: (account: Account) => void,
): Promise<Account> {
  let account: Account = { sent: 0, taken: 0, known: 0, waiting: 0, refused: 0, firstRefusal: '' };
  for (const batch of inBatches(intents, batchMax)) {
    account = addOutcomes(account, await propose(batch));
    onProgress(account);
  }
  return account;
}

function addOutcomes(before: Account, outcomes: readonly Outcome[]): Account {
  const count = (is: (outcome: Outcome) => boolean) => outcomes.filter(is).length;
  const refusals = outcomes.flatMap(({ kind }) =>
    kind.case === 'denied' ? [kind.value.refusal?.what ?? ''] : [],
  );
  return {
    sent: before.sent + outcomes.length,
    taken: before.taken + count((one) => one.kind.case === 'accepted' && !one.repeated),
    known: before.known + count((one) => one.kind.case === 'accepted' && one.repeated),
    waiting: before.waiting + count((one) => one.kind.case === 'waiting'),
    refused: before.refused + refusals.length,
    firstRefusal: before.firstRefusal || (refusals[0] ?? ''),
  };
}
