// Ctrl K: find a screen, an entry, a metric or a rule, or write down what happened, from anywhere. The combobox is our own, because
// with every letter the first option is the one that Enter takes, and options change their order while one types.

import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Dialog, Modal, ModalOverlay } from 'react-aria-components';
import { useMoment, useMomentStore } from '../moment.ts';
import { PaletteList } from './PaletteList.tsx';
import { type PaletteOption, usePaletteOptions } from './usePaletteOptions.ts';
import './palette.css';

export function Palette() {
  const store = useMomentStore();
  const isOpen = useMoment((moment) => moment.over === 'palette');
  const close = () => store.setState({ over: undefined });
  return (
    <ModalOverlay
      className="veil centre palette-veil"
      isOpen={isOpen}
      isDismissable
      onOpenChange={(open) => !open && close()}
    >
      <Modal className="palette">
        <Dialog aria-label="Find or do anything">
          <PaletteBody onDone={close} />
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

function PaletteBody({ onDone }: { onDone: () => void }) {
  const [words, setWords] = useState('');
  const [active, setActive] = useState(0);
  const groups = usePaletteOptions(words);
  const navigate = useNavigate();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const options = groups.flatMap((group) => group.options);
  const current = options[Math.min(active, options.length - 1)];

  const run = (option: PaletteOption | undefined) => {
    if (!option) return;
    onDone();
    option.act?.();
    if (option.go) void navigate(option.go);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) setActive((active + step + options.length) % options.length);
    else if (event.key === 'Enter' && !event.nativeEvent.isComposing) run(current);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className="line">
        <Search size={20} aria-hidden />
        <input
          ref={field}
          role="combobox"
          aria-label="Find or do anything"
          aria-expanded="true"
          aria-controls="palette-options"
          aria-activedescendant={current ? `option-${current.id}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Find or do anything"
          enterKeyHint="go"
          value={words}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setWords(event.target.value);
            setActive(0);
          }}
        />
        <kbd>Esc</kbd>
      </div>
      <PaletteList groups={groups} current={current} onRun={run} />
      <p className="hints" aria-hidden>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> move
        </span>
        <span>
          <kbd>Enter</kbd> do it
        </span>
        <span className="push">
          <kbd>?</kbd> all keys
        </span>
      </p>
    </>
  );
}
