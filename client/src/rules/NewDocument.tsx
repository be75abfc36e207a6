import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Field } from '#client/ui/field.tsx';
import { DocumentType } from '#gen/lifeos/event/v1/body_system_pb.ts';
import { beginning } from './documentwords.ts';
import { useNewDocument } from './useVersion.ts';

/** A new rule or protocol, begun from a small working one. */
export function NewDocument({ type, onClose }: { type: DocumentType | undefined; onClose: () => void }) {
  const isRule = type === DocumentType.RULE;
  return (
    <Dialog title={isRule ? 'New rule' : 'New protocol'} isOpen={type !== undefined} onClose={onClose}>
      {type === undefined ? null : <NewForm type={type} onClose={onClose} />}
    </Dialog>
  );
}

function NewForm({ type, onClose }: { type: DocumentType; onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [content, setContent] = useState(() => beginning(type));
  const make = useNewDocument();
  const navigate = useNavigate();
  const name = title.trim();
  const isRule = type === DocumentType.RULE;
  const save = async () => {
    onClose();
    const id = await make({ type, title: name, content });
    await navigate({ to: '/rules', search: { id } });
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name !== '') void save();
      }}
    >
      <Field
        label="What is it called?"
        value={title}
        onChange={setTitle}
        autoFocus
        isRequired
        maxLength={40}
        help="The name it asks under: “Sleep on it”."
      />
      <Field
        label={isRule ? 'Its lines' : 'Its text'}
        lines={isRule ? 'code' : 'some'}
        value={content}
        onChange={setContent}
        {...(isRule
          ? {
              help: 'JavaScript, run in a sandbox: no network and no clock. A rule that fails asks you instead of letting things pass.',
            }
          : {})}
      />
      <div className="actions">
        <Button look="main" type="submit" isDisabled={name === ''}>
          {isRule ? 'Turn on this rule' : 'Add this protocol'}
        </Button>
        <Button look="quiet" onPress={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}
