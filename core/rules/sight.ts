// What the rules of a set can see: which fields of the facts they are shown. Pure.
//
// Handing an entry over costs several times what judging it does, and a rule rarely looks at more than two fields. A rule can
// reach a field only by naming it, unless it lists fields, makes their names up, or hands a whole object on. So a field that no
// source of the set contains is left out, and a set in which one source could do any of that is shown everything. When in
// doubt, everything: being wrong there costs time only.

/** Names of the fields that are shown; undefined: all of them. */
export type Sight = readonly string[] | undefined;

/** @param names the fields there are */
export function sightOf(sources: readonly string[], names: readonly string[]): Sight {
  if (!sources.every(namesWhatItReads)) return undefined;
  return names.filter((name) => sources.some((source) => source.includes(name)));
}

// Ways to list fields or to reach them by other names, looked for in comments and texts as well. An escape may spell a name in
// another way. The body of a proposal is where an answer may carry a whole object.
const reachesFurther = /^#!|\\|__|Object|Reflect|JSON|globalThis|constructor|hasOwn|propertyIs|body/;

function namesWhatItReads(source: string): boolean {
  if (reachesFurther.test(source)) return false;
  const code = codeOf(source)?.replace(/\s+/g, ' ');
  if (code === undefined || /\.\.\.|\bin\b|\] ?:/.test(code)) return false;
  for (let at = code.indexOf('['); at >= 0; at = code.indexOf('[', at + 1)) {
    if (!isPlainBracket(code, at)) return false;
  }
  return true;
}

/** Whether a bracket begins a list, or takes a part whose name or number is written out; else the name is made up. */
function isPlainBracket(code: string, at: number): boolean {
  if (/^\[ ?(\d{1,9}|'') ?\]/.test(code.slice(at, at + 13))) return true;
  const before = code.slice(Math.max(0, at - 9), at).trimEnd();
  return /[(,=:?&|>[]$/.test(before) || /(^|[^.\w$#])(return|const|let|var)$/.test(before);
}

const skipped = /\/\/[^\n\r\u2028\u2029]*|\/\*[\s\S]*?\*\/|'[^'\n\r]*'|"[^"\n\r]*"/y;
const templateText = /(?:[^`$]|\$(?!\{))*(`|\$\{)/y;

/** A source without comments and with its texts emptied; undefined when it has a slash or a quote that begins neither. */
function codeOf(source: string): string | undefined {
  let code = '';
  const openBraces: number[] = []; // for each ${…} that we are in, how many braces are open in it
  for (let at = 0; at < source.length; ) {
    const char = source.charAt(at);
    const hole = openBraces.length - 1;
    skipped.lastIndex = at;
    const skip = skipped.exec(source)?.[0];
    if (skip !== undefined) {
      code += skip.startsWith('/') ? ' ' : "''";
      at += skip.length;
    } else if (char === '`' || (char === '}' && openBraces[hole] === 0)) {
      if (char === '}') openBraces.pop();
      templateText.lastIndex = at + 1;
      const text = templateText.exec(source);
      if (text === null) return undefined;
      if (text[1] === '${') openBraces.push(0);
      code += text[1] === '${' ? '(' : '``';
      at = templateText.lastIndex;
    } else {
      if (char === '/' || char === "'" || char === '"') return undefined;
      if (hole >= 0 && char === '{') openBraces[hole] = (openBraces[hole] ?? 0) + 1;
      if (hole >= 0 && char === '}') openBraces[hole] = (openBraces[hole] ?? 0) - 1;
      code += char;
      at++;
    }
  }
  return code;
}
