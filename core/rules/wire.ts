// How facts travel into the sandbox: as JSON texts, one an event, and the recent entries once when all events share them.
//
// Rules that see a few fields only are sent rows of just these, and the sandbox builds the objects again: reading a row takes
// QuickJS a tenth of the time that reading whole facts does.

import type { FactEntry, Facts } from './rule.ts';
import { type Sight, sightOf } from './sight.ts';

/** Facts of some events, of which `texts` has one each; `recent` is '' unless all share it. */
export interface WrittenFacts {
  readonly texts: readonly string[];
  readonly recent: string;
}

export interface FactsWriter {
  readonly sight: Sight;
  write(facts: readonly Facts[]): WrittenFacts;
}

// Written as objects so that the compiler finds the field that someone adds to the facts and forgets here.
const entryFields = keysOf<FactEntry>({
  kind: 1,
  occurredAt: 1,
  localTime: 1,
  localDate: 1,
  zone: 1,
  spanMs: 1,
  values: 1,
  note: 1,
  domain: 1,
  tags: 1,
});
const intentFields = keysOf<Omit<Facts['intent'], 'entry'>>({ type: 1, actor: 1 });
const factFields = keysOf<Omit<Facts, 'intent' | 'recent'>>({ now: 1, zone: 1, seed: 1 });
const allFields = [...new Set(['intent', 'entry', 'recent', ...entryFields, ...intentFields, ...factFields])];

function keysOf<T>(fields: Record<keyof T, 1>): (keyof T & string)[] {
  return Object.keys(fields) as (keyof T & string)[];
}

/** Writes facts for the rules of a set. */
export function createFactsWriter(sources: readonly string[]): FactsWriter {
  const sight = sightOf(sources, allFields);
  const textOf = sight ? rowWriter(sight) : wholeText;
  return {
    sight,
    write(facts) {
      const recent = sharedRecent(facts);
      const shown =
        recent && (!sight || sight.includes('recent')) ? JSON.stringify(narrowed(recent, sight)) : '';
      const isApart = recent !== undefined;
      return { texts: facts.map((each) => textOf(each, isApart)), recent: shown };
    },
  };
}

/** The recent entries when they are the very same for all events, and there are some. */
function sharedRecent(facts: readonly Facts[]): Facts['recent'] | undefined {
  const recent = facts[0]?.recent;
  return recent && recent.length > 0 && facts.every((each) => each.recent === recent) ? recent : undefined;
}

function wholeText(facts: Facts, isRecentApart: boolean): string {
  return JSON.stringify(isRecentApart ? { ...facts, recent: null } : facts);
}

function rowWriter(sight: readonly string[]): (facts: Facts, isRecentApart: boolean) => string {
  const seen = columnsOf(sight);
  return (facts, isRecentApart) => {
    const row: unknown[] = [];
    for (const name of seen.facts) row.push(facts[name]);
    if (seen.recent) row.push(isRecentApart ? null : narrowed(facts.recent, sight));
    for (const name of seen.intent) row.push(facts.intent[name]);
    const { entry } = facts.intent;
    // Without an entry the row ends here.
    if (seen.entry && entry) for (const name of seen.entry) row.push(entry[name]);
    if (seen.entry?.length === 0 && entry) row.push(null);
    return JSON.stringify(row);
  };
}

/**
 * The source of the function that makes facts of a text's value inside the sandbox: (value, recent) → facts. `recent` is
 * undefined unless the events share it.
 */
export function factsBuilder(sight: Sight): string {
  if (sight === undefined)
    return '(facts, recent) => { if (recent !== undefined) facts.recent = recent; return facts; }';
  const seen = columnsOf(sight);
  let column = 0;
  // Only the names above are written into the source, never anything that a rule or an entry contains.
  const fields = (names: readonly string[]) => names.map((name) => `${name}: ${cell(name, column++)}`);
  const facts = fields(seen.facts);
  if (seen.recent) facts.push(`recent: recent ?? row[${column++}]`);
  const intent = fields(seen.intent);
  if (seen.entry)
    intent.push(`entry: row.length > ${column} ? { ${fields(seen.entry).join(', ')} } : undefined`);
  if (sight.includes('intent')) facts.push(`intent: { ${intent.join(', ')} }`);
  return `(row, recent) => ({ ${facts.join(', ')} })`;
}

/** A missing span comes as null, and everything else is there. */
function cell(name: string, column: number): string {
  return name === 'spanMs' ? `row[${column}] ?? undefined` : `row[${column}]`;
}

function narrowed(entries: readonly FactEntry[], sight: Sight): readonly Partial<FactEntry>[] {
  if (sight === undefined) return entries;
  const names = entryFields.filter((name) => sight.includes(name));
  return entries.map((entry) => Object.fromEntries(names.map((name) => [name, entry[name]])));
}

function columnsOf(sight: readonly string[]) {
  const seen = <T extends string>(names: readonly T[]): T[] => names.filter((name) => sight.includes(name));
  return {
    facts: seen(factFields),
    recent: sight.includes('recent'),
    intent: seen(intentFields),
    entry: sight.includes('entry') ? seen(entryFields) : undefined,
  };
}
