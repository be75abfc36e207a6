// Undo, Pause, Why this? What just happened is said beside Undo, in the same place each time, and read out politely.

import { create } from '@bufbuild/protobuf';
import { CircleQuestionMark, Pause, Play, Undo2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from 'react-aria-components';
import { PauseSetSchema } from '#gen/lifeos/event/v1/body_system_pb.ts';
import type { Draft } from '../life.ts';
import { useMoment, useMomentStore } from '../moment.ts';
import { useAnswer } from '../useLife.ts';
import { usePropose, useUndo } from '../usePropose.ts';

/** How long a sentence stays beside Undo; it can be undone for longer. */
const saidMs = 9000;

export function Promises() {
  const store = useMomentStore();
  const undos = useMoment((moment) => moment.undos);
  const isWhyOpen = useMoment((moment) => moment.over === 'why');
  const said = useSaid();
  const { undo } = useUndo();
  return (
    <div className="promises">
      <div className={`said${said === '' ? '' : ' on'}`}>
        <p role="status">{said}</p>
        <Button isDisabled={undos.length === 0} onPress={() => void undo()}>
          <Undo2 size={20} aria-hidden />
          Undo
        </Button>
      </div>
      <PauseButton />
      <Button
        aria-expanded={isWhyOpen}
        aria-haspopup="dialog"
        onPress={() => store.setState({ over: 'why' })}
      >
        <CircleQuestionMark size={20} aria-hidden />
        Why this?
      </Button>
    </div>
  );
}

function PauseButton() {
  const isPaused = useAnswer('isPaused', {}) ?? false;
  const propose = usePropose();
  const set = (paused: boolean): Draft => ({ kind: 'pauseSet', value: create(PauseSetSchema, { paused }) });
  const toggle = () =>
    propose({
      drafts: [set(!isPaused)],
      done: isPaused ? 'Everything goes on' : 'Paused. You can still log.',
      undo: { text: isPaused ? 'Paused again' : 'Everything goes on', drafts: [set(isPaused)] },
    });
  return (
    <Button className={isPaused ? 'paused' : ''} aria-pressed={isPaused} onPress={() => void toggle()}>
      {isPaused ? <Play size={20} aria-hidden /> : <Pause size={20} aria-hidden />}
      {isPaused ? <span className="long">Paused ·</span> : null}
      {isPaused ? 'Go on' : 'Pause'}
    </Button>
  );
}

function useSaid(): string {
  const store = useMomentStore();
  const [shown, setShown] = useState('');
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const show = () => {
      const { said } = store.getState();
      if (said === '') return;
      setShown(said);
      store.setState({ said: '' });
      clearTimeout(timer);
      timer = setTimeout(() => setShown(''), saidMs);
    };
    show();
    const stop = store.subscribe(show);
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  return shown;
}
