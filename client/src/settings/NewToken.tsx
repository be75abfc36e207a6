import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Choice, Field } from '#client/ui/field.tsx';
import { Segmented } from '#client/ui/segmented.tsx';
import { type Scope, scopeWords } from './access.ts';

interface NewTokenProps {
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly onMake: (given: { name: string; scopes: readonly Scope[]; days: number }) => Promise<void>;
}

const scopes = Object.entries(scopeWords).map(([id, name]) => ({ id: id as Scope, name }));

/** What a token is for, what it may do, how long. */
export function NewToken({ isOpen, onClose, onMake }: NewTokenProps) {
  return (
    <Dialog title="Make a token" isOpen={isOpen} onClose={onClose}>
      <NewTokenForm onClose={onClose} onMake={onMake} />
    </Dialog>
  );
}

function NewTokenForm({ onClose, onMake }: Omit<NewTokenProps, 'isOpen'>) {
  const [name, setName] = useState('');
  const [scope, setScope] = useState<Scope>('entries:write');
  const [days, setDays] = useState<'30' | '90' | '365'>('90');
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim() === '') return;
        void onMake({ name: name.trim(), scopes: [scope], days: Number(days) });
        onClose();
      }}
    >
      <Field
        label="What is it for?"
        value={name}
        onChange={setName}
        autoFocus
        isRequired
        maxLength={60}
        help="The name of the script: “Scale in the bathroom”."
      />
      <Choice label="What may it do?" options={scopes} value={scope} onChange={setScope} />
      <div className="field">
        <span className="label">How long?</span>
        <div className="actions">
          <Segmented
            label="How long?"
            value={days}
            onChange={setDays}
            options={[
              { id: '30', name: '30 days' },
              { id: '90', name: '90 days' },
              { id: '365', name: 'A year' },
            ]}
          />
        </div>
      </div>
      <div className="actions">
        <Button look="main" type="submit" isDisabled={name.trim() === ''}>
          Make token
        </Button>
        <Button look="quiet" onPress={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}
