/** A text with the beginnings of searched words marked. */
export function Marked({ text, query }: { text: string; query: string }) {
  const words = query.split(/\s+/).filter((word) => word !== '');
  if (words.length === 0) return text;
  const pattern = new RegExp(
    `(${words.map((word) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`,
    'giu',
  );
  const parts = text.split(pattern);
  // Splitting by one group gives plain text and matches in turn.
  // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name than their place.
  return parts.map((part, i) => (i % 2 === 1 ? <mark key={i}>{part}</mark> : part));
}
