// What a rule is told, what it may answer, and how its answer is read. Pure.
//
// A rule is an ES module whose default export is a function from facts to a verdict. It has no clock, no randomness and
// no input or output: the same facts give the same verdict, on every device and in every replay. It can only tighten or
// propose; there is no verdict "allow".

/** One value of an entry; exactly the fields that were recorded are there. Amounts are exact decimals in text. */
export interface FactValue {
  readonly number?: number;
  readonly unit?: string;
  readonly text?: string;
  readonly flag?: boolean;
  readonly amount?: string;
  readonly currency?: string;
}

/** An entry as rules see it. `localTime` 'HH:MM' and `localDate` 'YYYY-MM-DD' are in the entry's own zone. */
export interface FactEntry {
  readonly kind: string;
  readonly occurredAt: string;
  readonly localTime: string;
  readonly localDate: string;
  readonly zone: string;
  readonly spanMs?: number;
  readonly values: Readonly<Record<string, FactValue>>;
  readonly note: string;
  readonly domain: string;
  readonly tags: readonly string[];
}

/**
 * Everything that a rule knows. `type` is the intent's type, such as 'entry.recorded'; times are RFC 3339. Fields that no rule of
 * the set could be looking at are not handed over, see sight.ts; no rule can tell.
 */
export interface Facts {
  readonly intent: { readonly type: string; readonly entry?: FactEntry; readonly actor: string };
  readonly now: string;
  readonly zone: string;
  readonly recent: readonly FactEntry[];
  readonly seed: number;
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** What a rule may say about an intent. */
export type Verdict =
  | { readonly verdict: 'deny'; readonly reason: string; readonly advice?: string }
  | { readonly verdict: 'ask'; readonly question: string; readonly options?: readonly string[] }
  | { readonly verdict: 'annotate'; readonly tags?: readonly string[]; readonly note?: string }
  | { readonly verdict: 'propose'; readonly title: string; readonly body: JsonValue };

/** A rule as its owner wrote it. `version` names this very source. */
export interface RuleSource {
  readonly id: string;
  readonly version: string;
  readonly name: string;
  readonly source: string;
}

/**
 * A rule that did not answer. It is never a yes: whoever evaluates rules answers a failure with "ask" or "deny".
 * `message` is for the rule's author, a clause without the rule's name and without a full stop ("it did not finish
 * within 100 ms"); `line` counts from 1 in the rule's source.
 */
export interface RuleFailure {
  readonly ruleId: string;
  readonly version: string;
  readonly kind: 'syntax' | 'threw' | 'timeout' | 'memory' | 'badResult';
  readonly message: string;
  readonly line?: number;
}

/** One verdict and the rule that gave it. */
export interface Finding {
  readonly ruleId: string;
  readonly version: string;
  readonly verdict: Verdict;
}

/** What all rules of a set said about one event: findings and failures in the order of the rules. */
export interface Evaluation {
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
}
