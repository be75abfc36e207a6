// What people were told in a history, kept apart from the code under test: which entries are safe, and where nobody could promise it.

import type { Drafted } from '#client/app/life.ts';
import type { Device, DraftOf } from './device.ts';
import type { MemoryLog } from './memorylog.ts';

export interface Ledger {
  /** Intents of which a person was told that they are safe, and where they were written. */
  readonly promised: Map<string, Device>;
  /** Entries that were written in one go. */
  readonly batches: { device: Device; entryIds: string[] }[];
  readonly entryIds: Set<string>;
  /** Written when everything was fine again: these must be in the log, not only answered. */
  readonly last: Set<string>;
  /** Entries that hold a field which this version does not know. */
  readonly fromTheFuture: Set<string>;
  readonly places: Map<Device, number>;
  readonly downSince: Map<Device, number>;
  note(device: Device, drafts: readonly DraftOf[], drafted: readonly Drafted[]): void;
  noteFailed(device: Device, drafts: readonly DraftOf[]): void;
  /** Whether a device may rightly fall back in the log, once for each time that it or the gateway was set back. */
  mayFallBack(device: Device): boolean;
  /** Whether a device's events may stand in another order than they were made: it was copied, set back, or the server was. */
  isOrderLost(deviceId: string): boolean;
  wasHeld(eventId: string): boolean;
  openApprovals(log: MemoryLog): string[];
  forgetUnsent(device: Device, log: MemoryLog): Promise<void>;
  wentBack(device: Device): void;
  orderIsLost(deviceId: string): void;
  serverForgets(left: readonly { readonly id: string }[]): void;
}

export function newLedger(): Ledger {
  const falls = new Map<Device, number>();
  const orderLost = new Set<string>();
  const held = new Set<string>();
  const setBacks = new Map<Device, number>();
  let serverEpoch = 0;
  const ledger: Ledger = {
    promised: new Map(),
    batches: [],
    entryIds: new Set(),
    last: new Set(),
    fromTheFuture: new Set(),
    places: new Map(),
    downSince: new Map(),
    note(device, drafts, drafted) {
      for (const { intentId, verdict } of drafted)
        if (verdict !== 'refused') ledger.promised.set(intentId, device);
      const recorded = entriesOf(drafts);
      for (const entryId of recorded) ledger.entryIds.add(entryId);
    },
    noteFailed(device, drafts) {
      const entryIds = entriesOf(drafts);
      if (entryIds.length > 1) ledger.batches.push({ device, entryIds });
    },
    mayFallBack(device) {
      const fallen = falls.get(device) ?? 0;
      falls.set(device, fallen + 1);
      return fallen < serverEpoch + (setBacks.get(device) ?? 0);
    },
    isOrderLost: (deviceId) => serverEpoch > 0 || orderLost.has(deviceId),
    wasHeld: (eventId) => held.has(eventId),
    openApprovals(log) {
      const { approval = [] } = log.dump() as Record<string, { approval_id: string; state: number }[]>;
      for (const row of approval) held.add(row.approval_id);
      return approval.filter(({ state }) => state === 1).map((row) => row.approval_id);
    },
    async forgetUnsent(device, log) {
      const logged = new Set(log.stored.map(({ id }) => id));
      for (const [id, writer] of ledger.promised)
        if (writer === device && !logged.has(id) && !log.answerTo(id)) ledger.promised.delete(id);
      ledger.batches.splice(
        0,
        ledger.batches.length,
        ...ledger.batches.filter((batch) => batch.device !== device),
      );
    },
    wentBack(device) {
      ledger.places.delete(device);
      setBacks.set(device, (setBacks.get(device) ?? 0) + 1);
    },
    orderIsLost: (deviceId) => void orderLost.add(deviceId),
    serverForgets(left) {
      serverEpoch++;
      // What only a device knew that has lost it since is gone with the server's disk: nobody can promise that.
      for (const [id, writer] of ledger.promised)
        if (setBacks.has(writer) && !left.some((event) => event.id === id)) ledger.promised.delete(id);
    },
  };
  return ledger;
}

function entriesOf(drafts: readonly DraftOf[]): string[] {
  return drafts.flatMap(({ kind, value }) =>
    kind === 'entryRecorded' ? [(value as { entryId: string }).entryId] : [],
  );
}
