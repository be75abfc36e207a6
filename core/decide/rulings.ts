// What the rules of a set said, as rulings. A rule that failed never means yes: the owner is asked, and told how to mend it.

import { create, fromJson } from '@bufbuild/protobuf';
import { DeciderKind } from '#gen/lifeos/common/v1/refusal_pb.ts';
import { type Body, BodySchema } from '#gen/lifeos/event/v1/body_pb.ts';
import { ProposedSchema, Verdict } from '#gen/lifeos/event/v1/event_pb.ts';
import type { Evaluation, Finding, JsonValue, RuleFailure } from '../rules/rule.ts';
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
      return { verdict: Verdict.ALLOW, text: `Suggests: ${verdict.title}`, ...proposes(verdict) };
  }
}

/**
 * The evaluation in which a rule that proposed something unreadable has failed: what it wants is not known. Where failed rules are passed
 * over, as on a device, this need not be asked.
 */
export function withReadableProposals(evaluation: Evaluation): Evaluation {
  if (!evaluation.findings.some(({ verdict }) => verdict.verdict === 'propose')) return evaluation;
  const read = evaluation.findings.map((finding) => ({ finding, problem: unreadable(finding) }));
  return {
    findings: read.flatMap(({ finding, problem }) => (problem === undefined ? [finding] : [])),
    failures: [
      ...evaluation.failures,
      ...read.flatMap(({ finding, problem }) =>
        problem === undefined
          ? []
          : [failureOf(finding, `it proposed a body that can't be read: ${problem}`)],
      ),
    ],
  };
}

function unreadable({ verdict }: Finding): string | undefined {
  if (verdict.verdict !== 'propose') return undefined;
  const body = readBody(verdict.body);
  return typeof body === 'string' ? body : undefined;
}

function failureOf({ ruleId, version }: Finding, message: string): RuleFailure {
  return { ruleId, version, kind: 'badResult', message };
}

function proposes(verdict: Extract<Finding['verdict'], { verdict: 'propose' }>): Pick<Ruling, 'proposes'> {
  const body = readBody(verdict.body);
  return typeof body === 'string' ? {} : { proposes: create(ProposedSchema, { title: verdict.title, body }) };
}

/** A body, or why it is none. */
function readBody(json: JsonValue): Body | string {
  try {
    const body = fromJson(BodySchema, json);
    return body.kind.case === undefined ? 'it says nothing that could happen' : body;
  } catch (error) {
    return (error as Error).message;
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
