// The third step of the gate: the owner's rules. They are read once per version of the owner's documents and run in a sandbox
// that is kept warm; an intent is judged before the transaction, which then checks that no rule has changed meanwhile.

import { sql } from 'kysely';
import type { Ruling } from '#core/decide/decide.ts';
import { factEntry, factsOf, looksAtRecent } from '#core/decide/facts.ts';
import { type ConsultedRule, rulingsOf } from '#core/decide/rulings.ts';
import type { RuleEngine } from '#core/rules/index.ts';
import type { FactEntry } from '#core/rules/rule.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database } from '../db/database.ts';
import { eventMessage } from './event.ts';
import { readHead } from './log.sql.ts';
import type { StoredEvent } from './logstore.ts';
import { type PolicyDocument, type PolicySet, preparePolicies } from './policy.ts';

/** The rules and policies of one user, as of one version. */
export interface RuleBook {
  readonly version: number;
  readonly paused: boolean;
  readonly policies: PolicySet;
  /** What the rules say about intents, one list for each. */
  judge(intents: readonly Intent[]): Promise<(readonly Ruling[])[]>;
}

/** Reads and keeps rule books. */
export interface RuleShelf {
  open(userId: string, dataKey: Uint8Array): Promise<RuleBook>;
}

const nothingSaid: readonly Ruling[] = [];

// How many recent entries a rule is shown: a day of a busy life, and cheap to hand over.
const recentMax = 50;

export function createRuleShelf(given: { db: Database; engine: RuleEngine }): RuleShelf {
  const books = new Map<string, RuleBook>();
  return {
    async open(userId, dataKey) {
      const { rules_version: version } = await readHead(given.db, userId);
      const kept = books.get(userId);
      if (kept?.version === version) return kept;
      const book = await readBook({ ...given, userId, version, dataKey });
      books.set(userId, book);
      return book;
    },
  };
}

interface DocumentRow {
  readonly document_id: string;
  readonly title: string;
  readonly version: number;
  readonly content: string;
}

async function readBook(given: {
  db: Database;
  engine: RuleEngine;
  userId: string;
  version: number;
  dataKey: Uint8Array;
}): Promise<RuleBook> {
  const { db, engine, userId } = given;
  const rules = await activeDocuments(db, userId, DocumentType.RULE);
  const policies = await activeDocuments(db, userId, DocumentType.POLICY);
  const pause = await sql<{ paused: boolean }>`select paused from pause where user_id = ${userId}`.execute(
    db,
  );
  await engine.load(
    userId,
    rules.map((rule) => ({
      id: rule.document_id,
      version: String(rule.version),
      name: rule.title,
      source: rule.content,
    })),
  );
  const consulted: ConsultedRule[] = rules.map((rule) => ({
    id: rule.document_id,
    name: rule.title,
    version: rule.version,
  }));
  const needsRecent = looksAtRecent(rules.map((rule) => rule.content));
  return {
    version: given.version,
    paused: pause.rows[0]?.paused ?? false,
    policies: preparePolicies(userId, policies.map(policyDocument)),
    async judge(intents) {
      if (rules.length === 0 || intents.length === 0) return intents.map(() => nothingSaid);
      const recent = needsRecent ? await recentEntries(db, userId, given.dataKey) : [];
      const facts = intents.map((intent) => factsOf(intent, { zone: 'UTC', recent }));
      const evaluations = await engine.evaluate(userId, facts);
      return evaluations.map((evaluation) => rulingsOf(consulted, evaluation));
    },
  };
}

async function activeDocuments(db: Database, userId: string, type: DocumentType): Promise<DocumentRow[]> {
  const found = await sql<DocumentRow>`
    select document_id, title, version, content from document
    where user_id = ${userId} and type = ${type} and active order by document_id`.execute(db);
  return found.rows;
}

function policyDocument(row: DocumentRow): PolicyDocument {
  return { id: row.document_id, title: row.title, version: row.version, content: row.content };
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
