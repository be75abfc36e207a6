// Facts and rules for tests.

import type { FactEntry, Facts, RuleSource } from './rule.ts';

export function factsAbout(entry: Partial<FactEntry> = {}): Facts {
  return {
    intent: {
      type: 'entry.recorded',
      actor: 'user',
      entry: {
        kind: 'coffee',
        occurredAt: '2026-03-01T14:20:00Z',
        localTime: '15:20',
        localDate: '2026-03-01',
        zone: 'Europe/Berlin',
        values: {},
        note: '',
        domain: 'health',
        tags: [],
        ...entry,
      },
    },
    now: '2026-03-01T14:20:01Z',
    zone: 'Europe/Berlin',
    recent: [],
    seed: 7,
  };
}

/** A rule whose function has the given body. */
export function ruleOf(id: string, body: string): RuleSource {
  return { id, version: '1', name: id, source: `export default (facts) => { ${body} }` };
}

export const alwaysTags = ruleOf('always-tags', "return { verdict: 'annotate', tags: ['ok'] };");
