// The screens below a phone's: four of them, and the rest behind "More".

import { Link } from '@tanstack/react-router';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { Button } from 'react-aria-components';
import { Dialog } from '#client/ui/dialog.tsx';
import { moreTabs, tabs } from '../screens.ts';
import { WaitingCount } from './Rail.tsx';

export function TabBar({ waiting }: { waiting: number }) {
  const [isMoreOpen, setMoreOpen] = useState(false);
  const close = () => setMoreOpen(false);
  return (
    <nav className="tabs" aria-label="Main screens">
      {tabs.map(({ to, name, picture: Picture }) => (
        <Link
          key={to}
          to={to}
          activeOptions={{ exact: to === '/', includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          <Picture size={22} aria-hidden />
          <span>{name}</span>
          {to === '/approvals' ? <WaitingCount count={waiting} /> : null}
        </Link>
      ))}
      <Button aria-haspopup="dialog" onPress={() => setMoreOpen(true)}>
        <Ellipsis size={22} aria-hidden />
        <span>More</span>
      </Button>
      <Dialog title="More" isOpen={isMoreOpen} onClose={close}>
        <ul className="sheet-links">
          {moreTabs.map(({ to, name, picture: Picture, about }) => (
            <li key={to}>
              <Link to={to} onClick={close}>
                <Picture size={20} aria-hidden />
                {name}
                <small>{about}</small>
              </Link>
            </li>
          ))}
        </ul>
      </Dialog>
    </nav>
  );
}
