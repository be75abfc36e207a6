/** Characters of an id that are made from a title; the contract allows 64. */
const lettersMax = 48;

/** "tidy-up" for "Tidy up!"; a name in another script becomes a number. Never one that is taken. */
export function kindId(title: string, taken: ReadonlySet<string>): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-');
  const base = plain.slice(0, lettersMax).replaceAll(/^-+|-+$/g, '') || 'habit';
  if (!taken.has(base)) return base;
  let next = 2;
  while (taken.has(`${base}-${next}`)) next++;
  return `${base}-${next}`;
}
