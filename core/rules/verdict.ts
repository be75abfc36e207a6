// Reads what came out of a sandbox. The text is hostile until it has passed here: its length is looked at first, then
// it must be JSON, then every field must be known, of its type and within its length. Anything else is refused whole.

import type { JsonValue, Verdict } from './rule.ts';

/** Length limits of the parts of a verdict, in UTF-16 units; texts are shown on a card and must fit there. */
export const verdictLimits = {
  verdictsMax: 8,
  textMax: 500,
  noteMax: 2_000,
  titleMax: 200,
  optionsMax: 6,
  optionMax: 80,
  tagsMax: 16,
  tagMax: 64,
  bodyDepthMax: 16,
} as const;

export type ParsedVerdicts =
  | { readonly ok: true; readonly verdicts: readonly Verdict[] }
  | { readonly ok: false; readonly message: string };

/**
 * The verdicts in a rule's answer; empty text means that it had nothing to say. Never throws.
 * @param charsMax the longest text that is looked at
 */
export function parseVerdicts(text: string, charsMax: number): ParsedVerdicts {
  if (text.length > charsMax)
    return refuse(`returned ${text.length} characters; at most ${charsMax} are read`);
  if (text === '') return { ok: true, verdicts: [] };
  try {
    const json: unknown = JSON.parse(text);
    const list = Array.isArray(json) ? json : [json];
    if (list.length > verdictLimits.verdictsMax)
      return refuse(`returned ${list.length} verdicts; at most ${verdictLimits.verdictsMax} are read`);
    return { ok: true, verdicts: list.map(readVerdict) };
  } catch (error) {
    return refuse(error instanceof Misfit ? error.message : 'returned something that is not JSON');
  }
}

/** Thrown and caught within this file only, so that the readers below can be written as plain expressions. */
class Misfit extends Error {}

function refuse(message: string): ParsedVerdicts {
  return { ok: false, message };
}

function readVerdict(json: unknown): Verdict {
  if (json === null) throw new Misfit('returned null; return nothing when the rule has nothing to say');
  const given = readObject(json, 'a verdict');
  const { textMax, noteMax, titleMax, optionsMax, optionMax, tagsMax, tagMax, bodyDepthMax } = verdictLimits;
  switch (given.verdict) {
    case 'deny':
      onlyFields(given, 'deny', ['reason', 'advice']);
      return {
        verdict: 'deny',
        reason: readText(given.reason, 'reason', textMax),
        ...(given.advice !== undefined && { advice: readText(given.advice, 'advice', textMax) }),
      };
    case 'ask':
      onlyFields(given, 'ask', ['question', 'options']);
      return {
        verdict: 'ask',
        question: readText(given.question, 'question', textMax),
        ...(given.options !== undefined && {
          options: readTexts(given.options, 'options', optionsMax, optionMax),
        }),
      };
    case 'annotate':
      onlyFields(given, 'annotate', ['tags', 'note']);
      return {
        verdict: 'annotate',
        ...(given.tags !== undefined && { tags: readTexts(given.tags, 'tags', tagsMax, tagMax) }),
        ...(given.note !== undefined && { note: readText(given.note, 'note', noteMax) }),
      };
    case 'propose':
      onlyFields(given, 'propose', ['title', 'body']);
      return {
        verdict: 'propose',
        title: readText(given.title, 'title', titleMax),
        body: readBody(given.body, bodyDepthMax),
      };
    default:
      throw new Misfit(
        `returned ${shown(given.verdict)} as its verdict; write 'deny', 'ask', 'annotate' or 'propose'`,
      );
  }
}

function readObject(json: unknown, what: string): Record<string, unknown> {
  if (typeof json === 'object' && json !== null && !Array.isArray(json))
    return json as Record<string, unknown>;
  throw new Misfit(`returned ${shown(json)} where ${what} belongs`);
}

/** A misspelt field would be lost in silence, and with it what the author meant. */
function onlyFields(given: Record<string, unknown>, verdict: string, fields: string[]): void {
  const stranger = Object.keys(given).find((name) => name !== 'verdict' && !fields.includes(name));
  if (stranger === undefined) return;
  throw new Misfit(`gave '${verdict}' the field ${shown(stranger)}; it takes ${fields.join(' and ')}`);
}

function readText(json: unknown, field: string, charsMax: number): string {
  if (typeof json !== 'string' || json.trim() === '') throw new Misfit(`needs a text in '${field}'`);
  if (json.length > charsMax) throw new Misfit(`wrote more than ${charsMax} characters in '${field}'`);
  // Half a surrogate pair cannot be written as UTF-8, and so neither stored nor sent.
  if (!json.isWellFormed()) throw new Misfit(`wrote broken characters in '${field}'`);
  return json;
}

function readTexts(json: unknown, field: string, countMax: number, charsMax: number): string[] {
  if (!Array.isArray(json)) throw new Misfit(`needs a list of texts in '${field}'`);
  if (json.length > countMax) throw new Misfit(`gave more than ${countMax} texts in '${field}'`);
  return json.map((item) => readText(item, field, charsMax));
}

function readBody(json: unknown, depthMax: number): JsonValue {
  if (json === undefined) throw new Misfit("needs a 'body'");
  if (depthMax === 0) throw new Misfit("nested its 'body' too deeply");
  if (typeof json === 'string' && !json.isWellFormed())
    throw new Misfit("wrote broken characters in its 'body'");
  if (typeof json !== 'object' || json === null) return json as JsonValue;
  for (const [name, value] of Object.entries(json)) {
    // Copied by assignment, this name would change an object's prototype instead of its fields.
    if (name === '__proto__' || !name.isWellFormed())
      throw new Misfit(`used the name ${shown(name)} in its 'body'`);
    readBody(value, depthMax - 1);
  }
  return json as JsonValue;
}

/** A value as it may stand in a message: short, and with everything outside ASCII written out, so look-alikes show. */
function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  const short = text.length > 40 ? `${text.slice(0, 40)}…` : text;
  return short.replace(/[^\x20-\x7e…]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
