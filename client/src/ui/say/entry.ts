// An entry as one line: a name and the rest.

import type { EntryView } from '#client/cache/views.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { spanWords, valueWords } from './amount.ts';

type Told = Pick<EntryView, 'kind' | 'title' | 'values' | 'note' | 'spanMs'>;

/** "Run" and "6.2 km, 34 min". A note is its own name. */
export function entryWords(entry: Told): { name: string; detail: string } {
  if (entry.kind === 'note' && entry.note !== '') {
    const [first = '', ...rest] = entry.note.split('\n');
    return { name: first, detail: rest.join(' ') };
  }
  const values = Object.entries(entry.values).map(([name, value]) => countWords(name, value));
  const hasLength = 'minutes' in entry.values || 'hours' in entry.values;
  const span = entry.spanMs !== null && entry.spanMs > 0 && !hasLength ? spanWords(entry.spanMs) : '';
  return {
    name: entry.title,
    detail: [...values, span, entry.note].filter((part) => part !== '').join(', '),
  };
}

// A count says of what: "1 cup", "12 reps". Its name is the plural; a score has no plural and is only its number.
function countWords(name: string, value: StoredValue): string {
  const words = valueWords(value);
  const isCount = 'unit' in value && (value.unit === '1' || value.unit === '') && name.endsWith('s');
  return isCount ? `${words} ${Number(value.amount) === 1 ? name.slice(0, -1) : name}` : words;
}

/** "an import", "the tool weight-trend"; nothing when the person did it. */
export function actorWords(actor: string): string {
  if (actor === 'user') return '';
  const [kind, name = ''] = [actor.slice(0, actor.indexOf(':')), actor.slice(actor.indexOf(':') + 1)];
  const words: Record<string, string> = {
    import: 'an import',
    device: 'one of your devices',
    schedule: 'a schedule',
    tool: `the tool “${name}”`,
    agent: `the agent “${name}”`,
  };
  return words[kind] ?? 'LifeOS';
}
