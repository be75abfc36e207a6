import { useState } from 'react';
import type { DocumentView } from '#client/cache/views.ts';
import { Button } from '#client/ui/button.tsx';
import { Field } from '#client/ui/field.tsx';
import { LineDiff } from '#client/ui/LineDiff.tsx';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { useVersion } from './useVersion.ts';

/** Writes the next version, and shows what it changes before it is saved. */
export function EditDocument({ document, onDone }: { document: DocumentView; onDone: () => void }) {
  const [content, setContent] = useState(document.content);
  const [note, setNote] = useState('');
  const version = useVersion();
  const next = document.version + 1;
  const isSame = content === document.content;
  const save = (active: boolean) => {
    void version(
      document,
      { content, note: note.trim(), active },
      `${document.title} is now version ${next}`,
    );
    onDone();
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (!isSame) save(true);
      }}
    >
      <Field
        label="Text"
        lines={document.type === DocumentType.RULE ? 'code' : 'some'}
        value={content}
        onChange={setContent}
        autoFocus
      />
      {isSame ? null : (
        <LineDiff before={document.content} after={content} label="What this version changes" />
      )}
      <Field label="What is different, in your words" value={note} onChange={setNote} maxLength={300} />
      <div className="actions">
        <Button look="main" type="submit" isDisabled={isSame}>
          Turn on version {next}
        </Button>
        <Button isDisabled={isSame} onPress={() => save(false)}>
          Save it, off
        </Button>
        <Button look="quiet" onPress={onDone}>
          Leave it
        </Button>
      </div>
    </form>
  );
}
