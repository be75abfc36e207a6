// What became of an entry over time. Whatever it was once is in the log, and comes back with one click.

import { usePropose } from '#client/app/usePropose.ts';
import type { FieldName } from '#client/cache/changes.ts';
import type { ChangeView, EntryView } from '#client/cache/views.ts';
import { LinkButton } from '#client/ui/button.tsx';
import { actorWords, entryWords } from '#client/ui/say/entry.ts';
import { whenWords } from '#client/ui/say/time.ts';
import { differing, withFields, writerWords, writing } from './version.ts';
import './versions.css';

/** Milliseconds after which a change counts as written offline: sync takes a second, and no line is slower than this. */
const offlineMs = 60_000;

interface HistoryProps {
  readonly entry: EntryView;
  readonly changes: readonly ChangeView[];
  readonly isOpen: boolean;
}

export function History({ entry, changes, isOpen }: HistoryProps) {
  const now = changes.at(-1)?.after ?? {};
  const propose = usePropose();
  const bringBack = async (change: ChangeView) => {
    const fields = differing(change.after, now);
    const { name } = entryWords(entry);
    await propose({
      drafts: [{ kind: 'entryAmended', value: writing(entry.entryId, fields) }],
      done: `${name} is as it was ${whenWords(change.wallMs, Date.now())}`,
      undo: {
        text: `${name} is as it was before`,
        drafts: [
          {
            kind: 'entryAmended',
            value: writing(
              entry.entryId,
              Object.fromEntries(Object.keys(fields).map((name) => [name, now[name as FieldName]])),
            ),
          },
        ],
      },
    });
  };
  return (
    <details className="history" open={isOpen}>
      <summary>Earlier versions</summary>
      <ol className="chain">
        {changes.map((change) => {
          const { name, detail } = entryWords(withFields(entry, change.after));
          return (
            <li key={change.eventId}>
              <b>{whenWords(change.wallMs, Date.now())}</b> {changeWords(change)}
              <small>{detail === '' ? name : `${name}, ${detail}`}</small>
              {Object.keys(differing(change.after, now)).length > 0 ? (
                <LinkButton onPress={() => void bringBack(change)}>Bring this back</LinkButton>
              ) : null}
            </li>
          );
        })}
      </ol>
    </details>
  );
}

function changeWords(change: ChangeView): string {
  const by = actorWords(change.actor);
  const where = by === '' ? `on ${writerInSentence(change)}` : `by ${by}`;
  const late = change.recordedMs !== null && change.recordedMs - change.wallMs > offlineMs;
  const sent = late ? `, sent ${whenWords(change.recordedMs ?? 0, Date.now())}` : '';
  return `${whatWords(change)} ${where}${sent}`;
}

function whatWords({ what, changed }: ChangeView): string {
  if (what === 'logged') return 'Logged';
  if (what === 'removed') return 'Removed';
  if (what === 'restored') return 'Brought back';
  const names = [...new Set(changed.map(fieldWords))];
  const listed =
    names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? 'entry');
  return `${listed.charAt(0).toUpperCase()}${listed.slice(1)} changed`;
}

function fieldWords(field: FieldName): string {
  if (field.startsWith('value.')) return field.slice('value.'.length).replaceAll('_', ' ');
  if (field === 'occurredMs' || field === 'zone') return 'time';
  return field === 'spanMs' ? 'length' : field;
}

function writerInSentence({ writer }: ChangeView): string {
  const words = writerWords(writer);
  return writer.isThis || writer.name === '' ? words.toLowerCase() : words;
}
