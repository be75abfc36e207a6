// The little Markdown that protocols are written in: headings, lists, paragraphs. Everything else is shown as it was written.

interface Block {
  readonly at: number;
  readonly kind: 'heading' | 'list' | 'words';
  readonly lines: readonly string[];
}

export function Prose({ text }: { text: string }) {
  return (
    <div className="prose stack">
      {blocksOf(text).map(({ at, kind, lines }) => {
        if (kind === 'heading') return <h3 key={at}>{lines[0]}</h3>;
        if (kind === 'words') return <p key={at}>{lines.join(' ')}</p>;
        return (
          <ul key={at}>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}

function blocksOf(text: string): Block[] {
  const blocks: { at: number; kind: Block['kind']; lines: string[] }[] = [];
  let isOpen = false;
  text.split('\n').forEach((line, at) => {
    const heading = line.match(/^#+\s+(.*)$/)?.[1];
    const item = line.match(/^[-*]\s+(.*)$/)?.[1];
    const kind = heading === undefined ? (item === undefined ? 'words' : 'list') : 'heading';
    const last = blocks.at(-1);
    if (line.trim() === '') isOpen = false;
    else if (isOpen && last?.kind === kind && kind !== 'heading') last.lines.push(item ?? line);
    else {
      blocks.push({ at, kind, lines: [heading ?? item ?? line] });
      isOpen = true;
    }
  });
  return blocks;
}
