// Bugs that were made, or could have been. Each is planted into a copy of the code; the simulation must find it. A bug whose text is not
// there any more makes the run fail: the list is kept like the code.

export interface PlantedBug {
  readonly what: string;
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    what: 'the outbox forgets what was accepted before its event has arrived',
    file: 'client/src/sync/merge.ts',
    find: "      return 'accepted';\n",
    replace: "      return 'gone';\n",
  },
  {
    what: 'fields are won by whoever comes last, not by whoever wrote last',
    file: 'core/projection/entry.ts',
    find: "if (stamp < (stamps[field] ?? '')) return false;",
    replace: '',
  },
  {
    what: 'an id that is known is taken again',
    file: 'gateway/src/system/batch.ts',
    find: 'if (before) return void outcomes.push(() => answerAgain(intent, before));',
    replace: '',
  },
  {
    what: 'a copied device is not noticed',
    file: 'gateway/src/system/mark.ts',
    find: 'return stored === undefined || stored === mark.last || stored === mark.next;',
    replace: 'return stored !== mark.deviceId || mark.last !== mark.next;',
  },
  {
    what: 'a copied device goes on under its old id',
    file: 'client/src/cache/marks.ts',
    find: "await setMeta(sql, 'device', deviceId);",
    replace: '',
  },
  {
    what: 'what came back as a question is still shown as logged',
    file: 'client/src/cache/mirror.ts',
    find: 'if (shown.includes(row.state as OutboxState))',
    replace: "if (row.state === 'nothing')",
  },
  {
    what: 'what was held is lost when the gateway is restored',
    file: 'client/src/sync/rewind.ts',
    find: "if (body?.case === 'approvalRequested')",
    replace: "if (body?.case === 'importStarted')",
  },
  {
    what: 'going back waits for an answer without end',
    file: 'client/src/sync/rewind.ts',
    find: 'watchdog(pace, pageMs, signal)',
    replace: 'watchdog(pace, 1e9, signal)',
  },
  {
    what: 'a silent stream is listened to for an hour',
    file: 'client/src/sync/pull.ts',
    find: 'watchdog(parts.pace, silenceMs, parts.signal)',
    replace: 'watchdog(parts.pace, 3_600_000, parts.signal)',
  },
  {
    what: 'a page of the past is one event short',
    file: 'client/src/cache/mirror.ts',
    find: 'oldestSeq: Math.max(1, below - fresh.length),',
    replace: 'oldestSeq: Math.max(1, below - fresh.length - 1),',
  },
  {
    what: 'an entry and its outbox row are not one transaction',
    file: 'client/src/cache/keeper.ts',
    find: 'const intents = await parts.database.transact(async (sql) => {',
    replace: 'const intents = await parts.database.read(async (sql) => {',
  },
  {
    what: 'two tabs stamp alike',
    file: 'client/src/cache/keeper.ts',
    find: 'const stamped = isOvertaken ?',
    replace: "const stamped = isOvertaken && zone === 'nowhere' ?",
  },
  {
    what: 'the newest of the outbox goes first',
    file: 'client/src/cache/outbox.ts',
    find: 'ORDER BY place LIMIT ',
    replace: 'ORDER BY place DESC LIMIT ',
  },
  {
    what: 'the clock does not follow the log',
    file: 'client/src/cache/clock.ts',
    find: "if (after !== before) await setMeta(sql, 'seen', textOf(after));",
    replace: '',
  },
  {
    what: 'what never arrives is never sent again',
    file: 'client/src/cache/outbox.ts',
    find: "for (const row of rows) await step(sql, row, 'overdue');",
    replace: '',
  },
  {
    what: 'a day that an entry has left keeps its metrics',
    file: 'core/projection/apply.ts',
    find: 'for (const { row, before } of writes) for (const state of [before, row]) addDay(days, state);',
    replace: 'for (const { row } of writes) addDay(days, row);',
  },
  {
    what: 'the wait between tries has no end',
    file: 'client/src/sync/backoff.ts',
    find: 'Math.min(longestMs, firstMs * 2 ** Math.min(failures, 10))',
    replace: 'firstMs * 2 ** Math.min(failures, 10)',
  },
  {
    what: 'a gateway that was restored is not noticed',
    file: 'gateway/src/system/follow.ts',
    find: 'if (hash && (from.afterHash.length === 0 || sameBytes(hash, from.afterHash))) return hash;',
    replace: 'return hash ?? from.afterHash;',
  },
  {
    what: 'a stamp that was refused is followed for ever',
    file: 'client/src/cache/clock.ts',
    find: 'if (own.wallMs <= Math.max(nowMs, seen.wallMs) + driftMsMax) return later(own, seen);',
    replace: 'if (own.wallMs > 0) return later(own, seen);',
  },
  {
    what: 'the status looks at the line only',
    file: 'client/src/sync/status.ts',
    find: "return isLevel ? 'synced' : 'sending';",
    replace: "return isLevel || facts.seq > 0 ? 'synced' : 'sending';",
  },
  {
    what: 'a field of a newer version is dropped',
    file: 'core/log/body.ts',
    find: 'return toBinary(BodySchema, body) as Uint8Array<ArrayBuffer>;',
    replace: 'return toBinary(BodySchema, body, { writeUnknownFields: false }) as Uint8Array<ArrayBuffer>;',
  },
  {
    what: 'work goes on after its transaction was rolled back',
    file: 'gateway/src/kernel/alldone.ts',
    find: 'const ended = await Promise.allSettled(works);',
    replace: 'await Promise.all(works);\n  const ended = await Promise.allSettled(works);',
  },
];
