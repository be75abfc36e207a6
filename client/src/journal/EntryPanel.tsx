// One entry closely: what is known of it, where it came from, why it is there; changed or removed from here.

import { Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useAnswer } from '#client/app/useLife.ts';
import { usePropose } from '#client/app/usePropose.ts';
import { WhyChain } from '#client/app/why/WhyChain.tsx';
import type { EntryView } from '#client/cache/views.ts';
import { removal } from '#client/capture/useSaveLine.ts';
import { Button } from '#client/ui/button.tsx';
import { spanWords } from '#client/ui/say/amount.ts';
import { domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { actorWords, entryWords } from '#client/ui/say/entry.ts';
import { clock, dayTitle } from '#client/ui/say/time.ts';
import { EditEntry } from './EditEntry.tsx';
import { History } from './History.tsx';
import { Versions } from './Versions.tsx';
import { useValueFacts } from './valuefacts.ts';

/** "Family · 15 November, 12:30". */
export function EntryTag({ entry, today }: { entry: EntryView; today: string }) {
  return (
    <span className="tag" style={domainStyle(entry.domain)}>
      <span className="dot" />
      {domainTitle(entry.domain)} · {dayTitle(entry.day, today)}, {clock(entry.occurredMs, entry.zone)}
    </span>
  );
}

/** An address that leads to no entry. */
export function NoEntry() {
  return (
    <p className="muted">
      It was removed, or it has not reached this device yet. What you removed is still in your log.
    </p>
  );
}

export function EntryPanel({ entry, onGone }: { entry: EntryView; onGone: () => void }) {
  const [isEditing, setEditing] = useState(false);
  const propose = usePropose();
  const story = useAnswer('versions', { entryId: entry.entryId });
  const name = entryWords(entry).name;
  const remove = async () => {
    onGone();
    await propose({
      drafts: [removal(entry.entryId, false)],
      done: `${name} removed`,
      undo: { text: `${name} is back`, drafts: [removal(entry.entryId, true)] },
    });
  };
  if (isEditing) return <EditEntry entry={entry} onDone={() => setEditing(false)} />;
  const { versions, changes } = story?.entryId === entry.entryId ? story : { versions: [], changes: [] };
  return (
    <>
      {versions.length > 0 ? (
        <Versions entry={entry} versions={versions} onWrite={() => setEditing(true)} />
      ) : (
        <>
          {entry.note !== '' && entry.note !== name ? <p className="note">{entry.note}</p> : null}
          <EntryFacts entry={entry} />
        </>
      )}
      <div className="actions">
        {versions.length > 0 ? null : (
          <Button onPress={() => setEditing(true)}>
            <Pencil size={16} aria-hidden />
            Change
          </Button>
        )}
        <Button look="danger" onPress={() => void remove()}>
          <Trash2 size={16} aria-hidden />
          Remove
        </Button>
      </div>
      {changes.length > 1 ? <History entry={entry} changes={changes} isOpen={versions.length > 0} /> : null}
      <h3>Why is it here?</h3>
      <WhyChain eventId={entry.eventId} />
    </>
  );
}

function EntryFacts({ entry }: { entry: EntryView }) {
  const valueFacts = useValueFacts(entry);
  const by = actorWords(entry.actor);
  const facts: (readonly [string, string])[] = [
    ['Kind', entry.title],
    ...valueFacts.map(({ term, words }) => [term, words] as const),
    ...(entry.spanMs !== null && entry.spanMs > 0 ? [['Length', spanWords(entry.spanMs)] as const] : []),
    ...(entry.typed === '' ? [] : [['You wrote', `“${entry.typed}”`] as const]),
    ...(by === '' ? [] : [['Came from', by] as const]),
  ];
  return (
    <>
      <dl className="facts-list">
        {facts.map(([term, words]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {entry.tags.length > 0 ? (
        <ul className="tags" aria-label="Tags">
          {entry.tags.map((tag) => (
            <li key={tag} className="pill">
              #{tag}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  );
}
