// Changes an entry: its note, time, numbers and tags. What it was before stays in the log.

import { useState } from 'react';
import { useMoment } from '#client/app/moment.ts';
import { useAnswer } from '#client/app/useLife.ts';
import { usePropose } from '#client/app/usePropose.ts';
import type { EntryView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { Field } from '#client/ui/field.tsx';
import { entryWords } from '#client/ui/say/entry.ts';
import type { StoredValue } from '#core/projection/entry.ts';
import { amendment, localInput, movedTo, reverse, withAmount } from './amend.ts';

export function EditEntry({ entry, onDone }: { entry: EntryView; onDone: () => void }) {
  const specs = useAnswer('kinds', {})?.find((one) => one.kind === entry.kind)?.values ?? [];
  const [note, setNote] = useState(entry.note);
  const [when, setWhen] = useState(localInput(entry.occurredMs, entry.zone));
  const [tags, setTags] = useState(entry.tags.join(', '));
  const [written, setWritten] = useState(() => writtenOf(entry.values));
  const propose = usePropose();
  const notSaved = useMoment((moment) => moment.notSaved);

  const values = editedValues(entry.values, written);
  const occurredMs = movedTo(entry, when);
  const save = async () => {
    if (!values || occurredMs === undefined) return;
    const amended = amendment(entry, { note: note.trim(), occurredMs, tags: tagsOf(tags), values });
    if (!amended) return onDone();
    const { name } = entryWords(entry);
    // The form stays until what is in it is safe.
    await propose({
      drafts: [{ kind: 'entryAmended', value: amended }],
      done: `${name} changed`,
      undo: {
        text: `${name} is as it was`,
        drafts: [{ kind: 'entryAmended', value: reverse(entry, amended) }],
      },
    });
    onDone();
  };

  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        save().catch(() => undefined); // said below
      }}
    >
      <Field label="Note" lines="some" value={note} onChange={setNote} autoFocus maxLength={4000} />
      <Field label="When" type="datetime-local" value={when} onChange={setWhen} />
      <div className="edit-grid">
        {Object.entries(written).map(([name, words]) => (
          <Field
            key={name}
            label={labelOf(specs.find((spec) => spec.name === name)?.title ?? name, entry.values[name])}
            value={words}
            inputMode={entry.values[name] && 'amount' in entry.values[name] ? 'decimal' : 'text'}
            onChange={(next) => setWritten({ ...written, [name]: next })}
          />
        ))}
      </div>
      <Field label="Tags, with commas between" value={tags} onChange={setTags} />
      {notSaved === '' ? null : (
        <p className="failed" role="alert">
          {notSaved} What you wrote is still here.
        </p>
      )}
      {values ? null : <p className="failed">One of the numbers is not a number.</p>}
      <div className="actions">
        <Button look="main" type="submit" isDisabled={!values || occurredMs === undefined}>
          Save change
        </Button>
        <Button look="quiet" onPress={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}

// Numbers and texts can be written; a yes and a reference stay as they are.
function writtenOf(values: EntryView['values']): Record<string, string> {
  const written: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) {
    if ('amount' in value) written[name] = value.amount;
    else if ('text' in value) written[name] = value.text;
  }
  return written;
}

function editedValues(
  values: EntryView['values'],
  written: Readonly<Record<string, string>>,
): Record<string, StoredValue> | undefined {
  const edited: Record<string, StoredValue> = {};
  for (const [name, words] of Object.entries(written)) {
    const before = values[name];
    const next = before && 'amount' in before ? withAmount(before, words) : { text: words };
    if (!next) return undefined;
    edited[name] = next;
  }
  return edited;
}

function tagsOf(words: string): string[] {
  const tags = words.split(',').map((tag) => tag.trim().replace(/^#/, ''));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, 32); // the contract's limit
}

function labelOf(title: string, value: StoredValue | undefined): string {
  if (value && 'currency' in value) return `${title} (${value.currency})`;
  return value && 'unit' in value && value.unit !== '' && value.unit !== '1'
    ? `${title} (${value.unit})`
    : title;
}
