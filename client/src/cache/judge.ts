// The owner's rules on the device: the same sandbox and the same facts as on the gateway, so that a rule asks or refuses also
// with the network gone. Policies are the gateway's: it decides last.

import { fromBinary } from '@bufbuild/protobuf';
import { decide } from '#core/decide/decide.ts';
import { factEntry, factsOf, looksAtRecent } from '#core/decide/facts.ts';
import { heard } from '#core/decide/heard.ts';
import { rulingsOf } from '#core/decide/rulings.ts';
import type { RuleEngine } from '#core/rules/index.ts';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { type Decision, EventSchema, type Intent } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Database } from './database.ts';

/** Judges intents with the rules that are in the cache. */
export type Judge = (intents: readonly Intent[], zone: string) => Promise<Decision[]>;

/** Recent entries that rules are shown: the same number as on the gateway. */
const recentMax = 50;

const activeRules =
  'SELECT document_id, title, version, content FROM document WHERE type = ? AND active = 1 ORDER BY document_id';
// From the end of the log backwards: recordings are nearly all of it, so a few more than that are looked at.
const recentEntries = `SELECT event FROM mirror CROSS JOIN entry ON entry.entry_id = mirror.subject AND entry.event_id = mirror.id
  ORDER BY mirror.seq DESC LIMIT ${recentMax}`;

export function createJudge(database: Database, engine: RuleEngine): Judge {
  let loaded = '';
  return async (intents, zone) => {
    const { rules, recent } = await database.read(async (sql) => {
      const active = await sql.all(activeRules, [DocumentType.RULE]);
      const isShown = looksAtRecent(active.map((rule) => rule.content as string));
      return { rules: active, recent: isShown ? await sql.all(recentEntries) : [] };
    });
    if (rules.length === 0) return intents.map(() => decide({ rulings: [] }));
    // A rule that can't answer here, because the device is busy or the rule is broken, is the gateway's to ask: it decides. It must
    // never keep the person from writing something down.
    const nothingSaid = () => intents.map(() => ({ findings: [], failures: [] }));
    const version = rules.map((rule) => `${rule.document_id}.${rule.version}`).join();
    const judge = async () => {
      if (version !== loaded) {
        await engine.load(
          'mine',
          rules.map((rule) => ({
            id: rule.document_id as string,
            version: String(rule.version),
            name: rule.title as string,
            source: rule.content as string,
          })),
        );
        loaded = version;
      }
      const around = { zone, recent: recent.flatMap((row) => entryFacts(row.event as Uint8Array)) };
      return engine.evaluate(
        'mine',
        intents.map((intent) => factsOf(intent, around)),
      );
    };
    const evaluations = await judge().catch(nothingSaid);
    const consulted = rules.map((rule) => ({
      id: rule.document_id as string,
      name: rule.title as string,
      version: Number(rule.version),
    }));
    return evaluations.map((evaluation, index) => {
      const rulings = rulingsOf(consulted, { ...evaluation, failures: [] });
      return decide({ rulings: heard(intents[index] as Intent, rulings) });
    });
  };
}

function entryFacts(stored: Uint8Array) {
  const body = fromBinary(EventSchema, stored).body?.kind;
  return body?.case === 'entryRecorded' ? [factEntry(body.value)] : [];
}
