// What the rules of a set said, as rulings. A rule that failed never means yes: the owner is asked, and told how to mend it.

import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Evaluation, Finding, RuleFailure } from '../rules/rule.ts';
import type { Ruling } from './decide.ts';
import { decider } from './refusal.ts';

/** A rule that was consulted. */
export interface ConsultedRule {
  readonly id: string;
  readonly name: string;
  readonly version: number;
}

const quietByRules = new WeakMap<readonly ConsultedRule[], readonly Ruling[]>();

/**
 * Rulings in the order of the rules; a rule with nothing to say still counts as consulted. The same rules, given as the same array,
 * get the same array back whenever none of them had anything to say, so that what is decided alike can be told by identity.
 */
export function rulingsOf(rules: readonly ConsultedRule[], evaluation: Evaluation): readonly Ruling[] {
  if (evaluation.findings.length > 0 || evaluation.failures.length > 0) return spoken(rules, evaluation);
  const quiet = quietByRules.get(rules) ?? spoken(rules, evaluation);
  quietByRules.set(rules, quiet);
  return quiet;
}

function spoken(rules: readonly ConsultedRule[], evaluation: Evaluation): Ruling[] {
  return rules.flatMap((rule) => {
    const by = decider(DeciderKind.RULE, rule.id, rule.name, rule.version);
    const said = [
      ...evaluation.findings
        .filter((finding) => finding.ruleId === rule.id)
        .map((finding) => findingWords(finding)),
      ...evaluation.failures
        .filter((failure) => failure.ruleId === rule.id)
        .map((failure) => failureWords(rule, failure)),
    ];
    return said.length === 0 ? [{ by }] : said.map((words) => ({ by, ...words }));
  });
}

function findingWords({ verdict }: Finding): Omit<Ruling, 'by'> {
  switch (verdict.verdict) {
    case 'deny':
      return { verdict: Verdict.DENY, text: verdict.reason, advice: verdict.advice ?? '' };
    case 'ask':
      return { verdict: Verdict.ASK, text: verdict.question, options: verdict.options ?? [] };
    case 'annotate':
      return { verdict: Verdict.ALLOW, text: verdict.note ?? '', tags: verdict.tags ?? [] };
    case 'propose':
      return { verdict: Verdict.ALLOW, text: `Suggests: ${verdict.title}` };
  }
}

function failureWords(rule: ConsultedRule, failure: RuleFailure): Omit<Ruling, 'by'> {
  const where = failure.line === undefined ? '' : ` at line ${failure.line}`;
  return {
    verdict: Verdict.ASK,
    text: `Your rule "${rule.name}" could not answer${where}: ${failure.message}. Go ahead anyway?`,
    advice: 'Open the rule and mend it.',
  };
}
