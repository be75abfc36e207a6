// The third step of the gate: the owner's rules. They are read once per version of the owner's documents and run in a sandbox
// that is kept warm; an intent is judged before the transaction, which then checks that no rule has changed meanwhile.

import { sql } from 'kysely';
import type { Ruling } from '#core/decide/decide.ts';
import { factEntry, factsOf, looksAtRecent } from '#core/decide/facts.ts';
import { type ConsultedRule, rulingsOf, withReadableProposals } from '#core/decide/rulings.ts';
import { documentTable } from '#core/projection/document.ts';
import type { RuleEngine } from '#core/rules/index.ts';
import type { FactEntry } from '#core/rules/rule.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database } from '../db/database.ts';
import { eventMessage } from './event.ts';
import { readHead } from './log.sql.ts';
import type { StoredEvent } from './logstore.ts';
import { type OwnDocument, type PolicySet, preparePolicies } from './policy.ts';
import { readAll } from './read.ts';

/** The rules and policies of one user, as of one version. */
export interface RuleBook {
  readonly version: number;
  readonly paused: boolean;
  readonly policies: PolicySet;
  /** What the rules say about intents, one list for each. */
  judge(intents: readonly Intent[]): Promise<(readonly Ruling[])[]>;
}

/** Reads and keeps rule books. One that is not `isFresh` may be of an older version: whoever uses it looks at its version under the lock. */
export interface RuleShelf {
  open(userId: string, dataKey: Uint8Array, isFresh?: boolean): Promise<RuleBook>;
}

const nothingSaid: readonly Ruling[] = [];

// More than the sandbox takes, so that one too many is told by it and not passed over here.
const activeDocumentsMax = 1_000;

// How many recent entries a rule is shown: a day of a busy life, and cheap to hand over.
const recentMax = 50;

export function createRuleShelf(given: { db: Database; engine: RuleEngine }): RuleShelf {
  const books = new Map<string, RuleBook>();
  const turns = new Map<string, Promise<unknown>>();
  const keptOrVersion = async (userId: string) => {
    const { rules_version: version } = await readHead(given.db, userId);
    const kept = books.get(userId);
    return kept?.version === version ? kept : version;
  };
  const openNow = async (userId: string, dataKey: Uint8Array): Promise<RuleBook> => {
    const found = await keptOrVersion(userId);
    if (typeof found !== 'number') return found;
    const book = await readBook({ ...given, userId, version: found, dataKey });
    books.set(userId, book);
    return book;
  };
  return {
    async open(userId, dataKey, isFresh = false) {
      const near = books.get(userId);
      if (near && !isFresh) return near;
      const found = await keptOrVersion(userId);
      if (typeof found !== 'number') return found;
      // One after the other: a book that was read earlier must not put its older rules into the sandbox under a newer one.
      const turn = (turns.get(userId) ?? Promise.resolve()).then(() => openNow(userId, dataKey));
      const settled = turn
        .catch(() => undefined)
        .then(() => {
          if (turns.get(userId) === settled) turns.delete(userId);
        });
      turns.set(userId, settled);
      return turn;
    },
  };
}

async function readBook(given: {
  db: Database;
  engine: RuleEngine;
  userId: string;
  version: number;
  dataKey: Uint8Array;
}): Promise<RuleBook> {
  const { db, engine, userId } = given;
  const rules = await activeDocuments(given, DocumentType.RULE);
  const policies = await activeDocuments(given, DocumentType.POLICY);
  const pause = await sql<{ paused: boolean }>`select paused from pause where user_id = ${userId}`.execute(
    db,
  );
  await engine.load(
    userId,
    rules.map((rule) => ({
      id: rule.id,
      version: String(rule.version),
      name: rule.title,
      source: rule.content,
    })),
  );
  const consulted: ConsultedRule[] = rules.map((rule) => ({
    id: rule.id,
    name: rule.title,
    version: rule.version,
  }));
  const needsRecent = looksAtRecent(rules.map((rule) => rule.content));
  return {
    version: given.version,
    paused: pause.rows[0]?.paused ?? false,
    policies: preparePolicies(userId, policies),
    async judge(intents) {
      if (rules.length === 0 || intents.length === 0) return intents.map(() => nothingSaid);
      const recent = needsRecent ? await recentEntries(db, userId, given.dataKey) : [];
      const facts = intents.map((intent) => factsOf(intent, { zone: 'UTC', recent }));
      const kindsShown = [...new Set(recent.map(({ kind }) => kind))];
      const evaluations = await engine.evaluate(userId, facts);
      return evaluations.map((evaluation) => {
        const rulings = rulingsOf(consulted, withReadableProposals(evaluation));
        // What was said by no rule stays the same array: see rulingsOf.
        const isSpoken = kindsShown.length > 0 && rulings.some(({ verdict }) => verdict !== undefined);
        return isSpoken ? rulings.map((ruling) => ({ ...ruling, kindsShown })) : rulings;
      });
    },
  };
}

async function activeDocuments(
  given: { db: Database; userId: string; dataKey: Uint8Array },
  type: DocumentType,
): Promise<OwnDocument[]> {
  const rows = await readAll(
    { db: given.db, dataKeyOf: async () => given.dataKey },
    {
      userId: given.userId,
      table: documentTable,
      where: sql`type = ${type} and active`,
      orderBy: sql`document_id`,
      limit: activeDocumentsMax,
    },
  );
  return rows.map((row) => ({
    id: row.document_id as string,
    title: row.title as string,
    version: row.version as number,
    content: row.content as string,
  }));
}

// Rules see recent entries as they were recorded; 200 is the body number of EntryRecorded.
async function recentEntries(db: Database, userId: string, dataKey: Uint8Array): Promise<FactEntry[]> {
  const found = await sql<StoredEvent>`
    select * from event where user_id = ${userId} and body_type = 200 order by seq desc limit ${recentMax}`.execute(
    db,
  );
  return found.rows.flatMap((stored) => {
    const body = eventMessage(stored, dataKey).body?.kind;
    return body?.case === 'entryRecorded' ? [factEntry(body.value)] : [];
  });
}
