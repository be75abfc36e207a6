// A new habit: its name, where it belongs, how often.

import { useState } from 'react';
import { Button } from '#client/ui/button.tsx';
import { Dialog } from '#client/ui/dialog.tsx';
import { Choice, Field } from '#client/ui/field.tsx';
import { allDomains, domainStyle, domainTitle } from '#client/ui/say/domain.ts';
import { Segmented } from '#client/ui/segmented.tsx';
import { Domain } from '#gen/lifeos/common/v1/domain_pb.ts';
import { useDefineHabit } from './useDefineHabit.ts';

export function AddHabit({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  return (
    <Dialog title="Add a habit" isOpen={isOpen} onClose={onClose}>
      <AddHabitForm onClose={onClose} />
    </Dialog>
  );
}

/** Characters of a title: in any script no more than the 80 bytes of the contract. */
const titleMax = 26;

const domainOptions = allDomains.map((domain) => ({
  id: String(domain),
  name: domainTitle(domain),
  picture: <span className="dot" style={domainStyle(domain)} />,
}));

function AddHabitForm({ onClose }: { onClose: () => void }) {
  const [title, setTitle] = useState('');
  const [domain, setDomain] = useState(String(Domain.HEALTH));
  const [rhythm, setRhythm] = useState<'daily' | 'weekly'>('daily');
  const [times, setTimes] = useState<'1' | '2' | '3' | '4' | '5' | '6'>('3');
  const define = useDefineHabit();
  const name = title.trim();
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (name === '') return;
        const target =
          rhythm === 'daily' ? { times: 1, periodDays: 1 } : { times: Number(times), periodDays: 7 };
        void define({ title: name, domain: Number(domain) as Domain, ...target });
        onClose();
      }}
    >
      <Field
        label="What do you want to keep doing?"
        value={title}
        onChange={setTitle}
        autoFocus
        isRequired
        maxLength={titleMax}
        help="A name you would say aloud: Walk, Read, Call home."
      />
      <Choice label="Where does it belong?" options={domainOptions} value={domain} onChange={setDomain} />
      <div className="field">
        <span className="label">How often?</span>
        <div className="actions">
          <Segmented
            label="How often?"
            value={rhythm}
            onChange={setRhythm}
            options={[
              { id: 'daily', name: 'Every day' },
              { id: 'weekly', name: 'Some days a week' },
            ]}
          />
        </div>
      </div>
      {rhythm === 'weekly' ? (
        <div className="field">
          <span className="label">How many days a week?</span>
          <div className="actions">
            <Segmented
              label="How many days a week?"
              value={times}
              onChange={setTimes}
              options={(['1', '2', '3', '4', '5', '6'] as const).map((id) => ({ id, name: id }))}
            />
          </div>
        </div>
      ) : null}
      <div className="actions">
        <Button look="main" type="submit" isDisabled={name === ''}>
          Add habit
        </Button>
        <Button look="quiet" onPress={onClose}>
          Not now
        </Button>
      </div>
    </form>
  );
}
