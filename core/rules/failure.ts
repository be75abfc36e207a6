// What went wrong inside a context, in words for the rule's author.

import type { RuleFailure } from './rule.ts';

/** A failure before the host has put the rule's name to it; its message goes on after "it": "did not finish …". */
export type ContextFailure = Pick<RuleFailure, 'kind' | 'message' | 'line'>;

/** The failure in what describe() made of an error; '' when there was no memory left even for that. */
export function readError(json: string, isCompiling: boolean): ContextFailure {
  const [name, text, stack] = json === '' ? outOfMemory : (JSON.parse(json) as string[]);
  const at = /rule\.js:(\d+)/.exec(stack ?? '');
  const line = at ? { line: Number(at[1]) } : {};
  // Without memory for an error object, QuickJS throws null.
  if ((name === 'InternalError' && text === 'out of memory') || (name === '' && text === 'null'))
    return { kind: 'memory', message: 'used more memory than a rule may', ...line };
  if (name === 'InternalError' && text === 'stack overflow')
    return { kind: 'threw', message: 'calls itself too deeply', ...line };
  if (name === 'SyntaxError' && isCompiling)
    return { kind: 'syntax', message: `does not compile: ${text}`, ...line };
  const what = [name, text].filter(Boolean).join(': ') || 'an empty error';
  return { kind: 'threw', message: `threw ${what}`, ...line };
}

export const noImport: ContextFailure = {
  kind: 'syntax',
  message: 'imports something; a rule is one module and can import nothing',
};

const outOfMemory = ['InternalError', 'out of memory', ''];
