// The gate: every intent, whoever sends it, comes through here.
//
//   shape → rights → rules → [lock] known before? → state → policy → decide → append | hold | refuse
//
// Rules run before the lock is taken, so that a slow rule holds up nobody; under the lock we check that no rule changed
// meanwhile. One transaction holds the whole batch: events, projections, held and refused intents, jobs.

import { RefusalCode, Refused } from '#core/decide/refusal.ts';
import type { Intent, Outcome } from '#gen/lifeos/event/v1/event_pb.ts';
import type { DeviceMark } from '#gen/lifeos/system/v1/intent_pb.ts';
import type { Authority } from '../identity/index.ts';
import { type Candidate, decideBatch } from './batch.ts';
import type { Pen } from './gate.ts';
import { takeMark } from './mark.ts';
import { rightsProblem, withActor } from './rights.ts';
import type { RuleBook } from './rules.ts';
import { shapeProblem } from './shape.ts';

// Rules rarely change while a batch waits for the lock; if they do this often, something is wrong.
const attemptsMax = 5;
const noRulings: Candidate['rulings'] = [];

/**
 * Decides intents in turn. Gives one outcome for each, in order. Throws when the database is away, and `Refused` when the mark is
 * that of a copied device: nothing happened then.
 */
export async function propose(
  gate: Pen,
  authority: Authority,
  given: readonly Intent[],
  mark?: DeviceMark,
): Promise<Outcome[]> {
  const checked = given.map((raw) => {
    const intent = withActor(withPlainIds(raw), authority);
    return { intent, problem: shapeProblem(intent, gate.kernel.now()) ?? rightsProblem(intent, authority) };
  });
  const dataKey = await gate.dataKeyOf(authority.userId);
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const book = await gate.rules.open(authority.userId, dataKey, attempt > 0);
    const candidates = await judgedByRules(book, checked);
    const outcomes = await gate.log.write(authority.userId, dataKey, async (log) => {
      if (log.head.rules_version !== book.version) return undefined;
      if (mark) await takeMark(log, mark);
      return decideBatch({ gate, authority, log, book, dataKey }, candidates);
    });
    if (outcomes) return outcomes;
  }
  throw new Refused({
    code: RefusalCode.AWAY,
    what: `Your rules changed ${attemptsMax} times while this was being decided.`,
    advice: 'Nothing was lost: try again shortly.',
  });
}

// Some platforms write UUIDs in capitals; the database gives them back in small letters, and they are compared as text. What is hashed
// are their bytes, so nothing changes by it.
function withPlainIds(intent: Intent): Intent {
  const [id, causeId] = [intent.id.toLowerCase(), intent.causeId.toLowerCase()];
  return id === intent.id && causeId === intent.causeId ? intent : { ...intent, id, causeId };
}

async function judgedByRules(
  book: RuleBook,
  checked: readonly Pick<Candidate, 'intent' | 'problem'>[],
): Promise<Candidate[]> {
  const rulings = await book.judge(checked.filter(({ problem }) => !problem).map(({ intent }) => intent));
  let next = 0;
  return checked.map((candidate) => ({
    ...candidate,
    rulings: candidate.problem ? noRulings : (rulings[next++] ?? noRulings),
  }));
}
