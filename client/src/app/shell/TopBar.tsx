// Search, sync, and the three promises that are the same on every screen: Undo, Pause, Why this?

import { Search } from 'lucide-react';
import { Button } from 'react-aria-components';
import { useMomentStore } from '../moment.ts';
import { Promises } from './Promises.tsx';
import { commandKey } from './platform.ts';
import { SyncPill } from './SyncPill.tsx';

export function TopBar() {
  const store = useMomentStore();
  return (
    <section className="bar" aria-label="Search, sync and safety">
      <Button
        className="ask-box"
        aria-label="Find or do anything"
        onPress={() => store.setState({ over: 'palette' })}
      >
        <Search size={20} aria-hidden />
        <span>Find or do anything</span>
        <span className="keys" aria-hidden>
          <kbd>{commandKey()}</kbd>
          <kbd>K</kbd>
        </span>
      </Button>
      <SyncPill />
      <Promises />
    </section>
  );
}
