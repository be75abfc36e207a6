// Two devices changed an entry before they heard of each other. Both are kept; here one chooses which shows.

import { Laptop, Pencil, Smartphone } from 'lucide-react';
import { usePropose } from '#client/app/usePropose.ts';
import type { EntryView, VersionView } from '#client/cache/views.ts';
import { Button, LinkButton } from '#client/ui/button.tsx';
import { spanWords } from '#client/ui/say/amount.ts';
import { entryWords } from '#client/ui/say/entry.ts';
import { moment, whenWords } from '#client/ui/say/time.ts';
import { useValueFacts } from './valuefacts.ts';
import { isPocket, ownWords, withFields, writerWords, writing } from './version.ts';
import './versions.css';

interface VersionsProps {
  readonly entry: EntryView;
  readonly versions: readonly VersionView[];
  /** The person wants to write one of their own. */
  readonly onWrite: () => void;
}

export function Versions({ entry, versions, onWrite }: VersionsProps) {
  const propose = usePropose();
  const keep = async (version: VersionView) => {
    const before = writing(entry.entryId, shownFields(entry, version));
    await propose({
      drafts: [{ kind: 'entryAmended', value: writing(entry.entryId, version.fields) }],
      done: `The version of ${inSentence(writerWords(version.writer))} is kept`,
      ...(version.isShown
        ? {}
        : {
            undo: {
              text: `${entryWords(entry).name} is as it was`,
              drafts: [{ kind: 'entryAmended' as const, value: before }],
            },
          }),
    });
  };
  return (
    <section className="versions" aria-label="Two versions">
      <p>
        Two of your devices changed this before they heard of each other. Both are kept. Which one should
        show?
      </p>
      <div className="sides">
        {versions.map((version) => (
          <Side
            key={version.writer.deviceId}
            entry={entry}
            version={version}
            other={versions.find((other) => other !== version)}
            onKeep={() => void keep(version)}
          />
        ))}
      </div>
      <LinkButton onPress={onWrite}>
        <Pencil size={16} aria-hidden /> Write another from both
      </LinkButton>
    </section>
  );
}

interface SideProps {
  readonly entry: EntryView;
  readonly version: VersionView;
  /** What its words are held against. */
  readonly other: VersionView | undefined;
  readonly onKeep: () => void;
}

function Side({ entry, version, other, onKeep }: SideProps) {
  const own = withFields(entry, version.fields);
  const facts = useValueFacts(own);
  const who = `${writerWords(version.writer)}, ${whenWords(version.wallMs, Date.now())}`;
  const Picture = isPocket(version.writer) ? Smartphone : Laptop;
  const rows: (readonly [string, string, boolean])[] = [
    ...('occurredMs' in version.fields ? [['When', moment(own.occurredMs), true] as const] : []),
    ...(own.spanMs !== null && own.spanMs > 0
      ? [['Length', spanWords(own.spanMs), 'spanMs' in version.fields] as const]
      : []),
    ...facts.map(({ name, term, words }) => [term, words, `value.${name}` in version.fields] as const),
    ...('tags' in version.fields
      ? [['Tags', own.tags.map((tag) => `#${tag}`).join(' ') || 'none', true] as const]
      : []),
  ];
  return (
    <article className={version.isShown ? 'side shown' : 'side'} aria-label={who}>
      <header>
        <Picture size={16} aria-hidden />
        {who}
        {version.isShown ? ' · shown' : ''}
      </header>
      {rows.length > 0 ? (
        <dl>
          {rows.map(([term, words, isOwn]) => (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{isOwn ? <mark>{words}</mark> : words}</dd>
            </div>
          ))}
        </dl>
      ) : null}
      {own.note === '' ? null : (
        <p className="note">
          <Note text={own.note} other={other ? withFields(entry, other.fields).note : ''} />
        </p>
      )}
      <Button
        {...(version.isShown ? { look: 'main' as const } : {})}
        small
        aria-label={`Keep this one: ${who}`}
        onPress={onKeep}
      >
        Keep this one
      </Button>
    </article>
  );
}

function Note({ text, other }: { text: string; other: string }) {
  return ownWords(text, other).map(({ text: words, isOwn }, i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text have no other name than their place.
    isOwn ? <mark key={i}>{words}</mark> : words,
  );
}

// What the entry shows now of the fields on which the versions differ.
function shownFields(entry: EntryView, { fields }: VersionView): VersionView['fields'] {
  const now: Record<string, unknown> = { ...entry };
  return Object.fromEntries(
    Object.keys(fields).map((name) => [
      name,
      name.startsWith('value.') ? entry.values[name.slice('value.'.length)] : now[name],
    ]),
  ) as VersionView['fields'];
}

function inSentence(words: string): string {
  return words.startsWith('This ') || words.startsWith('Another ') ? words.toLowerCase() : words;
}
