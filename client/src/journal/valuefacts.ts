// The values of an entry by the names that its kind gives them.

import { useAnswer } from '#client/app/useLife.ts';
import type { EntryView } from '#client/cache/views.ts';
import { valueWords } from '#client/ui/say/amount.ts';

export interface ValueFact {
  /** The value's name within the kind. */
  readonly name: string;
  readonly term: string;
  readonly words: string;
}

export function useValueFacts(entry: Pick<EntryView, 'kind' | 'values'>): ValueFact[] {
  const specs = useAnswer('kinds', {})?.find((one) => one.kind === entry.kind)?.values ?? [];
  return Object.entries(entry.values).map(([name, value]) => ({
    name,
    term: specs.find((spec) => spec.name === name)?.title ?? name.replaceAll('_', ' '),
    words: valueWords(value) === '' ? 'yes' : valueWords(value),
  }));
}
