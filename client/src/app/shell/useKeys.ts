// Keys that work everywhere. Single letters do nothing while something is being written, and can be switched off in Settings.

import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { offerLine, useMomentStore } from '../moment.ts';
import { allScreens } from '../screens.ts';
import { useUndo } from '../usePropose.ts';
import { hasLetterKeys } from './letterkeys.ts';

/** Within this time the second letter of "g t" counts. */
const pairMs = 1200;

export function useKeys(): void {
  const store = useMomentStore();
  const navigate = useNavigate();
  const { undo } = useUndo();
  useEffect(() => {
    let goMs = 0;
    const letters: Record<string, () => void> = {
      '?': () => store.setState({ over: 'keys' }),
      '/': () => store.setState({ over: 'palette' }),
      n: () => {
        offerLine(store, store.getState().line);
        void navigate({ to: '/' });
      },
      u: () => void undo(),
      w: () => store.setState({ over: 'why' }),
      g: () => {
        goMs = performance.now();
      },
    };
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        store.setState({ over: 'palette' });
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target) || !hasLetterKeys())
        return;
      if (store.getState().over !== undefined) return;
      const screen =
        performance.now() - goMs < pairMs ? allScreens.find((one) => one.key === event.key) : undefined;
      const act = screen ? () => void navigate({ to: screen.to }) : letters[event.key];
      if (!act) return;
      event.preventDefault();
      if (screen) goMs = 0;
      act();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [store, navigate, undo]);
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role=dialog]') !== null
  );
}
