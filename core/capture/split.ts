// Where one entry of a line ends and the next begins, and which kind its words name.

import type { KindDefined } from '#gen/lifeos/event/v1/body_system_pb.ts';

/** Words that begin an entry of a kind, in small letters. */
export interface KindWords {
  readonly words: string;
  readonly kind: KindDefined;
}

/** All words of all kinds, longest first, so that "had coffee" wins over "had". */
export function wordsOfKinds(kinds: readonly KindDefined[]): KindWords[] {
  return kinds
    .filter((kind) => !kind.archived)
    .flatMap((kind) => {
      const own =
        kind.kind === 'note' ? [] : [...kind.words, ...(kind.words.length === 0 ? [kind.title] : [])];
      return own.map((words) => ({ words: words.toLowerCase(), kind }));
    })
    .filter(({ words }) => words.trim() !== '')
    .sort((a, b) => b.words.length - a.words.length || (a.words < b.words ? -1 : 1));
}

/** The kind that a text begins with, and how many characters its words take. */
export function matchKind(
  text: string,
  words: readonly KindWords[],
): { kind: KindDefined; length: number } | undefined {
  const lead =
    /^\s*(?:i\s+|i've\s+|had\s+(?:a\s+|an\s+|some\s+)?|did\s+|a\s+)?/iu.exec(text)?.[0].length ?? 0;
  return matchAt(text, words, 0) ?? matchAt(text, words, lead);
}

/** The parts of a line, without the space around them. Separators count only where a known kind begins after them. */
export function splitLine(line: string, words: readonly KindWords[]): { start: number; end: number }[] {
  const parts: { start: number; end: number }[] = [];
  let start = 0;
  for (const separator of line.matchAll(/[,;\n]|\s(?:and|und)\s/giu)) {
    const isNumber =
      separator[0] === ',' &&
      /\d$/.test(line.slice(0, separator.index)) &&
      /^\d/.test(line.slice(separator.index + 1));
    const next = separator.index + separator[0].length;
    const isHard = separator[0] === '\n' || separator[0] === ';';
    if (isNumber || (!isHard && !matchKind(line.slice(next), words))) continue;
    parts.push({ start, end: separator.index });
    start = next;
  }
  parts.push({ start, end: line.length });
  const kept = parts.map((part) => trimmed(line, part)).filter((part) => part.end > part.start);
  // A line of nothing but separators is still what somebody typed.
  return kept.length > 0 || line.trim() === '' ? kept : [trimmed(line, { start: 0, end: line.length })];
}

function matchAt(
  text: string,
  words: readonly KindWords[],
  from: number,
): { kind: KindDefined; length: number } | undefined {
  const begin = from + (/^\s*/.exec(text.slice(from))?.[0].length ?? 0);
  const lower = text.slice(begin).toLowerCase();
  const found = words.find(
    ({ words: own }) => lower.startsWith(own) && !/^[\p{L}\p{N}_]/u.test(lower.slice(own.length)),
  );
  return found ? { kind: found.kind, length: begin + found.words.length } : undefined;
}

function trimmed(line: string, part: { start: number; end: number }): { start: number; end: number } {
  const text = line.slice(part.start, part.end);
  const lead = text.length - text.trimStart().length;
  return {
    start: part.start + Math.min(lead, text.length),
    end: part.end - (text.length - text.trimEnd().length),
  };
}
