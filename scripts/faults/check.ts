// What must hold at the end, checked against the database itself and every device's own rows, never against what a status says.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'kysely';
import { projectionTables } from '#core/projection/project.ts';
import { openDatabase } from '#gateway/db/database.ts';
import { createKeyRing } from '#gateway/identity/index.ts';
import { keyEncryptionKey } from '#gateway/kernel/sealer.ts';
import { eventMessage } from '#gateway/system/event.ts';
import { fromStored } from '#gateway/system/index.ts';
import { LogService } from '#gen/lifeos/system/v1/log_pb.ts';
import { bearing } from '../testing/gateway.ts';
import type { Client, Ledger } from './client.ts';
import type { House } from './house.ts';
import { differences, digestOf, rowLines } from './rows.ts';

/** Milliseconds in which every device is level with the gateway once the network is fine. */
export const levelMsMax = 30_000;

/** A look into the gateway's database, past the gateway. */
export interface Witness {
  head(): Promise<number>;
  lines(): Promise<string[]>;
  /** What is wrong with the log, and how many events it has. */
  checkLog(ledger: Ledger): Promise<{ events: number; broken: string[] }>;
  close(): Promise<void>;
}

export function openWitness(house: House, userId: string): Witness {
  const database = openDatabase(house.databaseUrl, () => undefined);
  const { db } = database;
  const keyOf = createKeyRing(
    db,
    keyEncryptionKey({ hex: undefined, file: join(house.dataDir, 'keys', 'kek') }),
  );
  return {
    async head() {
      const row = await db
        .selectFrom('log_head')
        .select('seq')
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return row?.seq ?? 0;
    },
    async lines() {
      const dataKey = await keyOf(userId);
      const dump: Record<string, unknown[]> = {};
      for (const table of projectionTables) {
        const found = await sql<Record<string, unknown>>`
          select * from ${sql.table(table.name)} where user_id = ${userId}`.execute(db);
        dump[table.name] = found.rows.map((raw) => fromStored(table, raw, dataKey));
      }
      return rowLines(dump);
    },
    async checkLog(ledger) {
      const dataKey = await keyOf(userId);
      const [ids, notes, asked] = [new Map<string, number>(), new Map<string, number>(), new Set<string>()];
      const count = (map: Map<string, number>, key: string) => map.set(key, (map.get(key) ?? 0) + 1);
      let seq = 0;
      for (;;) {
        const stored = await db
          .selectFrom('event')
          .selectAll()
          .where('user_id', '=', userId)
          .where('seq', '>', seq)
          .orderBy('seq')
          .limit(1_000)
          .execute();
        if (stored.length === 0) break;
        for (const event of stored) {
          count(ids, event.id);
          const body = eventMessage(event, dataKey).body?.kind;
          if (body?.case === 'entryRecorded') count(notes, body.value.note);
          if (body?.case === 'approvalRequested') asked.add(body.value.approvalId);
        }
        seq = stored.at(-1)?.seq ?? seq;
      }
      const broken: string[] = [];
      for (const id of ledger.ids)
        if (ids.get(id) !== 1 && !(ids.get(id) === undefined && asked.has(id)))
          broken.push(`${id} was called safe and is in the log ${ids.get(id) ?? 0} times`);
      for (const note of ledger.notes)
        if (notes.get(note) !== 1)
          broken.push(`"${note}" was shown as saved and is in the log ${notes.get(note) ?? 0} times`);
      for (const [note, times] of notes)
        if (times > 1 && note !== '') broken.push(`"${note}" is in the log ${times} times`);
      const token = readFileSync(join(house.dataDir, 'cli-token'), 'utf8').trim();
      const chain = await bearing(house, token, LogService).verify({});
      if (!chain.intact) broken.push(`the chain is broken: ${chain.problem}`);
      return { events: seq, broken };
    },
    close: () => database.close(),
  };
}

/** Waits until every client has the gateway's rows, for as long as was promised. Gives how long it took, or who is not level and how. */
export async function waitUntilLevel(
  witness: Witness,
  clients: readonly Client[],
): Promise<{ ms: number; broken: string[] }> {
  const began = Date.now();
  for (;;) {
    const before = await witness.head();
    const wanted = await witness.lines();
    const digest = digestOf(wanted);
    const standings = await Promise.all(clients.map((client) => client.standing().catch(() => undefined)));
    const behind = clients.filter((_, n) => standings[n]?.digest !== digest || standings[n]?.waiting !== 0);
    const isStill = (await witness.head()) === before;
    if (behind.length === 0 && isStill) return { ms: Date.now() - began, broken: [] };
    if (Date.now() - began > levelMsMax) {
      const broken = [];
      for (const client of behind) {
        const mine = await client.lines().catch((error: unknown) => [`no answer: ${String(error)}`]);
        const waiting = standings[clients.indexOf(client)]?.waiting;
        broken.push(
          [`${client.name} is not level (${waiting} on their way)`, ...differences(mine, wanted)].join('\n'),
        );
      }
      return { ms: Date.now() - began, broken: [...broken, ...(isStill ? [] : ['the log still grows'])] };
    }
    await delay(500);
  }
}
