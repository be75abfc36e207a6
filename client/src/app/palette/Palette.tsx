// Ctrl K: find a screen, an entry, a metric or a rule, or write down what happened, from anywhere.

import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import { useState } from 'react';
import {
  Autocomplete,
  Dialog,
  Header,
  Input,
  ListBox,
  ListBoxItem,
  ListBoxSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { useMoment, useMomentStore } from '../moment.ts';
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
  const groups = usePaletteOptions(words);
  const navigate = useNavigate();
  const run = (option: PaletteOption) => {
    onDone();
    option.act?.();
    if (option.go) void navigate(option.go);
  };
  return (
    <Autocomplete inputValue={words} onInputChange={setWords}>
      <div className="line">
        <Search size={20} aria-hidden />
        <SearchField aria-label="Find or do anything" autoFocus className="field-row">
          <Input placeholder="Find or do anything" enterKeyHint="go" />
        </SearchField>
        <kbd>Esc</kbd>
      </div>
      <ListBox
        aria-label="Results"
        className="choices"
        selectionMode="none"
        onAction={(key) => {
          const option = groups.flatMap((group) => group.options).find((one) => one.id === key);
          if (option) run(option);
        }}
      >
        {groups.map((group) => (
          <ListBoxSection key={group.name} id={group.name}>
            <Header className="g">{group.name}</Header>
            {group.options.map(({ id, name, detail, aside, picture: Picture }) => (
              <ListBoxItem key={id} id={id} className="opt" textValue={`${name} ${detail}`}>
                <Picture size={20} aria-hidden />
                <span className="words">
                  {name} <span className="muted">{detail}</span>
                </span>
                <small>{aside}</small>
              </ListBoxItem>
            ))}
          </ListBoxSection>
        ))}
      </ListBox>
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
    </Autocomplete>
  );
}
