// Code with a little colour: enough to see words, texts, numbers and comments apart. It reads no grammar and changes no character.

const pattern =
  /(?<c>\/\/[^\n]*)|(?<s>'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`)|(?<k>\b(?:export|default|function|const|let|if|else|return|for|of|new|permit|forbid|when|unless)\b)|(?<n>\b\d[\d_.]*\b)/g;

export function Code({ text, label }: { text: string; label: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard.
    <section aria-label={label} tabIndex={0}>
      <pre>
        {[...partsOf(text)].map((part) => (
          <span key={part.at} className={part.look}>
            {part.text}
          </span>
        ))}
      </pre>
    </section>
  );
}

function* partsOf(text: string): Generator<{ at: number; text: string; look: string }> {
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    if (match.index > from) yield { at: from, text: text.slice(from, match.index), look: '' };
    const look = Object.entries(match.groups ?? {}).find(([, found]) => found !== undefined)?.[0] ?? '';
    yield { at: match.index, text: match[0], look };
    from = match.index + match[0].length;
  }
  if (from < text.length) yield { at: from, text: text.slice(from), look: '' };
}
